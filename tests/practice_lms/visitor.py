"""Speak HTTP with the practice LMS as one of its people."""

import json
import re
from dataclasses import dataclass
from html import unescape
from typing import Any

import httpx

from tests.practice_lms.echo_tool import KEY, SECRET, EchoTool


def handed_over(page: httpx.Response) -> dict[str, Any]:
    """What the page that opened a selection's dialog gets of the tool's answer."""
    found = re.search(r'<script id="ready" type="application/json">(.*?)</script>', page.text)
    assert found, page.text
    ready: dict[str, Any] = json.loads(unescape(found[1]))
    return ready


@dataclass(frozen=True)
class Visitor:
    """A browser without scripts: cookies and forms, redirects followed."""

    client: httpx.Client
    tool: EchoTool

    def be(self, login: str) -> "Visitor":
        """Become that person. Returns itself."""
        self.submit("/switch", login=login)
        return self

    def get(self, path: str) -> httpx.Response:
        """GET a page."""
        return self.client.get(path)

    def submit(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Post a form of the practice LMS's own."""
        if "practice_lms_csrf" not in self.client.cookies:
            self.client.get("/login")
        token = self.client.cookies["practice_lms_csrf"]
        return self.client.post(path, data={"csrfmiddlewaretoken": token, **fields})

    def fields(self, course: str, person: str, **asked: str) -> dict[str, str]:
        """The fields of a launch: of a link, unless something else is asked for."""
        fields: dict[str, str] = self.form(course, person, **(asked or {"url": f"{self.tool.origin}/lti"}))["fields"]
        return fields

    def selection(self, course: str, placement: str) -> dict[str, str]:
        """The fields of a teacher's selection request."""
        return self.fields(course, "tess", app=str(self.app_id(course)), launch_type=placement)

    def empty_course(self, dialect: str = "canvas", *, published: bool = True) -> str:
        """A course without a tool that behaves like `dialect`, made by the administrator. Returns its path."""
        made = self.be("ada").submit("/courses/new", name="Loops & lists", code="LL", dialect=dialect)
        path = made.history[0].headers["Location"]
        if published:
            self.submit(f"{path}/publish", published="true")
        return path

    def new_course(self, *, published: bool = True) -> str:
        """A course of a Canvas, with the echo tool from its App Center. Returns its path."""
        path = self.empty_course(published=published)
        self.submit(f"{path}/settings/apps/center/1", consumer_key=KEY, shared_secret=SECRET)
        return path

    def app(self, course: str) -> dict[str, Any]:
        """The course's newest app."""
        app: dict[str, Any] = self.here(course)["apps"][-1]
        return app

    def app_id(self, course: str) -> int:
        """The id of the course's newest app."""
        return int(self.app(course)["id"])

    def here(self, course: str) -> dict[str, Any]:
        """The course, as /practice/state shows it: with all courses the answer would grow with every test."""
        found = self.get(f"/practice/state?course={course.rsplit('/', 1)[1]}").json()["courses"]
        return dict(found[0])

    def new_module(self, course: str) -> str:
        """A new module of the course, by its teacher. Returns its path."""
        self.be("tess").submit(f"{course}/modules/new", name="Start")
        return f"{course}/modules/{self.here(course)['modules'][-1]['id']}"

    def new_item(self, course: str, **typed: str) -> dict[str, Any]:
        """A tool's item in a new module, by hand; `typed` over what the form has else. Returns what is kept of it."""
        given = {"kind": "tool", "title": "Unit", "tool_url": f"{self.tool.origin}/lti/u", "lti_id": "Echo"}
        self.submit(f"{self.new_module(course)}/items/new", **(given | typed))
        item: dict[str, Any] = self.here(course)["module_items"][-1]
        return item

    def misbehave(self, **faults: object) -> None:
        """Set faults of the LMS."""
        assert self.client.post("/practice/faults.json", json=faults).status_code == 200

    def state(self) -> dict[str, Any]:
        """What /practice/state says."""
        state: dict[str, Any] = self.get("/practice/state").json()
        return state

    def form(self, course: str, person: str, **asked: str) -> dict[str, Any]:
        """A signed launch form: `action` and `fields`. `asked` as /practice/courses/<n>/launch-form takes it."""
        answer = self.client.get(f"/practice{course}/launch-form", params={"as": person, **asked})
        assert answer.status_code == 200, answer.text
        form: dict[str, Any] = answer.json()
        return form

    def course_like(self, dialect: str, **privacy: str) -> str:
        """A published course that behaves like `dialect`, with the echo tool added by hand. Returns its path.

        `privacy`: fields of the tool's form; without any the tool may have name and e-mail address.
        """
        path = self.empty_course(dialect)
        typed = {"name": "Echo", "tool_url": f"{self.tool.origin}/lti", "consumer_key": KEY, "shared_secret": SECRET}
        typed |= {"passport": f"Echo:{KEY}:{SECRET}", "selects": "on"}
        typed |= privacy or {"sends_name": "on", "sends_email": "on"}
        answer = self.submit(f"{path}/settings/apps/configurations/new", **typed)
        assert "was added" in answer.text, answer.text
        return path
