"""What the LMS posts to the redirect URI: an id_token, or an error (OpenID Connect Core §3.1.2.5, §3.1.2.6)."""

from collections.abc import Mapping
from dataclasses import dataclass

from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.lms_words import one_line
from slipway.words import text

_SESSION = text("The LMS no longer knows this visitor: the session there is over, or its cookies are blocked.")
_ONCE = text("The LMS lets each click on a link launch once, for a few minutes: the page was reloaded or stood open.")
_REDIRECT = text("The LMS does not take our redirect URI or client id: compare both in its settings of this app.")
_CAUSES = {
    "login_required": _SESSION,
    "interaction_required": _SESSION,
    "consent_required": _SESSION,
    "launch_no_longer_valid": _ONCE,  # Canvas
    "unauthorized_client": _REDIRECT,
    "access_denied": text("The LMS denied the launch: the person may not open this link there."),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class AuthenticationAnswer:
    """The form at the redirect URI. Exactly one of `id_token` and `refused` is there."""

    state: str
    id_token: str = ""
    refused: Refused | None = None  # LMS_SAID_NO


def read_answer(values: Mapping[str, str]) -> AuthenticationAnswer:
    """Read what was posted. Raises Refused: MALFORMED (no id_token, no error), STATE (no state)."""
    state, error = values.get("state", ""), values.get("error", "")
    if error:
        return AuthenticationAnswer(state=state, refused=_refused(error, values.get("error_description", "")))
    if not values.get("id_token"):
        raise Refused(Refusal.MALFORMED, "The launch carries no id_token.")
    if not state:
        raise Refused(Refusal.STATE, "The launch carries no state: it did not begin with a login here.")
    return AuthenticationAnswer(state=state, id_token=values["id_token"])


def _refused(error: str, description: str) -> Refused:
    cause, words = _CAUSES.get(error), one_line(description)
    if not cause and words:
        cause = text("The LMS answered the login with the error %(error)s: %(told)s.", error=error[:80], told=words)
    bare = text("The LMS answered the login with the error %(error)s.", error=error[:80])
    return Refused(Refusal.LMS_SAID_NO, cause or bare)
