"""A teacher without a class asks the organization for one."""

import pytest

from slipway.audit.models import AuditEntry
from slipway.classes.models import ClassRequest
from slipway.classes.requests import classes_wanted, see_to
from tests import factories
from tests.picker.scene import Course, taught
from tests.workspaces.reading import text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def test_the_request_names_course_and_person(there: Course) -> None:
    picker = there.open()
    answer = picker.post({}, to="/ask")
    assert (answer.status_code, answer["Location"]) == (303, picker.path)
    assert "Your request is with the owners of Acme College." in text_of(picker.get())
    assert "Ask for a class" not in text_of(picker.get())
    [wanted] = classes_wanted(there.organization)
    assert (wanted.identity, wanted.lms_course) == (there.teacher, there.row)
    assert AuditEntry.objects.get().action == "class.ask"
    assert not classes_wanted(factories.organization())


def test_a_course_has_one_request(there: Course) -> None:
    for _ in range(2):
        there.open().post({}, to="/ask")
    assert ClassRequest.objects.count() == 1


def test_seen_to_it_can_be_asked_again(there: Course) -> None:
    picker = there.open()
    picker.post({}, to="/ask")
    see_to(actor=factories.account(), wanted=classes_wanted(there.organization).get())
    assert not classes_wanted(there.organization)
    assert "Ask for a class" in text_of(picker.get())
    picker.post({}, to="/ask")
    assert classes_wanted(there.organization).count() == 1


def test_an_administrator_asks_for_none(there: Course) -> None:
    assert there.open(role="preview").post({}, to="/ask").status_code == 404
    assert not ClassRequest.objects.exists()


def test_a_class_of_ones_own_with_lti_off_is_the_reason_given(there: Course) -> None:
    """A teacher who linked the accounts must not be told to link them again."""
    there.user.email = "tess@example.org"
    there.user.save()
    made = taught(there, lti_enabled=False)
    factories.classroom_with_units(there.organization, title="A colleague's", lti_enabled=False)
    answer = there.open().get()
    assert "its switch “Enable LTI” is off" in text_of(answer)
    assert "Edit details of Taught" in text_of(answer)
    assert f'href="/classes/{made.classroom.pk}/admin/details"' in answer.content.decode()
    for other in ("link me", "colleague"):
        assert other not in text_of(answer)


def test_who_is_not_linked_is_offered_it_and_who_is_learns_what_is_missing(there: Course) -> None:
    assert "Sign in to Slipway and link me" in text_of(there.open().get())
    there.user.email = "tess@example.org"
    there.user.save()
    shown = text_of(there.open().get())
    assert "is the teacher of none" in shown
    assert "link me" not in shown
