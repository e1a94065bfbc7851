"""The keys that id_tokens are signed with. The newest signs; the one before it is published for tokens on their way."""

import json
from typing import Any
from uuid import uuid4

import jwt
from cryptography.hazmat.primitives.asymmetric.rsa import RSAPrivateKey, generate_private_key
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.db import transaction
from jwt.algorithms import RSAAlgorithm

from practice_lms.v1p3.records import PlatformKey

PUBLISHED = 2
ALGORITHM = "RS256"


def signing_key() -> PlatformKey:
    """The key that signs now; made at the first need."""
    with transaction.atomic():
        return PlatformKey.objects.order_by("pk").last() or rotate()


def rotate() -> PlatformKey:
    """A new key signs from now on. Returns it."""
    return PlatformKey.objects.create(kid=uuid4().hex[:20], pem=_new_pem())


def unpublished() -> PlatformKey:
    """A key that no key set has: for the fault of that name."""
    return PlatformKey(kid=uuid4().hex[:20], pem=_new_pem())


def sign(claims: dict[str, Any], key: PlatformKey) -> str:
    """A JWT of RS256 with the key's id."""
    return jwt.encode(claims, key.pem, algorithm=ALGORITHM, headers={"kid": key.kid})


def key_set() -> dict[str, Any]:
    """What the key set URL answers."""
    signing_key()
    return {"keys": [_public(key) for key in PlatformKey.objects.order_by("-pk")[:PUBLISHED]]}


def public_pem() -> str:
    """The signing key's public half, for tools that take a key instead of an address."""
    pem = _loaded(signing_key()).public_key().public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    return pem.decode()


def _public(key: PlatformKey) -> dict[str, Any]:
    jwk: dict[str, Any] = json.loads(RSAAlgorithm.to_jwk(_loaded(key).public_key()))
    jwk.pop("key_ops", None)
    return jwk | {"kid": key.kid, "alg": ALGORITHM, "use": "sig"}


def _loaded(key: PlatformKey) -> RSAPrivateKey:
    loaded = load_pem_private_key(key.pem.encode(), password=None)
    assert isinstance(loaded, RSAPrivateKey)
    return loaded


def _new_pem() -> str:
    key = generate_private_key(public_exponent=65537, key_size=2048)
    return key.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()).decode()
