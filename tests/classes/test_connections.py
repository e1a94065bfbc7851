"""Requests of LMS courses, and the courses that are connected."""

import pytest

from slipway.classes.connections import connected_courses
from slipway.classes.models import ConnectionRequest, CourseConnection, LaunchSession
from slipway.classes.requests import approve, refuse
from slipway.content.models import Classroom
from tests import factories
from tests.class_pages.scene import Scene, course, scene

pytestmark = [pytest.mark.http, pytest.mark.django_db]

ADMIN = "/classes/{classroom}/admin"


@pytest.fixture
def there() -> Scene:
    return scene()


def connected(there: Scene) -> list[str]:
    rows = CourseConnection.objects.filter(classroom=there.classroom).order_by("at")
    return [row.lms_course.title for row in rows]


def decided(there: Scene) -> ConnectionRequest:
    return ConnectionRequest.objects.get(pk=there.request.pk)


def test_the_page_says_who_asks(there: Scene) -> None:
    page = there.page(ADMIN)
    for shown in ("Algorithms", "asked by Ada", "Canvas", "connected by Teacher"):
        assert shown in page


def test_approve(there: Scene) -> None:
    there.post(ADMIN + "/requests/{request}/approve")
    assert connected(there) == ["Biology", "Algorithms"]
    made = CourseConnection.objects.get(lms_course=there.request.lms_course)
    assert made.connected_by == there.people["teacher"]
    asked = decided(there)
    assert (asked.state, asked.decided_by) == ("approved", there.people["teacher"])
    assert asked.decided_at is not None
    assert there.deeds() == ["course.connect", "request.approved"]


def test_refuse_then_approve_after_all(there: Scene) -> None:
    teacher = there.people["teacher"]
    refuse(actor=teacher, request=there.request)
    assert decided(there).state == "refused"
    assert connected(there) == ["Biology"]
    assert "Approve after all" in there.page(ADMIN)
    approve(actor=there.people["owner"], request=there.request)
    assert decided(there).state == "approved"
    assert connected(there) == ["Biology", "Algorithms"]


def test_what_two_teachers_decide_at_once_is_decided_once(there: Scene) -> None:
    approve(actor=there.people["teacher"], request=there.request)
    approve(actor=there.people["owner"], request=there.request)
    refuse(actor=there.people["owner"], request=there.request)
    assert decided(there).state == "approved"
    assert decided(there).decided_by == there.people["teacher"]
    assert there.deeds() == ["course.connect", "request.approved"]


def test_disconnect_ends_the_launches_that_came_through_it(there: Scene) -> None:
    _token, through = factories.launch_session(there.classroom)
    _token, other = factories.launch_session(there.classroom)
    LaunchSession.objects.filter(pk=through.pk).update(lms_course=there.connection.lms_course)
    ConnectionRequest.objects.filter(pk=there.request.pk).update(lms_course=there.connection.lms_course)
    path = there.path(ADMIN + "/connections/{connection}/remove")
    browser = there.browser()
    assert "Disconnect Biology (Canvas)?" in browser.get(path).content.decode()
    assert browser.post(path).status_code == 302
    assert connected(there) == []
    assert not ConnectionRequest.objects.filter(pk=there.request.pk).exists()
    for session in (through, other):
        session.refresh_from_db()
    assert through.ended_at is not None
    assert other.ended_at is None
    assert through.enrolment is not None
    assert through.enrolment.active


@pytest.mark.parametrize(
    ("host", "number", "shown"),
    [
        ("canvas.acme.example", "11", ["Chemistry", "Biology"]),
        ("canvas.acme.example", "8", ["Biology"]),
        ("elsewhere.example", "11", ["Biology"]),
        ("", "", ["Biology"]),
    ],
)
def test_courses_that_open_the_class(there: Scene, host: str, number: str, shown: list[str]) -> None:
    course(there.lms, "Chemistry", number="11")
    course(factories.lms(), "Somebody else's", number="11")
    Classroom.objects.filter(pk=there.classroom.pk).update(lms_host=host, lms_course_id=number)
    entries = connected_courses(there.fresh())
    assert [entry.course.title for entry in entries] == shown
    assert [bool(entry.connection) for entry in entries] == [title == "Biology" for title in shown]
