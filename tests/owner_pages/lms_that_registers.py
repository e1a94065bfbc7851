"""A small LMS on loopback that registers tools by itself, as Moodle and Canvas do (docs/lms-behaviour.md §5.7)."""

import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlsplit

from django.test import Client

from slipway.lms.models import Lms
from slipway.orgs.models import User
from tests.lms.platforms import Asked, FakePlatform, Said, fake_platform
from tests.orgs.browsers import browser_of
from tests.owner_pages.pages import page_of, text_of

TOOL = "https://purl.imsglobal.org/spec/lti-tool-configuration"
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"


@dataclass
class RegisteringLms:
    """What it says of itself and how it answers; a change to None leaves a part out."""

    platform: FakePlatform
    changes: dict[str, Any] = field(default_factory=dict)
    family: str = "moodle"
    client_id: object = "client-1"
    deployment_id: str = "7"
    answer: Said | None = None  # instead of a registration

    @property
    def url(self) -> str:
        return self.platform.url

    @property
    def opened_with(self) -> dict[str, str]:
        """What it adds to the link."""
        return {"openid_configuration": f"{self.url}/openid-configuration", "registration_token": "once"}

    @property
    def asked_to_register(self) -> list[tuple[Mapping[str, str], Any]]:
        """Headers and document of each request."""
        return [(a.headers, json.loads(a.body)) for a in self.platform.asked if a.path == "/register"]

    def reply(self, asked: Asked) -> Said:
        """Its two addresses."""
        if asked.path == "/openid-configuration":
            return self._json(200, self._configuration())
        if asked.path != "/register":
            return Said(404)
        if self.answer:
            return self.answer
        document = json.loads(asked.body)
        deployment = {"deployment_id": self.deployment_id} if self.deployment_id else {}
        return self._json(201, document | {"client_id": self.client_id, TOOL: document[TOOL] | deployment})

    def _configuration(self) -> dict[str, Any]:
        told: dict[str, Any] = {
            "issuer": self.url,
            "authorization_endpoint": f"{self.url}/auth",
            "token_endpoint": f"{self.url}/token",
            "jwks_uri": f"{self.url}/jwks",
            "registration_endpoint": f"{self.url}/register",
            "scopes_supported": ["openid", "https://purl.imsglobal.org/spec/lti-ags/scope/score"],
            "claims_supported": ["sub", "iss", "name", "email"],
            PLATFORM: {"product_family_code": self.family, "messages_supported": []},
        }
        return {name: value for name, value in (told | self.changes).items() if value is not None}

    @staticmethod
    def _json(status: int, value: object) -> Said:
        return Said(status, json.dumps(value).encode(), {"Content-Type": "application/json"})


def link(owner: User, lms: Lms, address: str, **pressed: str) -> str:
    """The path of a registration link that the owner's page shows."""
    browser, page = browser_of(owner), page_of(lms, "/registration-link")
    made = browser.post(page, {"address": address, **pressed}, follow=True)
    url: str = made.context["link_url"]
    assert url in text_of(made)
    assert url not in text_of(browser.get(page))  # once
    return str(urlsplit(url).path)


def pressed(path: str, theirs: RegisteringLms, **changes: str) -> Any:
    """The button of the page that `theirs` opens by a link, in a browser without any cookie."""
    return Client(enforce_csrf_checks=True).post(path, theirs.opened_with | changes)


@contextmanager
def registering_lms(**behaviour: Any) -> Iterator[RegisteringLms]:
    """It runs until the block ends."""
    with fake_platform() as platform:
        lms = RegisteringLms(platform, **behaviour)
        platform.answer = lms.reply
        yield lms
