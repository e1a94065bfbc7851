"""Units that students do not see, as every persona at both doors. `tests/walls` walks the pages that they do see."""

import pytest

from tests import factories
from tests.workspaces.scene import Scene, at_own_door, launched, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]

AT_OWN_DOOR = {"owner": 200, "teacher": 200, "student": 404, "observer": 404, "stranger": 404, "nobody": 302}
IN_A_LAUNCH = {"student": 403, "observer": 403, "teacher": 200, "preview": 200}


@pytest.fixture
def there() -> Scene:
    """The class, with u3 as a draft and u4 withdrawn."""
    made = scene(lti_enabled=False)
    made.change("u3", published=False)
    made.withdraw("u4")
    return made


@pytest.mark.parametrize("slug", ["u3", "u4"])
@pytest.mark.parametrize(("persona", "status"), AT_OWN_DOOR.items())
def test_own_door(there: Scene, slug: str, persona: str, status: int) -> None:
    answer = at_own_door(there.people.get(persona)).get(f"/units/{there.unit(slug).pk}")
    assert answer.status_code == status
    if status == 302:
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("persona", AT_OWN_DOOR)
def test_there_is_no_such_unit(there: Scene, persona: str) -> None:
    answer = at_own_door(there.people.get(persona)).get("/units/00000000-0000-4000-8000-000000000000")
    assert answer.status_code == (302 if persona == "nobody" else 404)


@pytest.mark.parametrize(("slug", "code"), [("u3", "unit-unpublished"), ("u4", "unit-withdrawn")])
@pytest.mark.parametrize(("role", "status"), IN_A_LAUNCH.items())
def test_launch_door(there: Scene, slug: str, code: str, role: str, status: int) -> None:
    there.set_class(lti_enabled=True)
    person = launched(there, role)
    answer = person.get(f"/units/{there.unit(slug).pk}")
    assert answer.status_code == status
    if status == 403:
        assert str(person.session.launch_id) in answer.content.decode()  # the number that the launch log knows
        assert answer["X-Refusal-Code"] == code


def test_a_launch_reaches_no_other_class(there: Scene) -> None:
    there.set_class(lti_enabled=True)
    other = factories.classroom_with_units(there.organization)
    student = launched(there, "student")
    factories.enrol(student.session.identity.user, other.classroom, lms_=there.lms)
    assert student.get(f"/classes/{other.classroom.pk}").status_code == 404
    assert student.get(f"/units/{other.unit('u1').pk}").status_code == 404
    assert student.post(f"/units/{other.unit('u1').pk}/start").status_code == 404


def test_who_was_removed_from_the_class_sees_it_no_more(there: Scene) -> None:
    there.made.classroom.enrolments.filter(user=there.people["student"]).update(active=False)
    student = at_own_door(there.people["student"])
    assert student.get(f"/classes/{there.made.classroom.pk}").status_code == 404
    assert student.get(f"/units/{there.unit().pk}").status_code == 404
