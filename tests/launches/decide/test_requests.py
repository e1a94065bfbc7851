"""An instructor whom the class does not know: asks by launching, is approved by its teacher, and is in."""

import pytest
from django.test import Client
from django.urls import reverse

from slipway.classes.models import ConnectionRequest, CourseConnection
from slipway.classes.roles import ClassRole
from slipway.lms.models import Lms
from tests import factories
from tests.canvas import person
from tests.launches.inside import launch
from tests.way_in import is_let_in

pytestmark = [pytest.mark.http, pytest.mark.django_db]
STAN = person("stan", roles="Instructor", name="Stan Stranger")


def asked() -> tuple[Lms, str, ConnectionRequest, Client]:
    """A request that a launch left, and a browser in which a teacher of the class is signed in."""
    made = factories.classroom_with_units()
    lms = factories.lms(made.classroom.organization)
    path = f"/lti/units/{made.unit('u1').pk}"
    assert launch(lms, path, STAN).headers["x-refusal-code"] == "not-connected"
    teacher, browser = factories.account(), Client()
    factories.enrol(teacher, made.classroom, ClassRole.TEACHER)
    browser.force_login(teacher)
    return lms, path, ConnectionRequest.objects.get(classroom=made.classroom), browser


def test_the_class_sees_who_asks_and_approving_lets_the_course_in() -> None:
    lms, path, request, browser = asked()
    page = browser.get(reverse("class-admin", args=[request.classroom_id])).content.decode()
    assert "Stan Stranger" in page
    assert "Course 7" in page
    browser.post(reverse("request-approve", args=[request.classroom_id, request.pk]))
    assert CourseConnection.objects.filter(classroom=request.classroom, lms_course=request.lms_course).exists()
    assert is_let_in(launch(lms, path, STAN))
    assert is_let_in(launch(lms, path, person("sam")))
    assert launch(lms, path, person("sam"), course=8).headers["x-refusal-code"] == "not-connected"


def test_refusing_keeps_the_course_out_and_is_not_asked_again() -> None:
    lms, path, request, browser = asked()
    browser.post(reverse("request-refuse", args=[request.classroom_id, request.pk]))
    assert launch(lms, path, STAN).headers["x-refusal-code"] == "not-connected"
    request.refresh_from_db()
    assert request.state == ConnectionRequest.State.REFUSED
    assert ConnectionRequest.objects.filter(classroom=request.classroom).count() == 1


def test_the_first_launch_that_is_let_in_teaches_what_the_lms_is() -> None:
    lms, path, request, browser = asked()
    lms.refresh_from_db()
    assert lms.origins == []  # a refusal changes nothing but the log
    browser.post(reverse("request-approve", args=[request.classroom_id, request.pk]))
    launch(lms, path, STAN)
    lms.refresh_from_db()
    assert (lms.family, lms.origins) == ("canvas", ["https://canvas.example.edu"])
    assert lms.guid.endswith(":canvas-lms")


def test_who_asked_reads_so_and_nobody_else_does() -> None:
    made = factories.classroom_with_units()
    lms, path = factories.lms(made.classroom.organization), f"/lti/units/{made.unit('u1').pk}"
    words = "A request to connect your course is with the teachers of the class now."
    assert words not in launch(lms, path, person("sam")).content.decode()
    assert words in launch(lms, path, STAN).content.decode()
