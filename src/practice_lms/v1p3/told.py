"""What a tool is told of the LMS, for people to copy and for scripts to read."""

from typing import Any

from practice_lms.configuration import configuration
from practice_lms.models import App
from practice_lms.v1p3.platforms import platform_of
from practice_lms.v1p3.records import Registration
from practice_lms.v1p3.tokens import assertion_audience, token_url


def addresses(registration: Registration) -> dict[str, str]:
    """Issuer, client id and the three addresses."""
    platform, site = platform_of(registration), configuration().url
    return {
        "issuer": platform.issuer(),
        "client_id": registration.client_id,
        "auth_url": site + platform.auth,
        "token_url": token_url(registration),
        "jwks_url": site + platform.keys(registration),
        "token_audience": assertion_audience(registration),
    }


def as_told(app: App) -> dict[str, Any]:
    """The same with the deployment, and what the LMS knows of the tool."""
    registration = app.registration
    assert registration is not None
    names = ("dialect", "is_on", "how", "login_url", "redirect_uris", "keys_url", "scopes")
    return {
        **addresses(registration),
        "deployment_id": app.deployment_id,
        **{name: getattr(registration, name) for name in names},
    }
