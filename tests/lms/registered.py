"""Registrations for tests: made as an owner makes them, each with a client id of its own."""

from itertools import count
from typing import Any

from slipway.lms.connect import begin_lms
from slipway.lms.models import Registration
from slipway.lms.registrations.change import register
from slipway.lms.registrations.endpoints import RegistrationFields
from slipway.orgs.models import Organization
from tests.factories import organization

_numbers = count(1)


def endpoints(platform: str = "https://lms.example.edu", **changed: Any) -> RegistrationFields:
    """A platform that lives at `platform`."""
    told = {
        "issuer": platform,
        "client_id": f"client-{next(_numbers)}",
        "auth_url": f"{platform}/auth",
        "token_url": f"{platform}/token",
        "jwks_url": f"{platform}/jwks",
    }
    return RegistrationFields(**(told | changed))


def registered(
    organization_: Organization | None = None, *, platform: str = "https://lms.example.edu", **changed: Any
) -> Registration:
    """An LMS with a registration that is accepted."""
    lms = begin_lms(actor=None, organization=organization_ or organization(), name="Canvas")
    return register(actor=None, lms=lms, endpoints=endpoints(platform, **changed))
