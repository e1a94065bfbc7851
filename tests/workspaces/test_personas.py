"""Every page of the room as every persona, at both doors."""

import pytest

from slipway.classes.models import LaunchSession
from slipway.content.models import Classroom
from tests import factories
from tests.workspaces.scene import Scene, at_own_door, launched, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]

IN_CLASS = {"owner": 200, "teacher": 200, "student": 200, "observer": 200, "stranger": 404, "nobody": 302}
OWN_DOOR = [
    ("/", {**IN_CLASS, "stranger": 200}),
    ("/classes/{classroom}", IN_CLASS),
    ("/units/{u1}", IN_CLASS),
    ("/units/{draft}", {**IN_CLASS, "student": 404, "observer": 404}),
    ("/units/{withdrawn}", {**IN_CLASS, "student": 404, "observer": 404}),
    ("/units/00000000-0000-4000-8000-000000000000", {**dict.fromkeys(IN_CLASS, 404), "nobody": 302}),
]
ACTIONS = {"owner": 403, "teacher": 403, "student": 303, "observer": 403, "stranger": 404, "nobody": 302}
LAUNCH_DOOR = [
    ("/", dict.fromkeys(["student", "teacher", "observer", "preview"], 302)),
    ("/classes/{classroom}", dict.fromkeys(["student", "teacher", "observer", "preview"], 200)),
    ("/units/{u1}", dict.fromkeys(["student", "teacher", "observer", "preview"], 200)),
    ("/units/{draft}", {"student": 403, "observer": 403, "teacher": 200, "preview": 200}),
    ("/units/{withdrawn}", {"student": 403, "observer": 403, "teacher": 200, "preview": 200}),
]


def cases(table: list[tuple[str, dict[str, int]]]) -> list[tuple[str, str, int]]:
    return [(path, persona, status) for path, row in table for persona, status in row.items()]


@pytest.fixture
def there() -> Scene:
    made = scene(lti_enabled=False)
    made.change("u3", published=False)
    made.withdraw("u4")
    return made


def address(there: Scene, path: str) -> str:
    units = {"u1": there.unit("u1").pk, "draft": there.unit("u3").pk, "withdrawn": there.unit("u4").pk}
    return path.format(classroom=there.made.classroom.pk, **units)


@pytest.mark.parametrize(("path", "persona", "status"), cases(OWN_DOOR))
def test_own_door(there: Scene, path: str, persona: str, status: int) -> None:
    answer = at_own_door(there.people.get(persona)).get(address(there, path))
    assert answer.status_code == status
    if status == 302:
        assert answer["Location"].startswith("/accounts/login/")


@pytest.mark.parametrize("action", ["start", "complete"])
@pytest.mark.parametrize(("persona", "status"), ACTIONS.items())
def test_who_may_work_by_the_own_door(there: Scene, action: str, persona: str, status: int) -> None:
    answer = at_own_door(there.people.get(persona)).post(f"/units/{there.unit().pk}/{action}")
    assert answer.status_code == status
    assert there.unit().workspaces.exists() == (status == 303)


@pytest.mark.parametrize(("path", "role", "status"), cases(LAUNCH_DOOR))
def test_launch_door(there: Scene, path: str, role: str, status: int) -> None:
    there.set_class(lti_enabled=True)
    person = launched(there, role)
    answer = person.get(address(there, path))
    assert answer.status_code == status
    if status == 403:
        assert str(person.session.launch_id) in answer.content.decode()  # the number that the launch log knows
        assert answer["X-Refusal-Code"] == ("unit-unpublished" if "draft" in path else "unit-withdrawn")


@pytest.mark.parametrize("action", ["start", "complete"])
@pytest.mark.parametrize(("role", "status"), {"student": 303, "teacher": 403, "observer": 403, "preview": 403}.items())
def test_who_may_work_in_a_launch(there: Scene, action: str, role: str, status: int) -> None:
    there.set_class(lti_enabled=True)
    answer = launched(there, role).post(f"/units/{there.unit().pk}/{action}")
    assert answer.status_code == status
    assert there.unit().workspaces.exists() == (status == 303)


def test_a_launch_reaches_no_other_class(there: Scene) -> None:
    there.set_class(lti_enabled=True)
    other = factories.classroom_with_units(there.organization)
    student = launched(there, "student")
    factories.enrol(student.session.identity.user, other.classroom, lms_=there.lms)
    assert student.get(f"/classes/{other.classroom.pk}").status_code == 404
    assert student.get(f"/units/{other.unit('u1').pk}").status_code == 404
    assert student.post(f"/units/{other.unit('u1').pk}/start").status_code == 404


def test_a_pickers_session_reads_no_class(there: Scene) -> None:
    there.set_class(lti_enabled=True)
    teacher = launched(there, "teacher")
    LaunchSession.objects.filter(pk=teacher.session.pk).update(kind="picker", classroom=None)
    for path in ("/", f"/classes/{there.made.classroom.pk}", f"/units/{there.unit().pk}"):
        assert teacher.get(path).status_code == 404


def test_a_class_with_lti_switched_off_ends_its_launches(there: Scene) -> None:
    there.set_class(lti_enabled=True)
    student = launched(there, "student")
    assert student.get(f"/units/{there.unit().pk}").status_code == 200
    Classroom.objects.update(lti_enabled=False)
    assert student.get(f"/units/{there.unit().pk}").status_code == 401


def test_who_was_removed_from_the_class_sees_it_no_more(there: Scene) -> None:
    there.made.classroom.enrolments.filter(user=there.people["student"]).update(active=False)
    student = at_own_door(there.people["student"])
    assert student.get(f"/classes/{there.made.classroom.pk}").status_code == 404
    assert student.get(f"/units/{there.unit().pk}").status_code == 404
