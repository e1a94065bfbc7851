"""What an LMS's LTI 1.3 is: its addresses, its login, its claims, its deep linking. A table per LMS in `platforms`."""

import secrets
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from practice_lms.configuration import configuration
from practice_lms.dialects.dialect import Click
from practice_lms.links import Link
from practice_lms.models import App
from practice_lms.v1p3 import names
from practice_lms.v1p3.records import Registration

Claims = dict[str, Any]
Errors = Mapping[str, str]

# What may be wrong with an authentication request, and the error that says so (OpenID Connect core §3.1.2.6).
STANDARD_ERRORS: Errors = {
    "missing": "invalid_request",
    "scope": "invalid_scope",
    "response_type": "unsupported_response_type",
    "client": "unauthorized_client",
    "login": "login_required",
    "person": "access_denied",
    "hint": "invalid_request",
}


@dataclass(frozen=True)
class Services:
    """Addresses of grades and roster for one click; `line_item` only where a link has a column."""

    line_items: str
    memberships: str
    line_item: str = ""
    roster_versions: tuple[str, ...] = ("2.0",)
    notices: str = ""  # Canvas's


def own_origin() -> str:
    """The issuer of an LMS that names itself by its address."""
    return configuration().url


def random_hint(click: Click, link: Link | None) -> str:
    """A message hint that nobody can read: what most LMSs send."""
    return secrets.token_hex(16)


def nothing(_click: Click) -> Claims:
    """Deep linking settings that are the same for everybody."""
    return {}


def every_custom_field(click: Click, placement: str, link: Link | None) -> dict[str, str]:
    """The tool's custom fields, the placement's, and those of what deep linking brought; the narrower wins."""
    fields = {**click.app.custom, **click.app.placements.get(placement, {}).get("custom_fields", {})}
    return fields | (link.stored.custom if link and link.stored else {})


def unchanged(_click: Click, _link: Link | None, claims: Claims) -> Claims:
    """Claims as the translation from LTI 1.1 has them."""
    return claims


@dataclass(frozen=True, kw_only=True)
class Platform:
    """One LMS's way. Paths are of this program; those that end in a number at that LMS are made per registration.

    `adjust` turns what was translated from the LTI 1.1 dialect into this LMS's own claims. `configuration` and
    `registration` are the addresses of dynamic registration ('': there is none); `tells_deployment`: the answer to a
    registration names the deployment. `scopes` are those that a tool may ask for. `selections` says by placement what
    a deep linking request accepts; `storage` is the `lti_storage_target` of an LMS that keeps values for tools.
    `custom`: which custom fields a message carries.
    """

    name: str
    family: str
    issuer: Callable[[], str] = own_origin
    auth: str
    keys: Callable[[Registration], str]
    token: Callable[[Registration], str]
    audience: str = ""
    configuration: str = ""
    registration: str = ""
    asks_token_for_configuration: bool = False
    tells_deployment: bool = True
    client_id: Callable[[], str]
    deployment_id: Callable[[App], str]
    login_method: str = "post"
    login_hint: Callable[[Click], str]
    message_hint: Callable[[Click, Link | None], str] = random_hint
    login_extra: Callable[[str], dict[str, str]] = lambda deployment: {"lti_deployment_id": deployment}
    storage: str = ""
    life: int = 3600
    errors: Errors = field(default_factory=lambda: STANDARD_ERRORS)
    adjust: Callable[[Click, Link | None, Claims], Claims] = unchanged
    custom: Callable[[Click, str, Link | None], dict[str, str]] = every_custom_field
    services: Callable[[Click, Link | None], Services]
    scopes: tuple[str, ...] = names.SCOPES
    named_in_selection: frozenset[str] = frozenset({"grades", "roster"})
    selections: Mapping[str, Claims] = field(default_factory=dict)
    settings: Callable[[Click], Claims] = nothing
    answer_path: Callable[[Click], str]
    data: Callable[[Click], Any] | None = None
    activate: Any = ""
