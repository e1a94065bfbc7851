"""A platform that signs and publishes: base64, JSON and `cryptography`, nothing of ours, nothing of joserfc."""

import base64
import hmac
import json
import threading
from collections.abc import Mapping
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

NOW = datetime(2026, 11, 24, 12, 0, 0, tzinfo=UTC)
SECONDS = int(NOW.timestamp())
ISSUER, CLIENT, NONCE, DEPLOYMENT = "https://lms.example", "client-1", "nonce-1", "dep-1"
LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
SETTINGS = "https://purl.imsglobal.org/spec/lti-dl/claim/deep_linking_settings"

RESOURCE_LINK: dict[str, Any] = {
    "iss": ISSUER,
    "aud": CLIENT,
    "sub": "person-1",
    "exp": SECONDS + 3600,
    "iat": SECONDS,
    "nonce": NONCE,
    f"{LTI}message_type": "LtiResourceLinkRequest",
    f"{LTI}version": "1.3.0",
    f"{LTI}deployment_id": DEPLOYMENT,
    f"{LTI}target_link_uri": "https://slipway.example/lti/units/u1",
    f"{LTI}roles": [f"{MEMBERSHIP}Learner"],
    f"{LTI}resource_link": {"id": "link-1"},
}
DEEP_LINKING: dict[str, Any] = {name: RESOURCE_LINK[name] for name in RESOURCE_LINK if "resource_link" not in name} | {
    f"{LTI}message_type": "LtiDeepLinkingRequest",
    f"{LTI}roles": [f"{MEMBERSHIP}Instructor"],
    SETTINGS: {"deep_link_return_url": f"{ISSUER}/return?x=1", "accept_types": ["ltiResourceLink"]},
}


_ONE_AT_A_TIME = threading.Lock()  # threads that ask at once would each get a key of their own


def private_key(name: str = "first", bits: int = 2048) -> rsa.RSAPrivateKey:
    """One key for each name and size."""
    with _ONE_AT_A_TIME:
        return _made(name, bits)


@cache
def _made(_name: str, bits: int) -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=bits)


def pem(name: str = "first") -> bytes:
    public = private_key(name).public_key()
    return public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)


def b64(octets: bytes) -> str:
    return base64.urlsafe_b64encode(octets).rstrip(b"=").decode()


def unb64(text: str) -> bytes:
    return base64.urlsafe_b64decode(text + "=" * (-len(text) % 4))


def number(value: int) -> str:
    return b64(value.to_bytes((value.bit_length() + 7) // 8))


def jwk(name: str = "first", *, bits: int = 2048, **changes: Any) -> dict[str, Any]:
    """The public key as an LMS publishes it; None leaves a member out."""
    numbers = private_key(name, bits).public_key().public_numbers()
    told = {"kty": "RSA", "use": "sig", "alg": "RS256", "kid": name, "n": number(numbers.n), "e": number(numbers.e)}
    return {member: value for member, value in (told | changes).items() if value is not None}


def key_set(*jwks: Any) -> bytes:
    return json.dumps({"keys": list(jwks)}).encode()


def token(
    claims: Mapping[str, Any] | bytes = RESOURCE_LINK, *, key: str = "first", header: Mapping[str, Any] | bytes = {}
) -> str:
    """A token signed with RS256, whatever its header says. Bytes are taken as they are."""
    told = {"typ": "JWT", "alg": "RS256", "kid": key} | dict(header) if not isinstance(header, bytes) else header
    head, payload = (
        b64(part if isinstance(part, bytes) else json.dumps(_without_none(part)).encode()) for part in (told, claims)
    )
    signature = private_key(key).sign(f"{head}.{payload}".encode(), padding.PKCS1v15(), hashes.SHA256())
    return f"{head}.{payload}.{b64(signature)}"


def hmac_token(secret: bytes, *, alg: str = "HS256") -> str:
    """A token by the confusion of algorithms: signed with a secret that everybody has."""
    head = b64(json.dumps({"typ": "JWT", "alg": alg, "kid": "first"}).encode())
    signed = f"{head}.{b64(json.dumps(RESOURCE_LINK).encode())}"
    return f"{signed}.{b64(hmac.digest(secret, signed.encode(), 'sha256'))}"


def opened(jwt: str, *, public: rsa.RSAPublicKey) -> tuple[dict[str, Any], dict[str, Any]]:
    """Header and claims of a token of ours, when `public` fits."""
    head, payload, signature = jwt.split(".")
    public.verify(unb64(signature), f"{head}.{payload}".encode(), padding.PKCS1v15(), hashes.SHA256())
    return json.loads(unb64(head)), json.loads(unb64(payload))


def captured(kind: str) -> list[dict[str, Any]]:
    """What running Moodles, Open edX and lti1p3platform sent (names changed)."""
    lines = (Path(__file__).parent / "captured.jsonl").read_text().splitlines()
    return [each for each in map(json.loads, lines) if each["kind"] == kind]


def _without_none(values: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in values.items() if value is not None}


def legacy_signature(claims: Mapping[str, Any], consumer_key: str, secret: str) -> str:
    """`oauth_consumer_key_sign` of these claims (LTI 1.3 migration §3.2)."""
    named = [claims[f"{LTI}deployment_id"], claims["iss"], claims["aud"], str(claims["exp"]), claims["nonce"]]
    return base64.b64encode(hmac.digest(secret.encode(), "&".join([consumer_key, *named]).encode(), "sha256")).decode()
