"""Counts the SQL statements of launches and pages, in one process on a server's own database.

Run as a program by test_statements.py; prints {"new": n, "returning": n, "page": n, …} as JSON. BEGIN, COMMIT and
SAVEPOINT are not counted: they cost no look at the data.
"""

import json
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.canvas import FORM, ORIGIN, launch_fields, person, selection_fields, signed  # noqa: E402

UNCOUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")


def counted(deed: Callable[[], Any]) -> tuple[Any, int, list[str]]:
    """What `deed` returns, and how many statements it took."""
    with CaptureQueriesContext(connection) as queries:
        result = deed()
    statements = [query["sql"] for query in queries.captured_queries if not query["sql"].startswith(UNCOUNTED)]
    return result, len(statements), statements


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
        address, _, token = let_in["Location"].partition("#")
        ask = self.client.get if form is None else self.client.post
        answer = ask(address, form, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == (200 if form is None else 302), (answer.status_code, address)
        return answer


def main(path: str, key: str, secret: str, who: str) -> dict[str, int]:
    """The counts for one person who is new, comes back, looks at the page, and a teacher who binds a link and picks."""
    results: dict[str, Any] = {}
    counts: dict[str, int] = {}
    for name, deed in deeds(Browser(key, secret), path, who, results).items():
        results[name], counts[name], statements = counted(deed)
        print(name, *statements, sep="\n  ", file=sys.stderr)
    return counts


def deeds(browser: Browser, path: str, who: str, results: dict[str, Any]) -> dict[str, Callable[[], Any]]:
    """What is done, one after the other; a page is that of a launch before, whose answer stands in `results`."""
    learner, teacher = person(who), person(f"{who} teacher", roles="Instructor")
    unit, fields, link = path.rpartition("/")[2], launch_fields(), launch_fields(link="counted")
    graded = fields | {
        "lis_outcome_service_url": f"{ORIGIN}/grade_passback",
        "lis_result_sourcedid": "7-5-32-35-counted",
    }
    return {
        "warm": lambda: browser.launch(path, fields | person(f"{who} warm")),
        "new": lambda: browser.launch(path, fields | learner),
        "returning": lambda: browser.launch(path, fields | learner),
        "graded new": lambda: browser.launch(path, graded | learner),
        "graded": lambda: browser.launch(path, graded | learner),
        "page": lambda: browser.page(results["returning"]),
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
    }


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
