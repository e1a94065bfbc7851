"""Handing in: numbers, attempts, dates, and what is called with it."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.submissions.handing_in import Handed, NotTakenError, dates_of, submit
from slipway.submissions.models import Extension, Submission
from slipway.submissions.rules import HandIn
from tests import factories

pytestmark = pytest.mark.django_db
HOUR = timedelta(hours=1)


def hand(unit: Unit, student: User, *, allowed: int | None = None, **given: Any) -> Submission:
    handed = Handed(files={"a.py": "x = 1"}, **{"at": timezone.now(), **given})
    return submit(unit=unit, user=student, handed=handed, allowed=allowed, then=lambda _made: None)


def refusal(unit: Unit, student: User, **given: Any) -> HandIn:
    with pytest.raises(NotTakenError) as refused:
        hand(unit, student, **given)
    return refused.value.why


def test_submissions_are_numbered_for_each_student_and_unit(unit: Unit, student: User) -> None:
    other = factories.classroom_with_units().unit("u1")
    assert [hand(unit, student).number for _ in range(3)] == [1, 2, 3]
    assert hand(unit, factories.account()).number == 1
    assert hand(other, student).number == 1


def test_attempts_run_out(unit: Unit, student: User) -> None:
    hand(unit, student, allowed=2)
    hand(unit, student, allowed=2)
    assert refusal(unit, student, allowed=2) is HandIn.USED_UP
    assert Submission.objects.count() == 2
    assert hand(unit, factories.account(), allowed=2).number == 1


@pytest.mark.parametrize(
    "costs_none", [{"uses_attempt": False, "state": "graded"}, {"state": "failed"}, {"uses_attempt": False}]
)
def test_a_syntax_error_and_a_failure_of_ours_cost_no_attempt(
    unit: Unit, student: User, costs_none: dict[str, Any]
) -> None:
    first = hand(unit, student, allowed=1)
    Submission.objects.filter(pk=first.pk).update(**costs_none)
    assert hand(unit, student, allowed=1).number == 2
    assert refusal(unit, student, allowed=1) is HandIn.USED_UP


def test_late_and_closed(unit: Unit, student: User) -> None:
    unit.due_at, unit.until_at = timezone.now() - 2 * HOUR, timezone.now() + HOUR
    unit.save()
    assert hand(unit, student).is_late
    unit.until_at = timezone.now() - HOUR
    unit.save()
    assert refusal(unit, student) is HandIn.CLOSED


def test_an_extension_is_for_one_student(unit: Unit, student: User) -> None:
    unit.due_at = unit.until_at = timezone.now() - HOUR
    unit.save()
    Extension.objects.create(unit=unit, user=student, due_at=timezone.now() + HOUR)
    assert not hand(unit, student).is_late
    assert refusal(unit, factories.account()) is HandIn.CLOSED
    assert dates_of(unit, student).until == dates_of(unit, student).due


def test_work_that_was_sealed_in_time_counts_by_that_time(unit: Unit, student: User) -> None:
    unit.due_at = timezone.now() - HOUR
    unit.save()
    unit.classroom.sealed_time_counts = True
    sealed = timezone.now() - 2 * HOUR
    made = hand(unit, student, written_at=sealed)
    assert (made.is_late, made.counts_at, made.written_at) == (False, sealed, sealed)
    again = hand(unit, student, written_at=sealed - HOUR)
    assert again.counts_at == sealed  # not before the one that came before it
    unit.classroom.sealed_time_counts = False
    assert hand(unit, student, written_at=sealed).is_late


def test_what_comes_with_a_submission_is_written_with_it_or_neither_is(unit: Unit, student: User) -> None:
    def fails(_made: Submission) -> None:
        raise RuntimeError

    handed = Handed(files={}, at=timezone.now())
    with pytest.raises(RuntimeError):
        submit(unit=unit, user=student, handed=handed, allowed=None, then=fails)
    assert not Submission.objects.exists()
