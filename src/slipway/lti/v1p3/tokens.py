"""Access tokens for an LMS's services (1EdTech security framework 1.0 §4; RFC 7523)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from slipway.lti.claims import Claims
from slipway.lti.v1p3.keys import SigningKey
from slipway.lti.v1p3.lms_words import answer_in, told_in
from slipway.words import Text, text

_LIFE = 300  # seconds: Canvas takes assertions that are at most five minutes old
_MAX_BYTES = 64 * 1024
_MAX_TOKEN = 16 * 1024
_USUAL, _LONGEST = 3600, 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class AccessToken:
    """A token. `scopes` is what was granted, which may be less than was asked; all of it when the LMS says nothing."""

    token: str
    expires_at: datetime
    scopes: frozenset[str]


def client_assertion(*, client_id: str, audience: str, key: SigningKey, now: datetime, jti: str) -> str:
    """The JWT that proves who asks. `audience` is the registration's own: its token URL, but for Brightspace."""
    issued = int(now.timestamp())
    claims = {
        "iss": client_id,
        "sub": client_id,
        "aud": audience,
        "iat": issued,
        "exp": issued + _LIFE,
        "jti": jti,
    }
    return key.sign(claims)


def token_request(*, assertion: str, scopes: Iterable[str]) -> dict[str, str]:
    """The fields of the form that is posted to the token URL."""
    return {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": assertion,
        "scope": " ".join(scopes),
    }


def read_token_answer(status: int, body: bytes, *, asked: Iterable[str], now: datetime) -> AccessToken | Text:
    """What the token URL answered (RFC 6749 §5): a token, or for owners why there is none."""
    answer = answer_in(body, most=_MAX_BYTES)
    if not isinstance(answer, Claims):
        return text("The token URL answered %(status)d with no JSON: %(problem)s.", status=status, problem=answer)
    token = answer.text("access_token")
    if not 200 <= status < 300 or not token or len(token) > _MAX_TOKEN or not _can_be_sent(token):
        return _refused(status, answer, told_in(body))
    if (answer.text("token_type") or "bearer").lower() != "bearer":
        return text("The token URL gave a token that is no bearer token.")
    granted = answer.values.get("scope")
    named = granted.split() if isinstance(granted, str) else granted if isinstance(granted, list) else asked
    scopes = frozenset(each for each in named if isinstance(each, str))
    return AccessToken(token=token, expires_at=now + timedelta(seconds=_life(answer)), scopes=scopes)


def _can_be_sent(token: str) -> bool:
    return token.isascii() and token.isprintable() and " " not in token


def _refused(status: int, answer: Claims, told: str) -> Text:
    if 200 <= status < 300 and not answer.text("error"):
        return text("The token URL answered %(status)d without a usable token.", status=status)
    if not told:
        return text("The token URL answered %(status)d, and says no more.", status=status)
    return text("The token URL answered %(status)d: %(told)s.", status=status, told=told)


def _life(answer: Claims) -> int:
    seconds = answer.values.get("expires_in")
    if isinstance(seconds, str) and seconds.isascii() and seconds.isdecimal():
        seconds = int(seconds[:9])
    if isinstance(seconds, bool) or not isinstance(seconds, int | float):
        return _USUAL
    return int(min(max(seconds, 0), _LONGEST))
