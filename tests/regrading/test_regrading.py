"""Tests change: a regrade is rehearsed by a real worker's handler, applied and undone."""

from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.content.models import Unit
from slipway.jobs.claim import claim
from slipway.jobs.kinds import job_kind, job_kinds
from slipway.jobs.models import Job
from slipway.jobs.perform import perform
from slipway.jobs.queues import due_queues
from slipway.orgs.models import User
from slipway.regrading.applying import CannotRegradeError, apply_regrade, undo_regrade
from slipway.regrading.asking import NothingToRegradeError, graded_otherwise, rehearse
from slipway.regrading.models import Regrade, RegradeRow
from slipway.submissions.exercises import load_exercise, version_of_tests
from slipway.submissions.grading import GRADED_BY, after_grading, ask_for_grade
from slipway.submissions.handing_in import Handed, submit
from slipway.submissions.models import Extension, Submission
from slipway.words import Text
from tests import factories
from tests.submissions.exercise import HALF_RIGHT, RIGHT, SUITE, WRONG, exercise_unit, put_files

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]
# The tests of `SUITE` were wrong in that they asked for an exception: negative sides are taken from now on.
CORRECTED = SUITE.replace("exception: sides are positive", "return: -4")


@pytest.fixture
def told() -> Iterator[list[tuple[int, Decimal | None]]]:
    """What hooks of other rooms hear: number and kept score."""
    heard: list[tuple[int, Decimal | None]] = []

    def hear(made: Submission) -> None:
        heard.append((made.number, made.kept_score))

    after_grading.append(hear)
    yield heard
    after_grading.remove(hear)


@pytest.fixture(autouse=True)
def unhurried(monkeypatch: pytest.MonkeyPatch) -> None:
    """Three rows are written at once, however long a busy machine takes for them."""
    monkeypatch.setattr("slipway.regrading.applying.SECONDS_WRITTEN", 60)


@pytest.fixture
def teacher() -> User:
    return factories.account()


def work_all() -> None:
    """Do what a worker would do now, until nothing is due."""
    now = timezone.now() + timedelta(minutes=1)
    while dues := due_queues(now, job_kinds().keys()):
        for due in dues:
            if job := claim(due, now, lease_for=timedelta(hours=1)):
                perform(job, job_kind(job.kind))


def hand_in(unit: Unit, program: str, user: User | None = None) -> Submission:
    handed = Handed(files={"shapes.py": program}, at=timezone.now())
    return submit(unit=unit, user=user or factories.account(), handed=handed, allowed=None, then=ask_for_grade)


_GRADED: dict[str, dict[str, Any]] = {}  # what a program was graded as, once for all tests of this module


def class_of_three() -> tuple[Unit, list[Submission]]:
    """A right, a half right and a wrong program, graded."""
    unit = exercise_unit()
    made = [hand_in(unit, program) for program in (RIGHT, HALF_RIGHT, WRONG)]
    if not _GRADED:
        work_all()
        graded = zip(
            (RIGHT, HALF_RIGHT, WRONG), Submission.objects.order_by("received_at").values(*_COLUMNS), strict=True
        )
        _GRADED.update(graded)
    Job.objects.all().delete()
    for each, program in zip(made, (RIGHT, HALF_RIGHT, WRONG), strict=True):
        Submission.objects.filter(pk=each.pk).update(**_GRADED[program])
    return unit, made


_COLUMNS = (*GRADED_BY, "state", "score", "kept_score", "uses_attempt")


def scores(made: list[Submission]) -> list[str | None]:
    for each in made:
        each.refresh_from_db()
    return [None if each.score is None else f"{each.score.normalize():f}" for each in made]


