"""The `data` of a selection request, returned byte for byte: in Canvas a JWT, in Sakai JSON, in Blackboard pieces."""

import base64
import hashlib
import hmac
import json

from practice_lms.configuration import configuration


def make_data(claims: dict[str, object]) -> str:
    """A JWT (HS256) with these claims."""
    head = _encode({"typ": "JWT", "alg": "HS256"})
    body = _encode(claims)
    return f"{head}.{body}.{_signature(f'{head}.{body}')}"


def make_json_data(claims: dict[str, object]) -> str:
    """A JSON object with these claims and a check of them."""
    return json.dumps(claims | {"check": _signature(json.dumps(claims))})


def make_pieces(course: str, place: str) -> str:
    """Blackboard's: pieces between double colons, one of them a check of the others."""
    return f"{course}::{place}::-1::true::false::{_check(course, place)}::false::false"


def is_ours(data: str) -> bool:
    """Whether `data`, in any of these forms, came back as it was sent."""
    if data.startswith("{"):
        return _is_our_json(data)
    if "::" in data:
        return hmac.compare_digest(data.encode(), make_pieces(*data.split("::")[:2]).encode())
    signed, _, signature = data.rpartition(".")
    return hmac.compare_digest(signature.encode(), _signature(signed).encode())


def _is_our_json(data: str) -> bool:
    try:
        claims = json.loads(data)
    except ValueError:
        return False
    check = str(claims.pop("check", ""))
    return hmac.compare_digest(check.encode(), _signature(json.dumps(claims)).encode())


def _check(course: str, place: str) -> str:
    return hashlib.sha256(f"{course}::{place}::{configuration().secret}".encode()).hexdigest()[:32]


def _encode(value: dict[str, object]) -> str:
    return _base64(json.dumps(value, separators=(",", ":")).encode())


def _signature(signed: str) -> str:
    return _base64(hmac.new(configuration().secret.encode(), signed.encode(), hashlib.sha256).digest())


def _base64(raw: bytes) -> str:
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()
