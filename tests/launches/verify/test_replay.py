"""One form, posted two hundred times at once: one gets in (docs/architecture.md, rule 1)."""

from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from urllib.parse import urlencode, urlsplit

import httpx
import pytest

from tests.canvas import FORM, launch_fields, opaque, person
from tests.launches.school import School
from tests.way_in import is_let_in

pytestmark = pytest.mark.http

REPLAYS = 200


def test_of_two_hundred_replays_at_once_exactly_one_gets_in(acme: School) -> None:
    body = urlencode(acme.canvas.form(acme.loops, launch_fields() | person("racer", name="Rae Racer")))

    def post(_: int) -> str:
        # a connection of its own for each, as two hundred browsers have
        server = HTTPConnection(urlsplit(acme.server.url).netloc, timeout=100)
        server.request("POST", acme.loops, body=body, headers={"Content-Type": FORM})
        answer = server.getresponse()
        told = httpx.Response(answer.status, headers=answer.getheaders(), content=answer.read())
        server.close()
        return "let in" if is_let_in(told) else told.headers["x-refusal-code"]

    with ThreadPoolExecutor(32) as pool:
        answers = Counter(pool.map(post, range(REPLAYS)))
    assert answers == {"let in": 1, "replayed": REPLAYS - 1}
    people = acme.server.query("SELECT id FROM people_lmsidentity WHERE lms_user_id = %s", [opaque("user racer")])
    assert len(people) == 1


def test_thirty_first_launches_of_one_person_at_once_make_one_person(acme: School) -> None:
    """A new student who clicks like mad: every launch is let in, and there is one of everything."""
    who = person("clicker", name="Cleo Clicker")
    with ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: is_let_in(acme.canvas.launch(acme.loops, who, course=7)), range(30)))
    assert answers == [True] * 30
    found = acme.server.query(
        "SELECT i.user_id, e.id FROM people_lmsidentity i JOIN classes_enrolment e ON e.user_id = i.user_id"
        " WHERE i.name = %s",
        ["Cleo Clicker"],
    )
    assert len(found) == 1