def test_a_regrade_is_rehearsed_applied_and_undone(teacher: User, told: list[tuple[int, Decimal | None]]) -> None:
    unit, made = class_of_three()
    assert scores(made) == ["1", "0.5", "0"]
    before = [each.result for each in made]
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    assert graded_otherwise(unit, version_of_tests(unit)).count() == 3
    told.clear()

    regrade = rehearse(actor=teacher, unit=unit)
    work_all()
    regrade.refresh_from_db()
    assert regrade.state == Regrade.State.REHEARSED
    assert (scores(made), told) == (["1", "0.5", "0"], [])  # nothing has changed yet
    rows = {row.submission_id: row for row in regrade.rows.all()}
    first, second, third = (rows[each.pk] for each in made)
    assert [row.is_changed for row in (first, second, third)] == [True, True, False]
    assert (first.old_score, first.new_score) == (Decimal(1), Decimal("0.5"))
    why = [Text.from_json(each).english for each in first.why]
    assert why == ["“Errors”, test 1 (area(-1, 4)) passed, and fails now."]

    apply_regrade(actor=teacher, regrade=regrade)
    assert scores(made) == ["0.5", "1", "0"]
    assert sorted(told) == [(1, 0), (1, Decimal("0.5")), (1, 1)]
    assert {each.tests_version for each in made} == {version_of_tests(unit)}
    assert not graded_otherwise(unit, version_of_tests(unit)).exists()

    told.clear()
    undo_regrade(actor=teacher, regrade=regrade)
    assert scores(made) == ["1", "0.5", "0"]
    assert [each.result for each in made] == before
    assert len(told) == 3
    assert graded_otherwise(unit, version_of_tests(unit)).count() == 3
    deeds = AuditEntry.objects.filter(action__startswith="regrade.").order_by("at").values_list("action", flat=True)
    assert list(deeds) == ["regrade.rehearse", "regrade.apply", "regrade.undo"]


@pytest.mark.long
def test_tests_that_changed_again_are_rehearsed_again(teacher: User) -> None:
    unit, made = class_of_three()
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    regrade = rehearse(actor=teacher, unit=unit)
    work_all()
    put_files(unit, {"tests/tests.yaml": SUITE})
    with pytest.raises(CannotRegradeError, match="Rehearse it again"):
        apply_regrade(actor=teacher, regrade=regrade)
    assert scores(made) == ["1", "0.5", "0"]


def test_tests_that_change_in_the_middle_end_the_rehearsal(teacher: User) -> None:
    unit, _ = class_of_three()
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    regrade = rehearse(actor=teacher, unit=unit)
    put_files(unit, {"tests/tests.yaml": SUITE + "      - expression: area(1, 1)\n        return: 1\n"})
    work_all()
    regrade.refresh_from_db()
    assert (regrade.state, regrade.rows.filter(state="waiting").count()) == (Regrade.State.OUTDATED, 3)


def test_a_broken_suite_says_so(teacher: User) -> None:
    unit, _ = class_of_three()
    put_files(unit, {"tests/tests.yaml": "- tab: [\n"})
    regrade = rehearse(actor=teacher, unit=unit)
    work_all()
    regrade.refresh_from_db()
    assert regrade.state == Regrade.State.BROKEN
    assert "tests/tests.yaml" in regrade.problem.english


@pytest.mark.long
def test_an_older_regrade_is_not_undone_below_a_newer_one(teacher: User) -> None:
    unit, made = class_of_three()
    applied = []
    for suite in (CORRECTED, SUITE):
        put_files(unit, {"tests/tests.yaml": suite})
        regrade = rehearse(actor=teacher, unit=unit)
        work_all()
        applied.append(apply_regrade(actor=teacher, regrade=regrade))
    with pytest.raises(CannotRegradeError, match="newer regrade"):
        undo_regrade(actor=teacher, regrade=applied[0])
    undo_regrade(actor=teacher, regrade=applied[1])
    assert scores(made) == ["0.5", "1", "0"]
    undo_regrade(actor=teacher, regrade=applied[0])
    assert scores(made) == ["1", "0.5", "0"]


def test_what_is_handed_in_meanwhile_is_graded_by_the_tests_of_now(teacher: User) -> None:
    unit, _ = class_of_three()
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    regrade = rehearse(actor=teacher, unit=unit)
    late = hand_in(unit, HALF_RIGHT)
    work_all()
    assert (scores([late]), regrade.rows.count()) == (["1"], 3)
    with pytest.raises(NothingToRegradeError):
        rehearse(actor=teacher, unit=unit, user=late.user)


@pytest.mark.long
def test_one_student_and_one_submission(teacher: User) -> None:
    unit, made = class_of_three()
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    assert list(rehearse(actor=teacher, unit=unit, user=made[1].user).rows.values_list("submission", flat=True)) == [
        made[1].pk
    ]
    one = rehearse(actor=teacher, unit=unit, submission=made[2])
    assert (Regrade.objects.get(), one.rows.get().submission_id) == (one, made[2].pk)
    work_all()
    apply_regrade(actor=teacher, regrade=one)
    assert scores(made) == ["1", "0.5", "0"]
    assert graded_otherwise(unit, version_of_tests(unit)).count() == 2


