"""Checks of units as jobs: asked for, done by a worker's handler in the real sandbox, shown."""

from datetime import timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from slipway.content.models import Unit
from slipway.exercise_checks.models import CheckState, ExerciseCheck
from slipway.exercise_checks.unit_checks import (
    CHECKING,
    GIVES_UP_AFTER,
    CheckShown,
    ask_for_check,
    newest_check,
    state_shown,
)
from slipway.jobs.models import Job
from tests.exercise_checks.exercises import ADDS, SMALL, SOUND, unit_of
from tests.exercise_checks.sandbox_away import Away
from tests.exercise_checks.working import work_all
from tests.submissions.exercise import HALF_RIGHT, put_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]


def newest(unit: Unit) -> CheckShown:
    shown = newest_check(Unit.objects.get(pk=unit.pk))
    assert shown is not None
    return shown


def test_a_check_is_asked_for_done_and_shown() -> None:
    unit = unit_of(SMALL)
    assert newest_check(unit) is None
    ask_for_check(unit)
    assert (newest(unit).state, newest(unit).is_over) == (CheckState.WAITING, False)
    work_all(CHECKING)
    shown = newest(unit)
    assert (shown.state, shown.is_over, shown.is_current, shown.faults) == (CheckState.PASSED, True, True, ())
    assert [(each.place, each.sentence) for each in shown.noticed] == [("wrong/adds.py", "noticed in Examples: adds")]
    assert (shown.done, shown.of, shown.warnings, shown.unfailed) == (4, 4, (), ())
    assert shown.checked_at is not None


def test_what_is_at_fault_is_told_and_a_change_makes_it_old() -> None:
    unit = unit_of({**SMALL, "reference/shapes.py": ADDS, "wrong/adds.py": f"# scores below 1: is right\n{HALF_RIGHT}"})
    ask_for_check(unit)
    work_all(CHECKING)
    shown = newest(unit)
    assert (shown.state, [each.place for each in shown.faults]) == (
        CheckState.FAILED,
        ["reference/shapes.py"] * 2 + ["wrong/adds.py"],
    )
    put_files(unit, {"starter/shapes.py": "pass"})
    assert newest(unit).is_current
    put_files(unit, {"reference/shapes.py": SOUND["reference/shapes.py"]})
    assert not newest(unit).is_current


def test_a_broken_exercise_is_told_as_a_class_folder_would_tell_it() -> None:
    unit = unit_of({**SOUND, "tests/tests.yaml": "- tab: [\n"})
    ask_for_check(unit)
    work_all(CHECKING)
    shown = newest(unit)
    assert shown.state is CheckState.FAILED
    assert [each.place for each in shown.faults] == ["tests/tests.yaml:2"]


def test_a_unit_that_is_no_exercise_any_more() -> None:
    unit = unit_of(SOUND)
    ask_for_check(unit)
    Unit.objects.filter(pk=unit.pk).update(kind="reading", exercise=None)
    work_all(CHECKING)
    assert [each.sentence for each in newest(unit).faults] == ["The unit is no exercise any more."]


def test_while_the_sandbox_is_away_nothing_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slipway.exercise_checks.unit_check_job.sandbox", Away)
    unit = unit_of(SOUND)
    ask_for_check(unit)
    work_all(CHECKING)
    shown = newest(unit)
    assert (shown.state, shown.problem) == (CheckState.UNKNOWN, "The machine \\x00 does not answer.")
    assert Job.objects.get().next_at is not None


def test_what_an_older_check_finds_is_not_written_over_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    unit = unit_of({**SOUND, "reference/shapes.py": "def area(:"})

    class AskedMeanwhile(Away):
        def run(self, work: object) -> tuple[()]:
            ask_for_check(unit)
            return super().run(work)

    monkeypatch.setattr("slipway.exercise_checks.unit_check_job.sandbox", AskedMeanwhile)
    put_files(unit, {"reference/shapes.py": SOUND["reference/shapes.py"]})
    ask_for_check(unit)
    work_all(CHECKING)
    assert newest(unit).state is CheckState.WAITING


def test_a_unit_that_is_gone_is_done() -> None:
    unit = unit_of(SOUND)
    ask_for_check(unit)
    ExerciseCheck.objects.all().delete()
    work_all(CHECKING)
    assert Job.objects.get().finished_at is not None


def test_a_page_that_waits_costs_one_statement() -> None:
    unit = unit_of(SOUND)
    ask_for_check(unit)
    with CaptureQueriesContext(
        connection,
    ) as asked:
        newest_check(unit)
    assert len(asked) == 1
    ExerciseCheck.objects.update(state=CheckState.PASSED)
    with CaptureQueriesContext(connection) as asked:
        newest_check(unit)
    assert len(asked) == 2


@pytest.mark.parametrize(
    ("state", "age", "shown"),
    [
        (CheckState.WAITING, timedelta(0), CheckState.WAITING),
        (CheckState.RUNNING, GIVES_UP_AFTER, CheckState.RUNNING),
        (CheckState.RUNNING, GIVES_UP_AFTER + timedelta(seconds=1), CheckState.UNKNOWN),
        (CheckState.WAITING, timedelta(days=9), CheckState.UNKNOWN),
        (CheckState.PASSED, timedelta(days=9), CheckState.PASSED),
        (CheckState.UNKNOWN, timedelta(0), CheckState.UNKNOWN),
    ],
)
def test_nobody_waits_for_ever(state: CheckState, age: timedelta, shown: CheckState) -> None:
    now = timezone.now()
    assert state_shown(state, now - age, now) is shown
