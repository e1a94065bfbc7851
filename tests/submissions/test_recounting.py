"""Dates, extensions and penalties change: what was handed in is counted anew, and nothing is run for it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.utils import timezone

from slipway.audit.models import AuditEntry
from slipway.classes.edit import set_terms
from slipway.content.export import class_folder
from slipway.content.folder import ClassFolder
from slipway.content.imports.run import import_class
from slipway.content.models import Unit
from slipway.content.unit import content_of
from slipway.content.units import FileChanges, edit_unit
from slipway.jobs.claim import claim
from slipway.jobs.kinds import job_kind
from slipway.jobs.models import Job
from slipway.jobs.perform import perform
from slipway.jobs.queues import due_queues
from slipway.orgs.models import User
from slipway.submissions.extending import OtherDates, give_extension, remove_extension
from slipway.submissions.grading import after_grading
from slipway.submissions.models import Extension, Submission
from slipway.submissions.recounting import RECOUNTING
from tests import factories
from tests.submissions.exercise import exercise_unit

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)
NOON = datetime(2026, 11, 30, 12, tzinfo=UTC)


@pytest.fixture
def told() -> Iterator[list[Submission]]:
    """The submissions of which rooms above hear."""
    heard: list[Submission] = []
    after_grading.append(heard.append)
    yield heard
    after_grading.remove(heard.append)


@pytest.fixture
def teacher() -> User:
    return factories.account()


@pytest.fixture
def unit() -> Unit:
    """Due at noon; a tenth of the score a day is taken."""
    made = exercise_unit()
    made.due_at = NOON
    made.save()
    made.classroom.late_per_day = Decimal(10)
    made.classroom.save()
    return made


def graded(unit: Unit, at: datetime, *, user: User | None = None, score: str = "1", **fields: Any) -> Submission:
    values = {"number": 1, "files": {}, "state": "graded", "score": Decimal(score), "kept_score": Decimal(score)}
    user = user or factories.account()
    made = Submission.objects.create(unit=unit, user=user, counts_at=at, is_late=False, **{**values, **fields})
    Submission.objects.filter(pk=made.pk).update(received_at=fields.get("received_at", at))
    return made


def work() -> int:
    """Do the jobs that are due; how many."""
    done = 0
    while dues := due_queues(timezone.now(), {RECOUNTING}):
        for due in dues:
            if job := claim(due, timezone.now(), lease_for=DAY):
                perform(job, job_kind(RECOUNTING))
                done += 1
    return done


def state(made: Submission) -> tuple[str, bool]:
    made.refresh_from_db()
    return f"{made.kept_score:.2f}", made.is_late


def write(teacher: User, unit: Unit, **fields: Any) -> None:
    content = replace(content_of(Unit.objects.get(pk=unit.pk)), **fields)
    edit_unit(actor=teacher, unit=unit, content=content, files=FileChanges())


def test_another_due_time(teacher: User, unit: Unit, told: list[Submission]) -> None:
    early, late = graded(unit, NOON - DAY), graded(unit, NOON + 2 * DAY, score="0.5")
    write(teacher, unit, due_at=NOON + timedelta(hours=1), title="Sooner")
    assert work() == 1
    assert (state(early), state(late)) == (("1.00", False), ("0.40", True))
    assert [each.pk for each in told] == [late.pk]
    write(teacher, unit, due_at=None)
    work()
    assert (state(late), len(told)) == (("0.50", False), 2)


def test_what_changes_no_date_asks_for_nothing(teacher: User, unit: Unit) -> None:
    graded(unit, NOON)
    write(teacher, unit, title="Another", points=Decimal(5))
    assert not Job.objects.exists()
    empty = exercise_unit()
    write(teacher, empty, due_at=NOON)
    assert not Job.objects.exists()


def test_the_class_s_penalty_and_the_unit_s_own(teacher: User, unit: Unit) -> None:
    late = graded(unit, NOON + 2 * DAY)
    set_terms(actor=teacher, classroom=unit.classroom, late_per_day=Decimal(20), late_most=Decimal(30))
    work()
    assert state(late) == ("0.70", True)
    unit.refresh_from_db()
    assert unit.exercise is not None
    write(teacher, unit, exercise=replace(unit.exercise, late_per_day=Decimal(5), late_most=Decimal(100)))
    work()
    assert state(late) == ("0.90", True)
    assert AuditEntry.objects.filter(action="class.edit").count() == 1


def test_an_import_of_other_dates_and_another_penalty(unit: Unit) -> None:
    late = graded(unit, NOON + 2 * DAY)
    classroom = unit.classroom
    folder = class_folder(classroom)

    def import_again(folder: ClassFolder) -> None:
        import_class(actor=None, organization=classroom.organization, slug=classroom.slug, folder=folder)

    import_again(replace(folder, late_per_day=Decimal("2.5"), sealed_time_counts=True))
    work()
    assert state(late) == ("0.95", True)
    classroom.refresh_from_db()
    assert (classroom.late_per_day, classroom.late_most, classroom.sealed_time_counts) == (
        Decimal("2.5"),
        Decimal(100),
        True,
    )
    units = tuple(replace(each, due_at=NOON + DAY) for each in folder.modules[0].units)
    import_again(replace(folder, modules=(replace(folder.modules[0], units=units), *folder.modules[1:])))
    work()
    assert state(late) == ("0.90", True)  # the folder says the penalty as it was before: an import is the last word


def test_an_extension_is_given_changed_and_taken_back(teacher: User, unit: Unit, told: list[Submission]) -> None:
    late, other = graded(unit, NOON + 2 * DAY), graded(unit, NOON + 2 * DAY)
    student = late.user
    assert give_extension(actor=teacher, unit=unit, student=student, dates=OtherDates(due_at=NOON + DAY)) == 1
    assert (state(late), state(other)) == (("0.90", True), ("1.00", False))
    assert give_extension(actor=teacher, unit=unit, student=student, dates=OtherDates(due_at=NOON + 3 * DAY)) == 1
    assert state(late) == ("1.00", False)
    assert remove_extension(actor=teacher, extension=Extension.objects.get()) == 1
    assert state(late) == ("0.80", True)
    assert [each.kept_score for each in told] == [Decimal("0.9"), 1, Decimal("0.8")]
    deeds = AuditEntry.objects.order_by("at").values_list("action", flat=True)
    assert list(deeds) == ["extension.give", "extension.give", "extension.remove"]


def test_whether_sealed_times_count_is_decided_later(teacher: User, unit: Unit) -> None:
    student, came = factories.account(), NOON + DAY
    sealed = graded(unit, came, user=student, written_at=NOON - DAY, received_at=came)
    forged = graded(unit, came + DAY, user=student, number=2, written_at=NOON - 9 * DAY, received_at=came + DAY)
    set_terms(actor=teacher, classroom=unit.classroom, sealed_time_counts=True)
    work()
    assert (state(sealed), sealed.counts_at) == (("1.00", False), NOON - DAY)
    assert (state(forged), forged.counts_at) == (("1.00", False), NOON - DAY)  # not before the one before it
    set_terms(actor=teacher, classroom=unit.classroom, sealed_time_counts=False)
    work()
    assert (state(sealed), state(forged)) == (("0.90", True), ("0.80", True))


def test_what_waits_for_its_grade_gets_its_lateness_alone(teacher: User, unit: Unit, told: list[Submission]) -> None:
    waiting = graded(unit, NOON + DAY, state="waiting")
    Submission.objects.update(score=None, kept_score=None)
    write(teacher, unit, due_at=NOON + timedelta(hours=1))
    work()
    waiting.refresh_from_db()
    assert (waiting.is_late, waiting.kept_score, told) == (True, None, [])
