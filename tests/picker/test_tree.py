"""The picker's page: what it lists, for whom, and what it costs."""

import re

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.classes.models import Enrolment, LaunchSession
from slipway.content.models import Classroom, Module, Unit
from slipway.picker.models import Placement
from tests import factories
from tests.picker.scene import CANVAS, EDITOR, Course, Form, connected, course, ids, named, switch_off, taught
from tests.workspaces.reading import main_tag, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def listed(answer: HttpResponse) -> list[str]:
    """The classes of the page, in order."""
    tree = answer.content.decode().split('<ul class="tree">')[1]
    return re.findall(r'<li><details(?: open)?><summary><span class="name">([^<]*)</span><span class="pill', tree)


def test_the_page_is_one_form_with_an_input_for_every_unit(there: Course) -> None:
    made = named(there)
    picker = there.open()
    answer = picker.get()
    page = Form(answer)
    assert answer.status_code == 200
    assert page.actions == [picker.path]
    assert page.forms[0]["method"] == "post"
    assert page.units == ids(*made.units.values())
    assert {field["type"] for field in page.inputs if field.get("name") == "unit"} == {"checkbox"}
    assert 'data-role="teacher"' in main_tag(answer)
    assert text_of(answer).startswith("LTI units")
    assert "Save" in text_of(answer)
    assert [button["name"] for button in page.buttons if "name" in button] == ["cancel"]


def test_one_unit_is_a_radio(there: Course) -> None:
    named(there)
    request = type(EDITOR)(return_url=EDITOR.return_url, multiple=False)
    page = Form(there.open(request).get())
    assert {field["type"] for field in page.inputs if field.get("name") == "unit"} == {"radio"}


def test_the_courses_own_class_comes_first_then_connected_then_taught(there: Course) -> None:
    taught(there, "A taught")
    connected(there, "C connected")
    connected(there, "B connected")
    named(there, "Z named")
    answer = there.open().get()
    assert listed(answer) == ["Z named", "B connected", "C connected", "A taught"]
    html = answer.content.decode()
    assert html.index("<details open>") < html.index("Z named") < html.index("<details><summary>")


@pytest.mark.parametrize(
    ("role", "classes"), [("teacher", ["Named", "Connected", "Taught"]), ("preview", ["Named", "Connected"])]
)
def test_an_administrator_sees_what_the_course_has(there: Course, role: str, classes: list[str]) -> None:
    named(there, "Named")
    connected(there, "Connected")
    taught(there, "Taught")
    page = there.open(role=role).get()
    assert listed(page) == classes
    assert f'data-role="{role}"' in main_tag(page)


def test_never_another_organizations_class(there: Course) -> None:
    named(there, "Ours")
    elsewhere = course()
    named(elsewhere, "Theirs")  # the same LMS URL in another organization
    theirs = taught(elsewhere, "Theirs too")
    factories.enrol(there.user, theirs.classroom, "teacher")
    there.row.connections.create(classroom=theirs.classroom)
    assert listed(there.open().get()) == ["Ours"]


def test_what_is_not_listed(there: Course) -> None:
    named(there, "Listed")
    named(there, "LTI off", lti_enabled=False)
    connected(there, "LTI off too", lti_enabled=False)
    Enrolment.objects.filter(classroom=taught(there, "Left").classroom).update(active=False)
    Enrolment.objects.filter(classroom=taught(there, "Only a student").classroom).update(role="student")
    factories.classroom_with_units(there.organization, title="A colleague's")
    factories.classroom_with_units(
        there.organization, title="Course 8's", lms_host="canvas.example.edu", lms_course_id="8"
    )
    factories.classroom_with_units(
        there.organization, title="Course 7 elsewhere", lms_host="c.example.org", lms_course_id="7"
    )
    assert listed(there.open().get()) == ["Listed"]


@pytest.mark.parametrize("ended", [{"role": "student", "by_hand": True}, {"active": False}])
def test_a_class_that_was_taken_from_a_teacher_is_the_courses_other_teachers(
    there: Course, ended: dict[str, object]
) -> None:
    first, second = named(there, "Named").classroom, connected(there, "Connected").classroom
    mine = Enrolment.objects.filter(user=there.user)
    factories.enrol(there.user, second, "teacher")
    assert listed(there.open().get()) == ["Named", "Connected"]
    mine.update(**ended)
    assert listed(there.open().get()) == ["Named"]
    factories.enrol(there.user, first, "teacher")
    elsewhere = factories.classroom_with_units(
        there.organization, title="Course 7 elsewhere", lms_host="c.example.org", lms_course_id="7"
    )
    factories.enrol(there.user, elsewhere.classroom, "teacher")
    mine.update(**ended)
    page = text_of(there.open().get())
    assert "no longer its class here: Connected, Named." in page
    assert "teacher of none" not in page
    mine.update(role="student", active=True, by_hand=False)
    assert listed(there.open().get()) == ["Named", "Connected"], "as the LMS tells, where nobody said otherwise"


def test_a_course_of_which_nothing_is_known_is_named_by_no_empty_address(there: Course) -> None:
    there.row.host = there.row.course_id = ""
    there.row.save()
    factories.classroom_with_units(there.organization, title="Without URL")
    taught(there, "Taught")
    assert listed(there.open().get()) == ["Taught"]


def test_an_owners_linked_account_counts_by_its_enrolments_only(there: Course) -> None:
    there.organization.memberships.create(user=there.user, role="owner")
    factories.classroom_with_units(there.organization, title="Owned")
    taught(there, "Taught")
    assert listed(there.open().get()) == ["Taught"]


