"""Somebody who plays everybody on a running server, and remembers what was secret."""

import json
import re
from dataclasses import dataclass, field
from urllib.parse import quote, quote_plus

import httpx

from tests.canvas import Canvas, person
from tests.launches.school import School
from tests.servers import Slipway
from tests.way_in import is_landed, is_let_in, way_in

SOURCEDIDS = {"lis_result_sourcedid": "grade-cell-7-of-ida", "lis_person_sourcedid": "matriculation-4711"}
DATA = "opaque-data-that-the-lms-wants-back"


@dataclass
class Secrets:
    """What was secret in the story, by what it is."""

    found: dict[str, set[str]] = field(default_factory=dict)

    def add(self, what: str, *values: str) -> None:
        assert all(len(value) > 7 for value in values), (what, values)
        self.found.setdefault(what, set()).update(values)

    def in_text(self, text: str) -> list[str]:
        """What of it stands in `text`, plain or escaped in any usual way."""
        ways = (str, quote, quote_plus, lambda value: json.dumps(value)[1:-1])
        return [
            f"{what}: {value}"
            for what, values in self.found.items()
            for value in values
            if any(written in text for written in {way(value) for way in ways})
        ]


@dataclass
class Story:
    """A school on a running server, and somebody who plays everybody."""

    school: School
    canvas: Canvas  # with the secret that is good now
    secrets: Secrets = field(default_factory=Secrets)

    @property
    def server(self) -> Slipway:
        return self.school.server

    def post(self, browser: httpx.Client, path: str, **fields: str) -> httpx.Response:
        """Send a form of a page, with its token."""
        answer = browser.post(path, data={"csrfmiddlewaretoken": browser.cookies["slipway_csrf"], **fields})
        self.remember(browser)
        return answer

    def remember(self, browser: httpx.Client) -> None:
        for cookie in browser.cookies.jar:
            if cookie.name == "slipway_session":
                self.secrets.add("session cookie", str(cookie.value))

    def launch(self, canvas: Canvas, path: str, fields: dict[str, str], **oauth: object) -> httpx.Response:
        """Launch with everything secret that an LMS may send."""
        fields = person("ida") | fields | SOURCEDIDS | {"data": DATA}
        form = canvas.form(path, fields, **oauth)
        self.secrets.add("signature", dict(form)["oauth_signature"])
        answer = canvas.post(path, form)
        if is_let_in(answer):
            self.secrets.add("bearer", way_in(answer).token)
            told = [name for name, text in answer.headers.items() if way_in(answer).token in text]
            assert told == ([] if is_landed(answer) else ["location"])
        return answer

    def mailed(self, pattern: str) -> str:
        """The path of the newest mailed link, with its token among the secrets."""
        found = re.findall(rf"{re.escape(self.server.url)}({pattern})", "".join(self.server.mails()))
        path = str(found[-1])
        self.secrets.add("mailed token", path.rstrip("/").rsplit("/", 1)[1])
        return path
