"""The home of a class, for each who may come."""

from datetime import UTC, datetime
from decimal import Decimal

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.content.models import Module
from slipway.workspaces.progress import complete, start
from tests import factories
from tests.workspaces.reading import main_of, main_tag, text_of
from tests.workspaces.scene import Scene, at_own_door, launched

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def home(there: Scene) -> str:
    return f"/classes/{there.made.classroom.pk}"


def test_modules_and_units_stand_in_order(there: Scene) -> None:
    Module.objects.filter(slug="m2").update(position=0)
    Module.objects.filter(slug="m1").update(position=1)
    there.change("u4", position=0)
    there.change("u3", position=1)
    shown = text_of(at_own_door(there.people["student"]).get(home(there)))
    places = [shown.index(name) for name in ("Module 2", "Unit 4", "Unit 3", "Module 1", "Unit 1", "Unit 2")]
    assert places == sorted(places)


def test_a_student_sees_points_dates_and_state(there: Scene) -> None:
    there.change(
        "u1",
        points=Decimal("7.50"),
        available_from=datetime(2026, 3, 1, 8, tzinfo=UTC),
        due_at=datetime(2026, 3, 8, 22, 59, tzinfo=UTC),
        until_at=datetime(2026, 3, 15, 22, 59, tzinfo=UTC),
    )
    student = there.people["student"]
    start(user=student, unit=there.unit("u2"))
    complete(user=student, unit=there.unit("u3"))
    answer = at_own_door(student).get(home(there))
    assert (
        "Unit 1 Points 7.50 Available from 1 Mar 2026, 08:00 UTC Due 8 Mar 2026, 22:59 UTC "
        "Until 15 Mar 2026, 22:59 UTC Not started Unit 2 Points 100 In progress"
    ) in text_of(answer)
    assert "Unit 3 Points 100 Completed Unit 4 Points 100 Not started" in text_of(answer)
    assert '<time datetime="2026-03-08T22:59:00+00:00"' in main_of(answer)


@pytest.mark.parametrize("persona", ["student", "observer"])
def test_students_and_observers_see_only_what_is_published(there: Scene, persona: str) -> None:
    there.change("u1", published=False)
    there.withdraw("u2")
    answer = at_own_door(there.people[persona]).get(home(there))
    for hidden in ("Unit 1", "Unit 2", "Module 1", "Draft", "Withdrawn", "LTI URL", "started,"):
        assert hidden not in text_of(answer)
    assert "Unit 3" in text_of(answer)


def test_an_observer_sees_nobodys_progress(there: Scene) -> None:
    start(user=there.people["student"], unit=there.unit())
    shown = text_of(at_own_door(there.people["observer"]).get(home(there)))
    assert "In progress" not in shown
    assert "Not started" not in shown


def test_a_withdrawn_module_is_shown_to_nobody(there: Scene) -> None:
    Module.objects.filter(slug="m1").update(withdrawn_at=timezone.now())
    for persona in ("student", "teacher", "observer"):
        shown = text_of(at_own_door(there.people[persona]).get(home(there)))
        assert "Module 1" not in shown
        assert "Unit 1" not in shown


def test_a_teacher_sees_marks_and_an_empty_module(there: Scene) -> None:
    there.change("u1", published=False)
    there.withdraw("u2")
    Module.objects.create(classroom=there.made.classroom, slug="m3", title="Module 3", position=3)
    shown = text_of(at_own_door(there.people["teacher"]).get(home(there)))
    assert "Unit 1 Points 100 Draft 0 started" in shown
    assert "Unit 2 Points 100 Withdrawn 0 started" in shown
    assert "Module 3 No units in this module yet." in shown


def test_the_classs_progress_leaves_others_than_its_students_out(there: Scene) -> None:
    unit, classroom = there.unit(), there.made.classroom
    test_student, gone = factories.account(), factories.account()
    factories.enrol(test_student, classroom, is_test=True)
    enrolment = factories.enrol(gone, classroom)
    type(enrolment).objects.filter(pk=enrolment.pk).update(active=False)
    for person in (test_student, gone, there.people["teacher"]):
        complete(user=person, unit=unit)
    complete(user=there.people["student"], unit=unit)
    second = launched(there, "student")
    factories.enrol(second.session.identity.user, factories.classroom_with_units().classroom)
    start(user=second.session.identity.user, unit=unit)
    shown = text_of(at_own_door(there.people["teacher"]).get(home(there)))
    assert "2 students" in shown
    assert "Unit 1 Points 100 2 started, 1 completed" in shown
    assert "Unit 2 Points 100 0 started, 0 completed" in shown


def test_a_teacher_copies_the_units_lti_url(there: Scene) -> None:
    url = f'value="http://localhost:8000/lti/units/{there.unit().pk}"'
    assert url in main_of(at_own_door(there.people["teacher"]).get(home(there)))
    assert url in main_of(at_own_door(there.people["owner"]).get(home(there)))
    assert url in main_of(launched(there, "teacher").get(home(there)))
    assert url not in main_of(at_own_door(there.people["student"]).get(home(there)))
    assert url not in main_of(launched(there, "preview").get(home(there)))


def test_only_the_own_door_leads_to_settings(there: Scene) -> None:
    own = at_own_door(there.people["teacher"]).get(home(there)).content.decode()
    for path in (f"{home(there)}/admin", f"/units/{there.unit().pk}/edit"):
        assert f'href="{path}"' in own
    assert "Launch log" in own
    framed = launched(there, "teacher").get(home(there)).content.decode()
    assert "/admin" not in framed
    assert "/edit" not in framed
    assert "/admin" not in at_own_door(there.people["student"]).get(home(there)).content.decode()


def test_links_of_a_launch_stay_inside_it(there: Scene) -> None:
    student = launched(there, "student")
    main = main_of(student.get(home(there)))
    assert f'href="{student.path(f"/units/{there.unit().pk}")}" hx-boost="true"' in main
    assert 'href="/' not in main.replace('href="/l/', "").replace('href="/static/', "")


def test_main_says_which_class_and_as_whom(there: Scene) -> None:
    assert 'data-role="observer"' in main_tag(launched(there, "observer").get(home(there)))


@pytest.mark.parametrize(
    ("persona", "says"),
    [("teacher", "Add a module, then units to it."), ("student", "Your teacher has not published a unit yet.")],
)
def test_an_empty_class_says_what_to_do(there: Scene, persona: str, says: str) -> None:
    Module.objects.all().delete()
    assert says in text_of(at_own_door(there.people[persona]).get(home(there)))


@pytest.mark.parametrize("persona", ["student", "teacher", "owner", "observer"])
def test_no_query_per_unit(there: Scene, persona: str) -> None:
    module = Module.objects.get(slug="m1")
    for _ in range(60):
        start(user=there.people["student"], unit=factories.unit_in(there.made, module))
    browser = at_own_door(there.people[persona])
    with CaptureQueriesContext(connection) as queries:
        browser.get(home(there))
    assert len(queries) <= 2 + 8
