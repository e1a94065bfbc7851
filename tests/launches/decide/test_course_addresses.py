"""The Class LMS URL as people copy it, on a running server: which launches it connects, and which it does not."""

from collections.abc import Mapping

import httpx
import pytest

from tests.launches.school import School
from tests.lti import dialects
from tests.way_in import is_let_in, way_in

pytestmark = pytest.mark.http

CLASS = """
[[organization]]
slug = "{slug}"
name = "{slug} College"
[[organization.class]]
slug = "{name}"
title = "{name}"
lti_enabled = true
lms_url = "{url}"
"""
STUDENT = {"roles": "Learner"}


def launched(acme: School, fields: Mapping[str, str], **changes: str) -> httpx.Response:
    """A launch into the home of whichever class the course is connected to."""
    return acme.canvas.post("/lti/course", acme.canvas.form("/lti/course", {**fields, **changes, **STUDENT}))


def named_by(acme: School, name: str, url: str) -> str:
    """A class with that Class LMS URL; what `apply` says of it."""
    return acme.server.apply(CLASS.format(slug=acme.slug, name=name, url=url))


def opened(acme: School, answer: httpx.Response) -> str:
    """The slug of the class that a launch was let into; '' for none."""
    if not is_let_in(answer):
        assert answer.headers["x-refusal-code"] == "not-connected"
        return ""
    pk = way_in(answer).path.rpartition("/")[2].replace("-", "")
    found = acme.server.query("SELECT id, slug FROM classes_classroom")
    return next(str(row["slug"]) for row in found if str(row["id"]).replace("-", "") == pk)


def moodle(root: str, course: str) -> dict[str, str]:
    """What a Moodle at that path of a host sends from a course."""
    at = f"https://moodles.example.edu{root}/mod/lti"
    return {
        **dialects.MOODLE,
        "context_id": course,
        "user_id": f"{root or 'here'} 4",
        "lis_outcome_service_url": f"{at}/service.php",
        "launch_presentation_return_url": f"{at}/return.php?course={course}&instanceid=9&sesskey=x",
    }


def test_c9_a_course_of_the_moodle_beside_it_is_another_course(acme: School) -> None:
    named_by(acme, "now", "https://moodles.example.edu/course/view.php?id=201")
    named_by(acme, "then", "https://moodles.example.edu/archive/user/index.php?id=202")
    assert opened(acme, launched(acme, moodle("", "201"))) == "now"
    assert opened(acme, launched(acme, moodle("/archive", "201"))) == ""
    assert opened(acme, launched(acme, moodle("/archive", "202"))) == "then"
    assert opened(acme, launched(acme, moodle("", "202"))) == ""
    assert opened(acme, launched(acme, moodle("/archive/2020", "202"))) == ""


@pytest.mark.parametrize(
    ("name", "url", "fields"),
    [
        ("lessons", "https://d2l.example.edu/d2l/le/lessons/6606/topics/77", dialects.BRIGHTSPACE),
        ("by-ou", "https://D2L.example.edu/d2l/lms/grades/index.d2l?cft=x&ou=6606#top", dialects.BRIGHTSPACE),
        ("original", "https://bb.example.edu/webapps/blackboard/content/listContent.jsp?content_id=_9_1&course_id=_12_1",
         dialects.BLACKBOARD),
        ("ultra", "https://bb.example.edu/ultra/courses/_12_1/cl/outline", dialects.BLACKBOARD),
        ("participants", "http://127.0.0.1:8090/user/index.php?perpage=20&id=2", dialects.MOODLE),
        ("learning", "http://apps.127.0.0.1:1999/learning/course/course-v1:edX+Loops+2026/home", dialects.OPENEDX),
    ],
)  # fmt: skip
def test_b6_a_page_of_the_course_names_it(acme: School, name: str, url: str, fields: Mapping[str, str]) -> None:
    made = named_by(acme, name, url)
    assert "does not say" not in made
    assert opened(acme, launched(acme, fields)) == name
    named_by(acme, name, "")  # the next one is of the same course


@pytest.mark.parametrize(
    ("url", "says"),
    [
        ("https://moodles.example.edu/course/view.php?name=PY101",
         "In Moodle open the course, then its Participants, and copy that page's address: it ends in /user/index.php"),
        ("https://d2l.example.edu/d2l/home", "In Brightspace open the course"),
        ("https://example.edu/somewhere", "This does not look like a course's home page."),
    ],
)  # fmt: skip
def test_b6_apply_says_which_page_to_copy(acme: School, url: str, says: str) -> None:
    assert says in named_by(acme, "unsaid", url)
    assert "does not" not in named_by(acme, "unsaid", "https://moodles.example.edu/user/index.php?id=301")
