"""Counts the SQL statements of launches and pages, in one process on a server's own database.

Run as a program by test_statements.py; prints {"new": n, "returning": n, "page": n, …} as JSON.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from tests.launches.load.measured import Costs  # which sets Django up

from django.conf import settings  # isort: skip
from django.test import Client  # isort: skip

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.picker import units
from tests.canvas import FORM, ORIGIN, launch_fields, person, selection_fields, signed
from tests.way_in import way_in


@dataclass
class Browser:
    """Somebody's browser, with an LMS that signs by one key."""

    key: str
    secret: str
    client: Client = field(default_factory=lambda: Client(enforce_csrf_checks=True))

    def launch(self, to: str, fields: dict[str, str]) -> Any:
        """Post a signed form."""
        body = urlencode(signed(settings.PUBLIC_URL + to, fields, key=self.key, secret=self.secret))
        return self.client.post(to, data=body, content_type=FORM)

    def page(self, let_in: Any, form: dict[str, str] | None = None) -> Any:
        """The page that a launch led to, or with `form` what it answers."""
        to = way_in(let_in)
        ask = self.client.get if form is None else self.client.post
        answer = ask(to.path, form, headers=to.bearer)
        assert answer.status_code == (200 if form is None else 302), (answer.status_code, to.path)
        return answer

    def outline(self, let_in: Any, below: str, form: dict[str, Any] | None = None) -> Any:
        """The picker's page, or a part of it, as it is for a larger offer than one page holds."""
        to = way_in(let_in)
        ask = self.client.get if form is None else self.client.post
        units.WHOLE_UP_TO = 0
        return ask(to.path + below, form, headers=to.bearer)

    def sign_in(self, who: str) -> None:
        """Let somebody whom a launch has brought sign in here."""
        self.client.force_login(User.objects.get(identities__name=who.title()))


def main(path: str, key: str, secret: str, who: str) -> dict[str, Any]:
    """The counts for one person who is new, comes back, looks at the page, and a teacher who binds a link and picks."""
    results: dict[str, Any] = {}
    costs, browser = Costs(), Browser(key, secret)
    for name, deed in deeds(browser, path, who, results).items():
        if name == "dashboard":
            browser.sign_in(who)
        results[name] = costs.of(name, deed)
    costs.read_plans()
    return costs.figures


def deeds(browser: Browser, path: str, who: str, results: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """What is done, one after the other; a page is that of a launch before, whose answer stands in `results`."""
    learner, teacher = person(who), person(f"{who} teacher", roles="Instructor")
    unit, fields, link = path.rpartition("/")[2], launch_fields(), launch_fields(link="counted")
    graded = fields | {
        "lis_outcome_service_url": f"{ORIGIN}/grade_passback",
        "lis_result_sourcedid": "7-5-32-35-counted",
    }
    module = Unit.objects.get(pk=unit).module_id
    return {
        "warm": lambda: browser.launch(path, fields | person(f"{who} warm")),
        "new": lambda: browser.launch(path, fields | learner),
        "second": lambda: browser.launch(path, fields | learner),
        "returning": lambda: browser.launch(path, fields | learner),
        "graded new": lambda: browser.launch(path, graded | learner),
        "graded second": lambda: browser.launch(path, graded | learner),
        "graded": lambda: browser.launch(path, graded | learner),
        "first shell": lambda: browser.client.get(way_in(results["returning"]).path),
        "shell": lambda: browser.client.get(way_in(results["returning"]).path),
        "first page": lambda: browser.page(results["returning"]),
        "page": lambda: browser.page(results["returning"]),
        "dashboard": lambda: browser.client.get("/"),
        "course": lambda: browser.launch("/lti/course", fields | learner),
        "class page": lambda: browser.page(results["course"]),
        "link new": lambda: browser.launch("/lti", link | teacher),
        "link": lambda: browser.launch("/lti", link | teacher),
        "choosing page": lambda: browser.page(results["link"]),
        "bind": lambda: browser.page(results["link"], {"unit": unit}),
        "bound link": lambda: browser.launch("/lti", link | learner),
        "select new": lambda: browser.launch("/lti/select", selection_fields() | teacher),
        "select": lambda: browser.launch("/lti/select", selection_fields() | teacher),
        "picker": lambda: browser.page(results["select"]),
        "picker outline": lambda: browser.outline(results["select"], ""),
        "picker module": lambda: browser.outline(results["select"], f"/modules/{module}"),
        "picker search": lambda: browser.outline(results["select"], "/search?q=l"),
        "picker refused": lambda: browser.outline(results["select"], "", {"unit": [unit, uuid4()]}),
        "picker saved": lambda: browser.outline(results["select"], "", {"unit": unit}),
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