def test_withdrawn_units_are_gone_and_drafts_marked(there: Course) -> None:
    made = named(there)
    Unit.objects.filter(pk=made.unit("u1").pk).update(withdrawn_at=timezone.now())
    Unit.objects.filter(pk=made.unit("u2").pk).update(published=False, points="2.5")
    Module.objects.filter(pk=made.unit("u3").module_id).update(withdrawn_at=timezone.now())
    answer = there.open().get()
    assert Form(answer).units == ids(made.unit("u2"))
    assert "Unit 2 Draft: students can't open it yet 2.5 points" in text_of(answer)


def test_units_in_the_course_already_are_marked(there: Course) -> None:
    made = named(there)
    Placement.objects.create(lms_course=there.row, unit=made.unit("u2"), placed_by=there.teacher)
    Placement.objects.create(lms_course=course(there.organization).row, unit=made.unit("u3"), placed_by=there.teacher)
    text = text_of(there.open().get())
    assert text.count("In this course already") == 1
    assert "Unit 2 In this course already" in text


def test_titles_are_text(there: Course) -> None:
    made = named(there, title="<script>alert(1)</script>")
    Unit.objects.filter(pk=made.unit("u1").pk).update(title='"><img src=x onerror=alert(1)>')
    html = there.open().get().content.decode()
    assert "<script>alert" not in html
    assert "<img src=x" not in html


def test_a_class_without_units_says_so(there: Course) -> None:
    named(there, modules=0)
    text = text_of(there.open().get())
    assert "There are no units to choose yet" in text
    assert "This class has no units yet" in text


def large_school(there: Course, *, classes: int, units: int) -> None:
    """Classes that the teacher teaches, each of ten modules."""
    rooms = [
        Classroom(organization=there.organization, slug=f"c{n}", title=f"Class {n:02}", lti_enabled=True)
        for n in range(classes)
    ]
    Classroom.objects.bulk_create(rooms)
    Enrolment.objects.bulk_create([Enrolment(classroom=room, user=there.user, role="teacher") for room in rooms])
    modules = [
        Module(classroom=room, slug=f"m{n}", title=f"Module {n}", position=n) for room in rooms for n in range(10)
    ]
    Module.objects.bulk_create(modules)
    Unit.objects.bulk_create(
        Unit(
            classroom=module.classroom,
            module=module,
            slug=f"{module.slug}-u{n}",
            title=f"Loops and lists {n}",
            position=n,
            published=True,
        )
        for module in modules
        for n in range(units // 10)
    )


@pytest.mark.parametrize(("classes", "units"), [(1, 10), (5, 100)])
def test_what_the_page_costs(there: Course, classes: int, units: int) -> None:
    """One response and a constant number of statements as long as it is whole: the session, then five."""
    large_school(there, classes=classes, units=units)
    picker = there.open()
    with CaptureQueriesContext(connection) as statements:
        answer = picker.get()
    assert len(Form(answer).units) == classes * units
    assert len(statements) == 1 + 5
    assert len(answer.content) < 8_000 + 200 * classes * units


def test_a_large_page_travels_compressed(there: Course) -> None:
    large_school(there, classes=5, units=100)
    picker = there.open()
    headers = {**factories.bearer(picker.token), "Accept-Encoding": "gzip"}
    answer = Client().get(picker.path, headers=headers)
    assert answer["Content-Encoding"] == "gzip"
    assert len(answer.content) < len(picker.get().content) / 5


def test_no_other_session_opens_it(there: Course) -> None:
    made = named(there)
    token, session = factories.launch_session(made.classroom, role="teacher", person=there.teacher)
    for path in ("picker", "picker/home", "picker/ask"):
        answer = Client().post(f"/l/{session.launch_id}/{path}", headers=factories.bearer(token))
        assert answer.status_code == 404
    assert Client().get(f"/l/{session.launch_id}/picker", headers=factories.bearer(token)).status_code == 404


@pytest.mark.parametrize("role", ["student", "observer"])
def test_a_pickers_session_of_a_learner_cannot_be_but_opens_nothing(there: Course, role: str) -> None:
    named(there)
    assert there.open(role=role).get().status_code == 404


def test_when_the_session_is_over(there: Course) -> None:
    picker = there.open()
    LaunchSession.objects.filter(pk=picker.session.pk).update(ended_at=timezone.now())
    assert picker.get().status_code == 401
    assert picker.save().status_code == 401


def test_without_a_bearer_a_get_is_the_shell_whose_forms_may_leave(there: Course) -> None:
    answer = Client().get(there.open().path)
    assert answer.status_code == 200
    policy = answer["Content-Security-Policy"]
    assert "form-action" not in policy
    assert f"frame-ancestors {CANVAS}" in policy
    assert Client().post(there.open().path).status_code == 401


def test_without_any_class_the_teacher_learns_why(there: Course) -> None:
    switch_off(named(there).classroom)
    answer = there.open().get()
    assert answer.status_code == 200
    assert "No class to choose units from" in text_of(answer)
    assert [button["data-enter"] for button in Form(answer).buttons if "data-enter" in button] == [
        "link",  # of the menu under the person's initial
        "sign-in",
        "dashboard",
        "link",
    ]
    assert "Ask for a class" in text_of(answer)
    assert not Form(answer).units


def test_without_any_class_an_administrator_is_told_who_connects_one(there: Course) -> None:
    answer = there.open(role="preview").get()
    assert "Class LMS URL" in text_of(answer)
    assert "Ask for a class" not in text_of(answer)
    assert b"data-enter" not in answer.content
