"""The state of a login: all that it has to remember, signed by us and carried by the browser.

The target link is not in it: the id_token names that too, signed by the LMS, and that alone counts.
"""

import hashlib
import hmac
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from slipway.json_text import read_object
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3 import base64url
from slipway.words import text

LOGIN_LIFE = 600  # seconds from login to launch
_EARLY = 60  # another process's clock
_MAX_LENGTH = 16 * 1024
_PURPOSE = b"slipway lti 1.3 state 1\0"


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginState:
    """What a login remembers."""

    registration_id: UUID
    nonce: str
    binding_hash: str  # `hashed_secret` of the secret that the browser keeps
    issued_at: int  # seconds since 1970
    storage_target: str = ""  # the frame of the LMS that may keep the secret too
    waiting_frame: str = ""  # names the frame that opened a window for the login, where one did


def seal_state(state: LoginState, *, key: bytes) -> str:
    """The state as text for a URL: payload and HMAC-SHA256. It hides nothing: the browser may read it."""
    values = {
        "r": state.registration_id.hex,
        "n": state.nonce,
        "b": state.binding_hash,
        "i": state.issued_at,
        "s": state.storage_target,
        "f": state.waiting_frame,
    }
    payload = base64url.encode(json.dumps(values, separators=(",", ":")).encode())
    return f"{payload}.{_seal(payload, key)}"


def open_state(text: str, *, keys: Sequence[bytes]) -> LoginState:
    """The state in `text`, sealed with one of `keys`, however old (`check_login_age`). Raises Refused(STATE)."""
    payload, _, seal = text.partition(".")
    # Every key is tried, so that time does not tell which one fits.
    fitting = [key for key in keys if hmac.compare_digest(_seal(payload, key).encode(), seal.encode(errors="replace"))]
    if len(text) > _MAX_LENGTH or not fitting:
        raise Refused(Refusal.STATE, "The state was not made here, or with a key that is gone.")
    return _read(payload)


def check_login_age(state: LoginState, *, now: datetime) -> None:
    """Refuse a state that was sealed more than 10 minutes ago. Raises Refused(STATE)."""
    age = int(now.timestamp()) - state.issued_at
    if not -_EARLY <= age <= LOGIN_LIFE:
        seconds = {"seconds": age, "life": LOGIN_LIFE}
        cause = text("The login was made %(seconds)d seconds ago; it is good for %(life)d.", **seconds)
        raise Refused(Refusal.STATE, cause)


def hashed_secret(secret: str) -> str:
    """What a state says of the secret that binds it to a browser."""
    return base64url.encode(hashlib.sha256(secret.encode(errors="replace")).digest())


def is_bound(state: LoginState, secret: str) -> bool:
    """Whether the browser that shows `secret` is the one that began the login."""
    return hmac.compare_digest(hashed_secret(secret).encode(), state.binding_hash.encode())


def _seal(payload: str, key: bytes) -> str:
    return base64url.encode(hmac.digest(key, _PURPOSE + payload.encode(errors="replace"), "sha256"))


def _read(payload: str) -> LoginState:
    try:
        values = read_object(base64url.decode(payload), most=_MAX_LENGTH)
        return LoginState(
            registration_id=UUID(hex=_text(values["r"])),
            nonce=_text(values["n"]),
            binding_hash=_text(values["b"]),
            issued_at=int(_text(str(values["i"]))),
            storage_target=_text(values["s"]),
            waiting_frame=_text(values.get("f", "")),
        )
    except (KeyError, ValueError) as error:  # sealed by another version of this program
        raise Refused(Refusal.STATE, "The state cannot be read.") from error


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError("a state holds text")
    return value
