"""The claims of an id_token that say for whom, by whom and when it was made (1EdTech security framework 1.0 §5.1.3)."""

import hmac
from collections.abc import Mapping
from datetime import datetime

from slipway.lti.claims import Claims, as_id
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.names import LTI_VERSION, MESSAGE_TYPE, VERSION, message_type_in
from slipway.lti.v1p3.needed import missing_claim, told_text
from slipway.words import text

_LEEWAY = 60  # seconds: Moodle's tokens live as long as that, so clocks may differ by no more
_MAX_LIFE = 24 * 3600
_LATEST = 2**40  # the year 36812: later than any time that is meant
_MAX_SHOWN = 200


def check_claims(claims: Mapping[str, object], *, issuer: str, client_id: str, nonce: str, now: datetime) -> None:
    """Hold verified claims against registration, login and clock. Raises Refused (see `verify_id_token`)."""
    _check_issuer(claims, issuer)
    _check_audience(claims, client_id)
    _check_times(claims, int(now.timestamp()))
    _check_nonce(claims, nonce)
    _check_message(claims)


def _check_issuer(claims: Mapping[str, object], issuer: str) -> None:
    # To the letter: with and without a slash are two issuers (OpenID Connect Core §3.1.3.7).
    sent = claims.get("iss")
    if sent is None:
        raise _lacking("iss")
    if not isinstance(sent, str):
        raise _wrong_type("iss")
    if sent != issuer:
        cause = text("The id_token's issuer is %(sent)s, not %(issuer)s.", sent=_shown(sent), issuer=issuer)
        raise Refused(Refusal.TOKEN, cause)


def _check_audience(claims: Mapping[str, object], client_id: str) -> None:
    sent = claims.get("aud")
    # A client that an LMS counts may come as a number; any other number is a slip rather than another client.
    audience = [
        client_id if as_id(each) == client_id else each for each in (sent if isinstance(sent, list) else [sent])
    ]
    if sent is None:
        raise _lacking("aud")
    if not audience or not all(isinstance(each, str) for each in audience):
        raise _wrong_type("aud")
    party = client_id if as_id(claims.get("azp")) == client_id else claims.get("azp")
    if party is not None and not isinstance(party, str):
        raise _wrong_type("azp")
    if client_id not in audience:
        cause = text("The id_token is for the client %(sent)s, not %(client)s.", sent=_shown(sent), client=client_id)
        raise Refused(Refusal.TOKEN, cause)
    if len(audience) > 1 and party is None:
        raise Refused(Refusal.TOKEN, "The id_token is for several clients and does not say for which (azp).")
    if party is not None and party != client_id:
        cause = text("The id_token's azp is %(sent)s, not %(client)s.", sent=_shown(party), client=client_id)
        raise Refused(Refusal.TOKEN, cause)


def _check_times(claims: Mapping[str, object], now: int) -> None:
    expires, issued = _seconds(claims, "exp"), _seconds(claims, "iat")
    starts = _seconds(claims, "nbf") if claims.get("nbf") is not None else issued
    if not 0 < expires - issued <= _MAX_LIFE:
        cause = text("The id_token is good for %(life)d seconds, which no launch is.", life=expires - issued)
        raise Refused(Refusal.TOKEN, cause)
    if now > expires + _LEEWAY:
        late = text(
            "The id_token expired %(seconds)d seconds before it came: its page stood open for long, or the clock of "
            "the LMS or of this server is wrong.",
            seconds=now - expires,
        )
        raise Refused(Refusal.STALE, late)
    if now < max(issued, starts) - _LEEWAY:
        early = text(
            "The id_token was made %(seconds)d seconds after it came: the clock of the LMS or of this server is wrong.",
            seconds=max(issued, starts) - now,
        )
        raise Refused(Refusal.STALE, early)


def _seconds(claims: Mapping[str, object], name: str) -> int:
    value = claims.get(name)
    if value is None:
        raise _lacking(name)
    if isinstance(value, bool) or not isinstance(value, int | float):
        raise _wrong_type(name)
    if not 0 <= value < _LATEST:
        cause = text("%(name)s of the id_token is no time: %(sent)s.", name=name, sent=_shown(value))
        raise Refused(Refusal.TOKEN, cause)
    return int(value)


def _check_nonce(claims: Mapping[str, object], nonce: str) -> None:
    sent = claims.get("nonce")
    if sent is not None and not isinstance(sent, str):
        raise _wrong_type("nonce")
    if not sent:
        raise Refused(Refusal.TOKEN, "The id_token lacks the nonce of its login.")
    if not hmac.compare_digest(sent.encode(), nonce.encode()):
        raise Refused(Refusal.TOKEN, "The id_token's nonce is not that of its login: it belongs to another launch.")


def _check_message(claims: Mapping[str, object]) -> None:
    token = Claims(claims)
    version, message_type = told_text(token, VERSION), told_text(token, MESSAGE_TYPE)
    for name, value in (("version", version), ("message_type", message_type)):
        if not value:
            raise missing_claim(name)
    if version != LTI_VERSION:
        cause = text("The LTI version is %(sent)s, not 1.3.0.", sent=_shown(version))
        raise Refused(Refusal.UNSUPPORTED_MESSAGE, cause)
    if not message_type_in(message_type or ""):
        cause = text("The message type %(sent)s is unknown here.", sent=_shown(message_type))
        raise Refused(Refusal.UNSUPPORTED_MESSAGE, cause)


def _lacking(name: str) -> Refused:
    return Refused(Refusal.TOKEN, text("The id_token lacks %(name)s.", name=name))


def _wrong_type(name: str) -> Refused:
    return Refused(Refusal.TOKEN, text("%(name)s of the id_token is of the wrong type.", name=name))


def _shown(value: object) -> str:
    if isinstance(value, list):
        return ", ".join(str(each)[:_MAX_SHOWN] for each in value[:5])[:_MAX_SHOWN]
    return str(value)[:_MAX_SHOWN] if isinstance(value, str | int | float | None) else type(value).__name__
