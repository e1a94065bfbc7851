"""What a teacher of the class decides on its People page holds at the next launch, whatever the LMS says there."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.canvas import opaque, person
from tests.launches.owner import Owner, owner_of
from tests.launches.school import School

pytestmark = pytest.mark.http

ADMIN = "urn:lti:instrole:ims/lis/Administrator"


@dataclass(frozen=True)
class PeoplePage:
    """The People page of the school's class "python", in the hands of an owner."""

    school: School
    owner: Owner

    def place(self, login: str) -> dict[str, Any]:
        """The enrolment of somebody whom the LMS brought."""
        (row,) = self.school.server.query(
            "SELECT e.id, e.classroom_id, e.role, e.by_hand, e.active FROM classes_enrolment e"
            " JOIN people_lmsidentity i ON i.user_id = e.user_id JOIN classes_unit u ON u.classroom_id = e.classroom_id"
            " WHERE i.lms_user_id = %s AND u.id = %s",
            [opaque(f"user {login}"), UUID(self.school.unit("python", "loops"))],
        )
        return row

    def decide(self, what: str, login: str, **fields: str) -> None:
        """Send one of the page's forms: `role` or `remove`."""
        place = self.place(login)
        path = f"/classes/{UUID(place['classroom_id'])}/people/{UUID(place['id'])}/{what}"
        answer = self.owner.post(path, **fields)
        assert answer.status_code == 302, answer.text


@pytest.fixture(scope="module")
def people(acme: School) -> Iterator[PeoplePage]:
    """The page, with an owner signed in."""
    with owner_of(acme) as owner:
        yield PeoplePage(acme, owner)


def relaunched(school: School, who: dict[str, str], slug: str = "loops") -> httpx.Response:
    return school.canvas.launch(school.address("python", slug), who)


def test_somebody_who_was_made_a_student_by_hand_comes_as_one(acme: School, people: PeoplePage) -> None:
    ines = person("ines", roles="Instructor")
    before = relaunched(acme, ines, "draft")
    assert 'data-role="teacher"' in acme.canvas.page(before).text
    people.decide("role", "ines", role="student")
    assert acme.canvas.page(before).status_code == 401  # what was open carried the old role
    for _ in range(2):
        assert 'data-role="student"' in acme.canvas.page(relaunched(acme, ines)).text
    assert relaunched(acme, ines, "draft").headers["x-refusal-code"] == "unit-unpublished"
    assert acme.canvas.launch("/lti", ines, link="hers").headers["x-refusal-code"] == "no-unit-yet"
    home = acme.canvas.page(acme.canvas.launch("/lti/course", ines))
    assert 'data-role="student"' in home.text
    assert "Draft" not in home.text
    assert people.place("ines")["role"] == "student"


def test_somebody_who_was_made_a_teacher_by_hand_comes_as_one(acme: School, people: PeoplePage) -> None:
    theo = person("theo")
    relaunched(acme, theo)
    people.decide("role", "theo", role="teacher")
    for slug in ("loops", "draft"):
        assert 'data-role="teacher"' in acme.canvas.page(relaunched(acme, theo, slug)).text
    assert "Choose the unit of this link" in acme.canvas.page(acme.canvas.launch("/lti", theo, link="his")).text
    # what the LMS tells still decides what becomes of other courses, and who picks
    elsewhere = acme.canvas.launch(acme.loops, theo, course=71)
    assert elsewhere.headers["x-refusal-code"] == "not-connected"
    assert acme.canvas.select(theo).headers["x-refusal-code"] == "picker-not-allowed"


def test_a_student_by_hand_picks_no_unit_of_the_class_in_other_courses(acme: School, people: PeoplePage) -> None:
    """The picker of a course that the class does not belong to lists it for those who teach it here."""
    paul, unit = person("paul", roles="Instructor"), acme.unit("python", "loops")
    relaunched(acme, paul)
    assert f'value="{unit}"' in acme.canvas.page(acme.canvas.select(paul, course=72)).text
    people.decide("role", "paul", role="student")
    let_in = acme.canvas.select(paul, course=72)
    assert unit not in acme.canvas.page(let_in).text
    assert unit not in acme.choose(let_in, unit).text
    asks = acme.canvas.launch(acme.loops, paul, course=72)
    assert asks.headers["x-refusal-code"] == "not-connected"


def test_an_administrator_of_the_lms_goes_on_looking(acme: School, people: PeoplePage) -> None:
    relaunched(acme, person("ada"))
    people.decide("role", "ada", role="teacher")
    assert 'data-role="preview"' in acme.canvas.page(relaunched(acme, person("ada", roles=ADMIN))).text
    assert people.place("ada")["role"] == "teacher"


def test_an_administrator_who_was_removed_from_the_class_may_look(acme: School, people: PeoplePage) -> None:
    relaunched(acme, person("remy"))
    people.decide("remove", "remy")
    assert relaunched(acme, person("remy")).headers["x-refusal-code"] == "access-ended"
    look = acme.canvas.page(relaunched(acme, person("remy", roles=ADMIN)))
    assert look.status_code == 200
    assert 'data-role="preview"' in look.text
    assert not people.place("remy")["active"]
