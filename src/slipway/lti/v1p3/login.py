"""The login that comes before each LTI 1.3 launch (1EdTech security framework 1.0 §5.1.1)."""

from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from slipway.lti.refusal import Refusal, Refused
from slipway.words import text

_MAX_LENGTH = 8192  # of a parameter: Canvas's lti_message_hint is a whole JWT
_MAX_ISSUER = 255


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginRequest:
    """What an LMS's login initiation asks. Nothing of it is proven; a hint goes back exactly as it came."""

    iss: str
    login_hint: str
    target_link_uri: str
    lti_message_hint: str | None = None
    client_id: str | None = None
    deployment_id: str | None = None
    storage_target: str | None = None


def read_login(values: Mapping[str, str]) -> LoginRequest:
    """Read the parameters of a login initiation, a GET's query or a POST's form (security framework 1.0 §5.1.1.1).

    Raises Refused(MALFORMED): iss, login_hint or target_link_uri missing; a parameter too long, or with NUL. Whether
    the target is ours is not judged here.
    """
    for name in ("iss", "login_hint", "target_link_uri"):
        if not values.get(name):
            raise Refused(Refusal.MALFORMED, text("The login request lacks %(name)s.", name=name))
    return LoginRequest(
        iss=_bounded(values, "iss", most=_MAX_ISSUER) or "",
        login_hint=_bounded(values, "login_hint") or "",
        target_link_uri=_bounded(values, "target_link_uri") or "",
        lti_message_hint=_bounded(values, "lti_message_hint"),
        client_id=_bounded(values, "client_id", most=_MAX_ISSUER),
        # Canvas may send either name (docs/lms-behaviour.md §5.1).
        deployment_id=_bounded(values, "lti_deployment_id") or _bounded(values, "deployment_id"),
        storage_target=_bounded(values, "lti_storage_target"),
    )


def _bounded(values: Mapping[str, str], name: str, *, most: int = _MAX_LENGTH) -> str | None:
    value = values.get(name) or None
    if value and len(value) > most:
        cause = text("%(name)s of the login request is longer than %(most)d characters.", name=name, most=most)
        raise Refused(Refusal.MALFORMED, cause)
    if value and "\0" in value:
        raise Refused(Refusal.MALFORMED, text("%(name)s of the login request holds NUL characters.", name=name))
    return value


def authentication_url(  # noqa: PLR0913 - it is what the request is made of
    *, auth_url: str, client_id: str, redirect_uri: str, login: LoginRequest, state: str, nonce: str
) -> str:
    """Where the browser goes to be named by its LMS (security framework 1.0 §5.1.1.2): what Canvas wants, and state.

    A query that `auth_url` has stays, but for names that the request itself has.
    """
    parts = urlsplit(auth_url)
    request = {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": client_id,
        "redirect_uri": redirect_uri,
        "login_hint": login.login_hint,
        "state": state,
        "nonce": nonce,
    }
    if login.lti_message_hint is not None:
        request["lti_message_hint"] = login.lti_message_hint
    kept = [pair for pair in parse_qsl(parts.query, keep_blank_values=True) if pair[0] not in request]
    return urlunsplit(parts._replace(query=urlencode([*kept, *request.items()]), fragment=""))
