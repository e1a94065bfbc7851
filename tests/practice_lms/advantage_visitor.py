"""LTI 1.3 with the practice LMS, without a browser: registering the echo tool, launching it, asking it to select."""

import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx

from practice_lms.v1p3.names import SCOPES
from tests import asking
from tests.practice_lms.echo_1p3 import AdvantageTool
from tests.practice_lms.visitor import Visitor


def form_of(page: str) -> tuple[str, dict[str, str]]:
    """Address and fields of the one form of a page that posts itself."""
    found = re.search(r'<form class="launch" method="(?:post|get)" action="([^"]*)"', page)
    assert found, page
    fields = re.findall(r'<input type="hidden" name="([^"]*)" value="([^"]*)">', page)
    return unescape(found[1]), {name: unescape(value) for name, value in fields}


@dataclass(frozen=True)
class AdvantageVisitor:
    """A visitor, and the tool of LTI 1.3."""

    lms: Visitor
    tool: AdvantageTool

    @property
    def url(self) -> str:
        """The LMS's own address."""
        return str(self.lms.client.base_url).rstrip("/")

    def course_with_tool(self, dialect: str = "canvas", **typed: str) -> str:
        """A published course that behaves like `dialect`, with the tool typed in by hand. Returns its path."""
        course, url = self.lms.empty_course(dialect), self.tool.origin
        given = {
            "name": "Echo 1.3",
            "target": f"{url}/lti",
            "login_url": f"{url}/login",
            "redirect_uris": f"{url}/launch\n{url}/other",
            "keys_url": f"{url}/jwks.json",
            "custom": "a name=1\nlink=$ResourceLink.title\nodd=$No.such",
            "selects": "on",
            "selection_url": f"{url}/lti/select",
            "in_menu": f"{url}/lti/course",
            "sends_name": "on",
            "sends_email": "on",
        }
        answer = self.lms.submit(f"{course}/settings/apps/advantage/manual", scopes=list(SCOPES), **given | typed)
        assert answer.status_code == 200, answer.text
        told = self.told(course)
        self.tool.known[told["client_id"]] = told
        return course

    def told(self, course: str) -> dict[str, Any]:
        """What a tool is told of the LMS, for the course's newest app."""
        told: dict[str, Any] = self.lms.app(course)["lti_1p3"]
        return told

    def login(self, course: str, person: str, **asked: str) -> dict[str, Any]:
        """The login initiation of a link (unless something else is asked for), as a script gets it."""
        return self.lms.form(course, person, **(asked or {"url": f"{self.tool.origin}/lti/units/7"}))

    def answered(self, login: dict[str, Any], **changes: str) -> tuple[str, dict[str, str]]:
        """What the LMS makes the browser post to the tool, after an authentication request with `changes`."""
        request = self.tool.request(login["fields"]) | changes
        page = self.authenticate(login, {name: value for name, value in request.items() if value})
        return form_of(page.text)

    def authenticate(self, login: dict[str, Any], request: dict[str, str]) -> httpx.Response:
        """The answer to an authentication request, without anybody's session."""
        auth_url = self.tool.known[login["fields"]["client_id"]]["auth_url"]
        return asking.get(auth_url, params=request, timeout=20)

    def claims(self, course: str, person: str, **asked: str) -> dict[str, Any]:
        """The verified claims of a launch."""
        _action, fields = self.answered(self.login(course, person, **asked))
        return self.tool.verified(fields["id_token"])

    def selection(self, course: str, placement: str, person: str = "tess") -> dict[str, Any]:
        """The verified claims of a deep linking request."""
        return self.claims(course, person, app=str(self.lms.app(course)["id"]), launch_type=placement)
