"""From LTI 1.1 to 1.3 where a course is called otherwise: connections and bound links stay, hearsay gets nothing."""

import re
from itertools import count
from typing import Any

import httpx
import pytest

from tests import canvas
from tests.launches.oidc import OidcLms, lti, person, selection_claims
from tests.launches.school import School
from tests.lti.v1p3.platform import LTI, SETTINGS, legacy_signature, token
from tests.way_in import is_let_in, way_in

pytestmark = pytest.mark.http

TESS = "tess"
_numbers = count(30)


def new_id(course: int) -> str:
    """What LTI 1.3 calls the course."""
    return canvas.opaque(f"course {course}") + "-1.3"


def told(course: int, link: str = "") -> dict[str, Any]:
    """The claims of such an LMS, whose launches tell nothing that a Class LMS URL could be compared with."""
    old = {"context_id": canvas.opaque(f"course {course}"), **({"resource_link_id": link} if link else {})}
    context = {"id": new_id(course), "title": f"Course {course}"}
    return lti("context", context) | lti("launch_presentation", None) | lti("lti1p1", old) | lti("custom", None)


def launch(
    school: School, lms: OidcLms, path: str, who: dict[str, Any], course: int, *, secret: str = "", **claims: Any
) -> httpx.Response:
    """A launch that says the course's old id; proven with the secret of the school's key."""
    login, sent = lms.begun(path, who, course=course, **told(course) | claims)
    if secret:
        signed = {"oauth_consumer_key": school.canvas.key}
        signed["oauth_consumer_key_sign"] = legacy_signature(sent, school.canvas.key, secret)
        sent |= lti("lti1p1", sent[f"{LTI}lti1p1"] | signed)
    return lms.post(login, token(sent))


def courses(school: School, course: int) -> dict[str, str]:
    """The ids of the course's rows by what its launches call it: "old", "new"."""
    found = school.server.query(
        "SELECT c.id, c.context_id FROM lms_lmscourse c JOIN lms_lms l ON l.id = c.lms_id"
        " JOIN lms_consumerkey k ON k.lms_id = l.id WHERE k.key = %s",
        [school.canvas.key],
    )
    names = {canvas.opaque(f"course {course}"): "old", new_id(course): "new"}
    return {names[row["context_id"]]: str(row["id"]) for row in found if row["context_id"] in names}


@pytest.fixture
def course(acme: School) -> int:
    """A course that LTI 1.1 has brought, connected to "python" by a teacher of the class."""
    number = next(_numbers)
    teacher = canvas.person(TESS, roles="Instructor")
    assert is_let_in(acme.canvas.launch(acme.loops, teacher))  # course 7: the class's own
    assert is_let_in(acme.canvas.launch(acme.loops, teacher, course=number))
    return number


def test_a_proven_course_is_the_one_that_it_was(acme: School, canvas13: OidcLms, course: int) -> None:
    path, secret = acme.loops, acme.canvas.secret
    for login in ("sam", "sam", "sue"):
        assert is_let_in(launch(acme, canvas13, path, person(login), course, secret=secret))
    assert list(courses(acme, course)) == ["old"]
    home = launch(acme, canvas13, "/lti/course", person("sam"), course, secret=secret)
    assert "/classes/" in way_in(home).path


@pytest.mark.parametrize("secret", ["", "guessed"])
@pytest.mark.parametrize("path", ["unit", "/lti/course", "/lti"])
def test_hearsay_connects_nothing(acme: School, canvas13: OidcLms, course: int, secret: str, path: str) -> None:
    path = acme.loops if path == "unit" else path
    answer = launch(acme, canvas13, path, person("sam"), course, secret=secret)
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (403, "not-connected")
    assert list(courses(acme, course)) == ["old"]


def test_a_stranger_who_teaches_there_asks_for_the_course_that_is_proven(acme: School, canvas13: OidcLms) -> None:
    number, path = next(_numbers), acme.loops
    old = acme.canvas.launch(path, canvas.person("otto", roles="Instructor"), course=number)
    assert old.headers["x-refusal-code"] == "not-connected"
    for secret, rows in ((acme.canvas.secret, ["old"]), ("", ["new", "old"])):
        new = launch(acme, canvas13, path, person("otto", role="Instructor"), number, secret=secret)
        assert new.headers["x-refusal-code"] == "not-connected"
        assert sorted(courses(acme, number)) == rows


def test_a_bound_link_opens_under_the_new_id_of_its_course(acme: School, canvas13: OidcLms, course: int) -> None:
    chosen = acme.canvas.launch(
        "/lti", canvas.person(TESS, roles="Instructor"), course=course, resource_link_id="old-1"
    )
    unit = acme.unit("python", "lists")
    assert acme.choose(chosen, unit).status_code == 302
    link = told(course, "old-1") | lti("resource_link", {"id": "new-1"})
    opened = launch(acme, canvas13, "/lti", person("sam"), course, secret=acme.canvas.secret, **link)
    assert f"units/{unit}" in way_in(opened).path
    hearsay = launch(acme, canvas13, "/lti", person("sam"), course, **link)
    assert hearsay.headers["x-refusal-code"] == "not-connected"


@pytest.fixture
def twice(acme: School, canvas13: OidcLms, course: int) -> int:
    """The course when an unproven launch of LTI 1.3, which a teacher's request keeps, has brought it once more."""
    stranger = person("stranger", role="Instructor")
    assert launch(acme, canvas13, acme.loops, stranger, course).status_code == 403
    assert sorted(courses(acme, course)) == ["new", "old"]
    return course


def test_of_two_rows_either_connects_once_they_are_proven_one(acme: School, canvas13: OidcLms, twice: int) -> None:
    assert launch(acme, canvas13, acme.loops, person("sam"), twice).status_code == 403
    opened = launch(acme, canvas13, acme.loops, person("sam"), twice, secret=acme.canvas.secret)
    assert is_let_in(opened)
    came = acme.server.query(
        "SELECT s.lms_course_id FROM classes_launchsession s JOIN lms_launchrecord r ON r.id = s.launch_id"
        " ORDER BY r.at DESC LIMIT 1"
    )
    assert str(came[0]["lms_course_id"]) == courses(acme, twice)["old"]  # who disconnects it ends this launch


def test_a_picker_lists_what_either_is_connected_to(acme: School, canvas13: OidcLms, twice: int) -> None:
    who, unit = person("tina", role="Instructor"), acme.unit("python", "loops")
    home = {"deep_link_return_url": f"{canvas13.platform.url}/return", "accept_types": ["ltiResourceLink"]}
    asked = selection_claims() | {SETTINGS: home}
    hearsay = canvas13.page(launch(acme, canvas13, "/lti/select", who, twice, **asked)).text
    assert unit not in hearsay
    proven = canvas13.page(launch(acme, canvas13, "/lti/select", who, twice, secret=acme.canvas.secret, **asked)).text
    assert unit in re.findall(r'name="unit" value="([^"]*)"', proven)
