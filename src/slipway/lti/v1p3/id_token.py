"""Is an id_token what the LMS signed, for us, for this login, and now? (1EdTech security framework 1.0 §5.1.3)

Replays are found elsewhere, for that needs the database.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache

from joserfc import jws
from joserfc.jwk import RSAKey

from slipway.json_text import BadJsonError, read_object
from slipway.lti.claims import as_id
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3 import base64url
from slipway.lti.v1p3.keys import ALGORITHM, KeySet
from slipway.lti.v1p3.names import DEPLOYMENT_ID
from slipway.lti.v1p3.token_claims import check_claims
from slipway.words import Text, text

_MAX_LENGTH = 32 * 1024
_MAX_SHOWN = 80
_MAX_SHARED = 500  # characters of a header that several tokens may have
_RS256 = jws.default_registry.get_alg(ALGORITHM)


@dataclass(frozen=True, slots=True, kw_only=True)
class Header:
    """What the token's header says that counts. jku, jwk, x5u and x5c don't: keys come from the registration alone."""

    kid: str | None


def unverified_header(token: str) -> Header:
    """Judge a token's form and algorithm, before any key is looked up.

    Raises Refused: TOO_LARGE, or TOKEN (no JWT; alg other than RS256, to the letter; critical extensions).
    """
    if len(token) > _MAX_LENGTH:
        raise Refused(Refusal.TOO_LARGE, text("The id_token is longer than %(most)d KiB.", most=_MAX_LENGTH // 1024))
    if token.count(".") != 2:
        raise Refused(Refusal.TOKEN, "The id_token is no signed JWT of three parts.")
    part = token.partition(".")[0]
    return _same_for_all(part) if len(part) < _MAX_SHARED else _header(part)


def _header(part: str) -> Header:
    header = _object(part, what=text("header"))
    if header.get("alg") != ALGORITHM:
        shown = str(header.get("alg"))[:_MAX_SHOWN]
        raise Refused(Refusal.TOKEN, text("The id_token is signed by %(alg)s; LTI 1.3 is RS256.", alg=shown))
    if "crit" in header:
        raise Refused(Refusal.TOKEN, "The id_token demands extensions (crit) that LTI 1.3 does not have.")
    kid = as_id(header.get("kid"))
    if kid is None and header.get("kid") is not None:
        raise Refused(Refusal.TOKEN, "The kid of the id_token is no text.")
    return Header(kid=kid)


_same_for_all = lru_cache(maxsize=500)(_header)  # of tokens that one key has signed


def unverified_deployment(token: str) -> str:
    """The deployment id that a token names, to look things up by, never to decide; '' where none can be read."""
    try:
        payload = read_object(base64url.decode(token.split(".")[1]), most=_MAX_LENGTH)
    except (IndexError, ValueError):
        return ""
    return as_id(payload.get(DEPLOYMENT_ID)) or ""


def verify_id_token(  # noqa: PLR0913 - it is what a token is held against
    token: str, *, keys: KeySet, issuer: str, client_id: str, nonce: str, now: datetime
) -> Mapping[str, object]:
    """The token's claims, when `keys` signed it for this client and login. `nonce` is the state's.

    Raises Refused. TOO_LARGE and TOKEN: form, signature, issuer, audience, nonce, numbers that are none. STALE: time.
    MALFORMED and UNSUPPORTED_MESSAGE: message type or version is missing, or none of ours. The deployment is not
    judged here: it is the registration's policy.
    """
    header = unverified_header(token)
    named = keys.named(header.kid)
    if not named:
        raise Refused(Refusal.TOKEN, _no_key(header.kid))
    if not any(_is_signed(token, key) for key in named):
        raise Refused(Refusal.TOKEN, "The signature of the id_token does not fit the key that it names.")
    claims = _object(token.split(".")[1], what=text("payload"))
    check_claims(claims, issuer=issuer, client_id=client_id, nonce=nonce, now=now)
    return claims


def _is_signed(token: str, key: RSAKey) -> bool:
    """Whether `key` signed the token. The algorithm is ours, whatever the header says: it steers nothing here."""
    signed, _, signature = token.rpartition(".")
    try:
        return _RS256.verify(signed.encode(), base64url.decode(signature), key)
    except ValueError:
        return False


def _no_key(kid: str | None) -> Text:
    if kid is None:
        return text("The id_token names no key, and the LMS's key set has several.")
    return text("The id_token is signed by the key %(kid)s, which is not in the LMS's key set.", kid=kid[:_MAX_SHOWN])


def _object(part: str, *, what: Text) -> dict[str, object]:
    """The JSON object in one part of the token."""
    try:
        return read_object(base64url.decode(part), most=_MAX_LENGTH)
    except BadJsonError as error:
        cause = text("The %(what)s of the id_token cannot be read: %(problem)s.", what=what, problem=error.problem)
        raise Refused(Refusal.TOKEN, cause) from error
    except ValueError as error:
        raise Refused(Refusal.TOKEN, text("The %(what)s of the id_token is not base64url.", what=what)) from error
