"""What a registration knows of its platform, as values, and what is wrong with them when somebody types them."""

from collections.abc import Iterator
from dataclasses import dataclass, fields

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from slipway.lms.models import DeploymentPolicy, Registration
from slipway.lms.safe_address import BadUrlError, read_target

LONGEST_ID = 255
ADDRESSES = ("auth_url", "token_url", "jwks_url")


@dataclass(frozen=True, slots=True, kw_only=True)
class Endpoints:
    """A registration as its owner or its LMS tells it. `name` tells it apart from others of the same LMS."""

    issuer: str
    client_id: str
    auth_url: str
    token_url: str
    jwks_url: str
    token_audience: str = ""
    deployment_policy: str = DeploymentPolicy.FIRST
    name: str = ""

    def values(self) -> dict[str, str]:
        """By the names of the model's fields."""
        return {field.name: getattr(self, field.name) for field in fields(self)}


def endpoints_of(registration: Registration) -> Endpoints:
    """What the registration knows now."""
    return Endpoints(**{field.name: getattr(registration, field.name) for field in fields(Endpoints)})


def sound(endpoints: Endpoints) -> None:
    """Raise ValidationError, by field, for what no registration can have.

    Nothing is resolved or called here: what a host stands for is judged at each call (`http_client`).
    """
    if faults := dict(_faults(endpoints)):
        raise ValidationError({field: [said] for field, said in faults.items()})


def sound_address(field: str, url: str) -> None:
    """Raise ValidationError, by `field`, for an address that Slipway would never call."""
    if said := _fault_of(url):
        raise ValidationError({field: [said]})


def _faults(endpoints: Endpoints) -> Iterator[tuple[str, str]]:
    for field in ADDRESSES:
        if said := _fault_of(getattr(endpoints, field)):
            yield field, said
    for field, value in (("issuer", endpoints.issuer), ("client_id", endpoints.client_id)):
        if not value or len(value) > LONGEST_ID or not value.isprintable() or value != value.strip():
            yield field, _("Copy it from your LMS exactly as it stands there: 1 to 255 characters.")
    if len(endpoints.token_audience) > 1000 or not endpoints.token_audience.isprintable():
        yield "token_audience", _("Copy it from your LMS, or leave it empty.")
    if endpoints.deployment_policy not in DeploymentPolicy.values:
        yield "deployment_policy", _("Choose one of those offered.")
    if len(endpoints.name) > 200:
        yield "name", _("At most 200 characters.")


def _fault_of(url: str) -> str:
    try:
        target = read_target(url)
    except BadUrlError:
        return _("Type the whole address, such as https://lms.example.edu/keys, without a user name or a password.")
    if target.scheme == "http" and not settings.ALLOW_PRIVATE_LMS:
        return _("The address must begin with https://.")
    return ""
