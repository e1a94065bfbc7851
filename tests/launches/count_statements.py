"""Counts the SQL statements of launches and pages, in one process on a server's own database.

Run as a program by test_statements.py; prints {"new": n, "returning": n, "page": n, …} as JSON. BEGIN, COMMIT and
SAVEPOINT are not counted: they cost no look at the data.
"""

import json
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.db import connection  # noqa: E402
from django.test import Client  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from tests.canvas import FORM, launch_fields, person, selection_fields, signed  # noqa: E402

UNCOUNTED = ("BEGIN", "COMMIT", "SAVEPOINT", "RELEASE", "ROLLBACK", "SET ")


def counted(deed: Callable[[], Any]) -> tuple[Any, int, list[str]]:
    """What `deed` returns, and how many statements it took."""
    with CaptureQueriesContext(connection) as queries:
        result = deed()
    statements = [query["sql"] for query in queries.captured_queries if not query["sql"].startswith(UNCOUNTED)]
    return result, len(statements), statements


def main(path: str, key: str, secret: str, who: str) -> dict[str, int]:
    """The counts for one person who is new, comes back, looks at the page, and a teacher who binds a link and picks."""
    client = Client(enforce_csrf_checks=True)

    def post(to: str, fields: dict[str, str]) -> Any:
        body = urlencode(signed(settings.PUBLIC_URL + to, fields, key=key, secret=secret))
        return client.post(to, data=body, content_type=FORM)

    def page(let_in: Any) -> Any:
        address, _, token = let_in["Location"].partition("#")
        answer = client.get(address, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 200, (answer.status_code, address)
        return answer

    def bind(let_in: Any) -> Any:
        address, _, token = let_in["Location"].partition("#")
        unit = path.rpartition("/")[2]
        answer = client.post(address, {"unit": unit}, headers={"Authorization": f"Bearer {token}"})
        assert answer.status_code == 302, answer.status_code

    learner, teacher = person(who), person(f"{who} teacher", roles="Instructor")
    link = launch_fields(link="counted")
    counts: dict[str, int] = {}
    deeds: dict[str, Callable[[], Any]] = {
        "warm": lambda: post(path, launch_fields() | person(f"{who} warm")),
        "new": lambda: post(path, launch_fields() | learner),
        "returning": lambda: post(path, launch_fields() | learner),
        "page": lambda: page(results["returning"]),
        "course": lambda: post("/lti/course", launch_fields() | learner),
        "class page": lambda: page(results["course"]),
        "link new": lambda: post("/lti", link | teacher),
        "link": lambda: post("/lti", link | teacher),
        "choosing page": lambda: page(results["link"]),
        "bind": lambda: bind(results["link"]),
        "bound link": lambda: post("/lti", link | learner),
        "select new": lambda: post("/lti/select", selection_fields() | teacher),
        "select": lambda: post("/lti/select", selection_fields() | teacher),
        "picker": lambda: page(results["select"]),
    }
    results: dict[str, Any] = {}
    for name, deed in deeds.items():
        results[name], counts[name], statements = counted(deed)
        print(name, *statements, sep="\n  ", file=sys.stderr)
    return counts


if __name__ == "__main__":
    print(json.dumps(main(*sys.argv[1:])))
