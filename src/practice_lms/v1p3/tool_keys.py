"""A tool's keys: its public key as it was typed in, or its key set, fetched each time as Canvas does."""

import json
import time
from typing import Any

import jwt
from cryptography.hazmat.primitives.serialization import load_pem_public_key
from django.utils.translation import gettext as _
from jwt.algorithms import RSAAlgorithm

from practice_lms.installing.canvas_xml import ConfigurationError
from practice_lms.installing.config_fetch import fetch
from practice_lms.v1p3.keys import ALGORITHM
from practice_lms.v1p3.records import Registration

LEEWAY = 30  # seconds ahead that a tool's clock may be
AGE = 300  # seconds that a signed message may be old


class JwtError(ValueError):
    """A tool's JWT can't be believed; the text says why."""


def verified(token: str, registration: Registration, audiences: list[str], *, needed: list[str]) -> dict[str, Any]:
    """The claims of a JWT of the tool: signature, `aud`, `exp`, `iat` (at most five minutes old). Raises JwtError."""
    try:
        claims: dict[str, Any] = jwt.decode(
            token,
            _key(token, registration),
            algorithms=[ALGORITHM],
            audience=audiences,
            leeway=LEEWAY,
            options={"require": ["iss", "aud", "exp", "iat", *needed]},
        )
    except (jwt.PyJWTError, ConfigurationError) as error:
        raise JwtError(str(error)) from error
    if time.time() - claims["iat"] > AGE:
        raise JwtError(_("the 'iat' must be less than 5 minutes old"))
    return claims


def typed_key(text: str) -> dict[str, Any]:
    """A public key that was typed as PEM or as a JWK, as a JWK. Raises ValueError."""
    if text.lstrip().startswith("{"):
        jwk = json.loads(text)
        RSAAlgorithm.from_jwk(jwk)
        return dict(jwk)
    loaded: Any = load_pem_public_key(text.strip().encode())
    return dict(json.loads(RSAAlgorithm.to_jwk(loaded)))


def _key(token: str, registration: Registration) -> Any:
    header = jwt.get_unverified_header(token)
    if header.get("alg") != ALGORITHM:
        raise JwtError(_("it must be signed with RS256"))
    kid = header.get("kid")
    found = [key for key in _published(registration) if kid is None or key.get("kid") in {kid, None}]
    if not found:
        raise JwtError(_("no key of the tool has the kid %(kid)s") % {"kid": kid})
    return RSAAlgorithm.from_jwk(found[0])


def _published(registration: Registration) -> list[dict[str, Any]]:
    if registration.public_jwk and not registration.keys_url:
        return [registration.public_jwk]
    try:
        keys = json.loads(fetch(registration.keys_url, accept="application/json"))["keys"]
        return [dict(key) for key in keys if key.get("kty") == "RSA"]
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        if isinstance(error, ConfigurationError):
            raise
        raise JwtError(_("the tool's key set can't be read")) from error
