"""Access tokens for the services (1EdTech security framework §4; RFC 7523).

Stricter than Moodle, on purpose: it takes any `aud` and a repeated `jti`. A tool that errs shall learn it here.
"""

import secrets
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

import jwt
from django.db import IntegrityError, transaction
from django.utils import timezone

from practice_lms.configuration import configuration
from practice_lms.v1p3.platforms import platform_of
from practice_lms.v1p3.records import AccessToken, Registration, Spent
from practice_lms.v1p3.tool_keys import JwtError, verified

TOKEN_LIFE = 3600
REQUEST_TYPES = {
    "grant_type": ("client_credentials", "unsupported_grant_type"),
    "client_assertion_type": ("urn:ietf:params:oauth:client-assertion-type:jwt-bearer", "invalid_request"),
}


class NoTokenError(ValueError):
    """No token is given. `error` is OAuth's code; the text says why."""

    def __init__(self, error: str, why: str) -> None:
        super().__init__(why)
        self.error = error


def give_token(dialect: str, values: Mapping[str, str], url: str) -> dict[str, Any]:
    """What the token URL answers to a sound request; `url` is where it was posted to. Raises NoTokenError."""
    for name, (only, error) in REQUEST_TYPES.items():
        if values.get(name) != only:
            raise NoTokenError(error, f"{name} must be {only}")
    registration = _proven(dialect, values.get("client_assertion", ""), url)
    asked = values.get("scope", "").split()
    granted = [scope for scope in asked if scope in registration.scopes]
    if not granted:
        raise NoTokenError("invalid_scope", "None of the scopes is allowed for this tool")
    token = AccessToken.objects.create(
        token=secrets.token_urlsafe(32),
        registration=registration,
        scopes=granted,
        expires_at=timezone.now() + timedelta(seconds=TOKEN_LIFE),
    )
    return {"access_token": token.token, "token_type": "Bearer", "expires_in": TOKEN_LIFE, "scope": " ".join(granted)}


def token_url(registration: Registration) -> str:
    """Where this tool gets its tokens."""
    return configuration().url + platform_of(registration).token(registration)


def assertion_audience(registration: Registration) -> str:
    """What a client assertion must be meant for: the token URL, but for Brightspace."""
    return platform_of(registration).audience or token_url(registration)


def spend(value: str) -> bool:
    """Whether a value is seen for the first time."""
    try:
        with transaction.atomic():
            Spent.objects.create(value=value[:400])
    except IntegrityError:
        return False
    return True


def _proven(dialect: str, assertion: str, url: str) -> Registration:
    try:
        client_id = str(jwt.decode(assertion, options={"verify_signature": False}).get("sub", ""))
    except jwt.PyJWTError as error:
        raise NoTokenError("invalid_request", str(error)) from error
    registration = Registration.objects.filter(dialect=dialect, client_id=client_id, is_on=True).first()
    if registration is None:
        raise NoTokenError("invalid_client", "Client not found")
    try:
        claims = verified(assertion, registration, [platform_of(registration).audience or url], needed=["sub", "jti"])
    except JwtError as error:
        raise NoTokenError("invalid_client", str(error)) from error
    if claims["iss"] != client_id:
        raise NoTokenError("invalid_client", "the 'iss' is invalid")
    if not spend(f"jti {registration.pk} {claims['jti']}"):
        raise NoTokenError("invalid_client", "the 'jti' was used before")
    return registration