def test_a_submission_that_failed_gets_its_score_and_gives_it_back(teacher: User) -> None:
    unit = exercise_unit({"tests/tests.yaml": "- tab: [\n"})
    made = hand_in(unit, RIGHT)
    work_all()
    assert (scores([made]), made.state) == ([None], "failed")
    put_files(unit, {"tests/tests.yaml": SUITE})
    regrade = rehearse(actor=teacher, unit=unit)
    work_all()
    row = regrade.rows.get()
    assert [Text.from_json(each).english for each in row.why] == ["It could not be graded before."]
    apply_regrade(actor=teacher, regrade=regrade)
    assert (scores([made]), made.state) == (["1"], "graded")
    undo_regrade(actor=teacher, regrade=regrade)
    assert (scores([made]), made.state) == ([None], "failed")


def test_what_was_graded_in_another_way_since_stays(teacher: User) -> None:
    unit, made = class_of_three()
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    regrade = rehearse(actor=teacher, unit=unit)
    work_all()
    Submission.objects.filter(pk=made[0].pk).update(graded_at=timezone.now(), score=Decimal("0.25"))
    apply_regrade(actor=teacher, regrade=regrade)
    assert scores(made) == ["0.25", "1", "0"]
    assert regrade.rows.get(submission=made[0]).state == RegradeRow.State.PASSED_OVER


@pytest.mark.parametrize(
    ("at_once", "seconds"),
    [(2, 60), pytest.param(50, 60, marks=pytest.mark.long), pytest.param(50, 0, marks=pytest.mark.long)],
)
def test_many_are_applied_in_parts(
    teacher: User, at_once: int, seconds: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("slipway.regrading.applying.MOST_ROWS_WRITTEN", at_once)
    monkeypatch.setattr("slipway.regrading.applying.SECONDS_WRITTEN", seconds)
    unit, made = class_of_three()
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    regrade = rehearse(actor=teacher, unit=unit)
    work_all()
    apply_regrade(actor=teacher, regrade=regrade)
    work_all()
    assert scores(made) == ["0.5", "1", "0"]
    regrade.refresh_from_db()
    undo_regrade(actor=teacher, regrade=regrade)
    work_all()
    regrade.refresh_from_db()
    assert (scores(made), regrade.state) == (["1", "0.5", "0"], Regrade.State.UNDONE)


def test_students_go_first(teacher: User) -> None:
    unit, _ = class_of_three()
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    regrade = rehearse(actor=teacher, unit=unit)
    hand_in(unit, RIGHT)
    now = timezone.now()
    due = next(due for due in due_queues(now, {"regrade"}) if due.queue.kind == "regrade")
    job = claim(due, now, lease_for=timedelta(hours=1))
    assert job is not None
    perform(job, job_kind("regrade"))
    assert regrade.rows.filter(state="waiting").count() == 2  # one row, and the student has the worker
    row = Job.objects.get(kind="regrade")
    assert row.next_at is not None
    assert row.next_at > now


def test_the_version_is_found_without_reading_a_file() -> None:
    unit = exercise_unit()
    assert version_of_tests(unit) == load_exercise(unit).version
    before = version_of_tests(unit)
    assert unit.exercise is not None
    unit.exercise = type(unit.exercise)(file="shapes.py", attempts=3)
    assert version_of_tests(unit) == before  # no result hangs on how often one may hand in
    unit.exercise = type(unit.exercise)(file="shapes.py", time_limit=3)
    assert version_of_tests(unit) != before
    assert version_of_tests(factories.classroom_with_units().unit("u1")) == ""


def test_lateness_is_that_of_now(teacher: User) -> None:
    unit, made = class_of_three()
    put_files(unit, {"tests/tests.yaml": CORRECTED})
    regrade = rehearse(actor=teacher, unit=unit)
    work_all()
    Extension.objects.create(unit=unit, user=made[1].user, due_at=timezone.now() + timedelta(days=1))
    apply_regrade(actor=teacher, regrade=regrade)
    made[1].refresh_from_db()
    assert made[1].kept_score == 1
