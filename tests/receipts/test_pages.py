"""Receipts over HTTP: for the student and teachers, by both doors; for nobody else."""

import json
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.receipts.issuing import issue_receipt
from slipway.receipts.receipt_file import verified_file
from slipway.receipts.signing import read_public_keys
from slipway.submissions.models import Submission
from tests import factories
from tests.receipts.graded import graded_submission, newest_receipt

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def unit() -> Unit:
    return factories.classroom_with_units().unit("u1")


def by_launch(unit: Unit, person: Any, role: str) -> Callable[[str], Any]:
    token, session = factories.launch_session(unit.classroom, role=role, unit=unit, person=person)
    return lambda path: Client().get(f"/l/{session.launch_id}{path}", headers=factories.bearer(token))


def test_a_student_takes_a_receipt_home_and_anybody_verifies_it(unit: Unit) -> None:
    person = factories.identity(factories.lms(unit.classroom.organization), name="Ida Learner")
    get = by_launch(unit, person, ClassRole.STUDENT)
    assert "There is no receipt yet" in get(f"/units/{unit.pk}/receipts").content.decode()
    row = newest_receipt(graded_submission(unit, person.user))
    page = get(f"/units/{unit.pk}/receipts").content.decode()
    assert f"/receipts/{row.pk}" in page
    assert "Tests “Secret corner”: 1 of 1 passed." in page
    file = get(f"/receipts/{row.pk}")
    assert file["Content-Disposition"].startswith('attachment; filename="receipt-')
    address = json.loads(file.content)["keys"].removeprefix("http://localhost:8000")
    keys = Client().get(address.removeprefix("http://testserver"))
    claims = verified_file(file.content, read_public_keys(keys.content))
    assert (claims.student.name, claims.id) == ("Ida Learner", row.pk)


def test_a_teacher_sees_all_receipts_of_a_submission(unit: Unit) -> None:
    teacher, made = factories.account(), graded_submission(unit, factories.account())
    issue_receipt(made)
    factories.enrol(teacher, unit.classroom, ClassRole.TEACHER)
    browser = Client()
    browser.force_login(teacher)
    page = browser.get(f"/submissions/{made.pk}/receipts").content.decode()
    assert page.count("What it says") == 2
    assert browser.get(f"/receipts/{newest_receipt(made).pk}").status_code == 200


@pytest.mark.parametrize("role", [ClassRole.STUDENT, ClassRole.OBSERVER])
def test_no_others_see_it(unit: Unit, role: ClassRole) -> None:
    made, other = graded_submission(unit, factories.account()), factories.account()
    factories.enrol(other, unit.classroom, role)
    browser = Client()
    browser.force_login(other)
    assert browser.get(f"/submissions/{made.pk}/receipts").status_code == 404
    assert browser.get(f"/receipts/{newest_receipt(made).pk}").status_code == 404
    assert str(newest_receipt(made).pk) not in browser.get(f"/units/{unit.pk}/receipts").content.decode()


def test_a_launch_into_another_class_shows_none(unit: Unit) -> None:
    person = factories.identity(factories.lms(unit.classroom.organization))
    row = newest_receipt(graded_submission(unit, person.user))
    beside = factories.classroom_with_units(unit.classroom.organization).unit("u1")
    get = by_launch(beside, person, ClassRole.STUDENT)
    for path in (f"/units/{unit.pk}/receipts", f"/receipts/{row.pk}", f"/submissions/{row.submission_id}/receipts"):
        assert get(path).status_code == 404


def test_many_receipts_take_no_more_statements(unit: Unit, django_assert_num_queries: DjangoAssertNumQueries) -> None:
    student = factories.account()
    factories.enrol(student, unit.classroom)
    for number in range(1, 6):
        graded_submission(unit, student, number=number)
    browser = Client()
    browser.force_login(student)
    browser.get(f"/units/{unit.pk}/receipts")
    with django_assert_num_queries(5):  # session, account, unit, enrolment, receipts
        browser.get(f"/units/{unit.pk}/receipts")


def test_public_keys_are_those_of_an_organization() -> None:
    assert Client().get(f"/organizations/{UUID(int=5)}/receipt-keys.json").status_code == 404
    empty = Client().get(f"/organizations/{factories.organization().pk}/receipt-keys.json")
    assert empty.json() == {"keys": []}
    assert not Submission.objects.exists()
