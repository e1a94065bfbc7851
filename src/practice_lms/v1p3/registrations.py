"""Registering a tool, deploying it, switching it on and off."""

from dataclasses import asdict, dataclass, field
from typing import Any

from django.db import transaction

from practice_lms.installing.canvas_xml import ToolConfiguration
from practice_lms.models import App, Course
from practice_lms.v1p3.names import SCOPES
from practice_lms.v1p3.platforms import PLATFORMS
from practice_lms.v1p3.records import Registration


@dataclass(frozen=True, kw_only=True)
class ToolRegistration:
    """What an LMS is told of a tool, by whichever way. `configuration` is what its deployments are made of."""

    name: str
    login_url: str
    redirect_uris: list[str]
    keys_url: str = ""
    public_jwk: dict[str, Any] | None = None
    scopes: list[str] = field(default_factory=lambda: list(SCOPES))
    configuration: ToolConfiguration


def register(dialect: str, told: ToolRegistration, *, how: str, is_on: bool) -> Registration:
    """Register a tool: it gets a client id of the LMS's kind."""
    registration = Registration(dialect=dialect, client_id=PLATFORMS[dialect].client_id(), how=how, is_on=is_on)
    _describe(registration, told)
    registration.save()
    return registration


def change(app: App, told: ToolRegistration) -> None:
    """Change what is known of a tool; client id and deployment stay. All its deployments change."""
    registration = app.registration
    assert registration is not None
    with transaction.atomic():
        _describe(registration, told)
        registration.save()
        for deployment in registration.deployments.all():
            _configure(deployment, registration)
            deployment.save()


def deploy(registration: Registration, course: Course | None) -> App:
    """Install a registered tool in a course or the account: a deployment, which gets its id."""
    app = App(course=course, registration=registration, config_type="lti_1p3")
    _configure(app, registration)
    with transaction.atomic():
        app.save()
        app.deployment_id = PLATFORMS[registration.dialect].deployment_id(app)
        app.save(update_fields=["deployment_id"])
    return app


def _describe(registration: Registration, told: ToolRegistration) -> None:
    registration.name, registration.login_url = told.name, told.login_url
    registration.redirect_uris, registration.keys_url = told.redirect_uris, told.keys_url
    registration.public_jwk, registration.scopes = told.public_jwk, told.scopes
    registration.tool = asdict(told.configuration)


def _configure(app: App, registration: Registration) -> None:
    app.name = registration.name
    for name in ("description", "launch_url", "domain", "privacy_level", "icon_url", "custom", "placements"):
        setattr(app, name, registration.tool[name])
    app.settings = registration.tool["settings"]
