"""Base64 for URLs, without padding (RFC 7515 §2)."""

import base64
import re

_ALPHABET = re.compile(r"[A-Za-z0-9_-]*")


def encode(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def decode(text: str) -> bytes:
    """The octets of `text`. Raises ValueError for whatever `encode` never writes, so that each has one form."""
    if not _ALPHABET.fullmatch(text):
        raise ValueError("letters that are none of base64url's")
    octets = base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))
    if encode(octets) != text:
        raise ValueError("bits left over")
    return octets
