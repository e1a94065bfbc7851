"""Key sets that platforms of tests serve, made with `cryptography` alone: no code of ours is in them."""

import base64
import json
from functools import cache
from typing import Any

from cryptography.hazmat.primitives.asymmetric import ec, rsa


def key_set(*kids: str | None) -> bytes:
    """A key set with an RSA key for each kid; None has no kid."""
    return json.dumps({"keys": [jwk(kid) for kid in kids]}).encode()


@cache
def _numbers(name: str | None) -> rsa.RSAPublicNumbers:
    return rsa.generate_private_key(public_exponent=65537, key_size=2048).public_key().public_numbers()


def jwk(kid: str | None) -> dict[str, Any]:
    """An RSA key for signatures."""
    numbers = _numbers(kid)
    named = {"kid": kid} if kid else {}
    return {"kty": "RSA", "use": "sig", "alg": "RS256", "n": text(numbers.n), "e": text(numbers.e), **named}


def other_kind(kid: str) -> dict[str, Any]:
    """A key of another kind than LTI allows."""
    numbers = ec.generate_private_key(ec.SECP256R1()).public_key().public_numbers()
    return {"kty": "EC", "crv": "P-256", "kid": kid, "x": text(numbers.x), "y": text(numbers.y)}


def text(number: int) -> str:
    """A number as JSON Web Keys write it."""
    return base64.urlsafe_b64encode(number.to_bytes((number.bit_length() + 7) // 8)).rstrip(b"=").decode()
