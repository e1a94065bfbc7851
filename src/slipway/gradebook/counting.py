"""Which submission counts, kept up whenever a score comes or changes."""

from decimal import Decimal

from django.db import transaction

from slipway.content.kinds import UNIT_KINDS, Completion
from slipway.content.models import Unit
from slipway.gradebook.models import Grade
from slipway.orgs.models import User
from slipway.submissions.models import Submission
from slipway.submissions.rules import Scored, counted

FULL = Decimal(1)


def recount(*, unit: Unit, user: User) -> None:
    """Bring the grade up to all graded submissions of the person in the unit, however often it is called.

    The grade's row is locked before submissions are read: of two that are graded at once, the later sees both.
    """
    with transaction.atomic():
        graded = Submission.objects.filter(unit=unit, user=user, state=Submission.State.GRADED)
        grades = Grade.objects.select_for_update().filter(unit=unit, user=user)
        if not graded.exists() and not grades.exists():
            return
        grade, _ = Grade.objects.select_for_update().get_or_create(unit=unit, user=user)
        _count(grade, unit, list(graded.only("number", "score", "kept_score", "is_late")))


def count_again(submission: Submission) -> None:
    """The same for the person and unit of a submission whose score has come or changed, in that transaction."""
    recount(unit=submission.unit, user=submission.user)


def credit_completion(*, unit: Unit, user: User) -> None:
    """Full points for a unit that its students mark as completed; nothing for one that is graded by its tests."""
    if UNIT_KINDS[unit.kind].completed_by is not Completion.MARKED:
        return
    with transaction.atomic():
        grade, _ = Grade.objects.select_for_update().get_or_create(unit=unit, user=user)
        if grade.earned != FULL:
            grade.earned = FULL
            grade.settle()


def _count(grade: Grade, unit: Unit, graded: list[Submission]) -> None:
    settings = unit.exercise
    if settings is None:  # it was an exercise once: what was earned then stays
        return
    by_number = {row.number: row for row in graded}
    scored = [_scored(row) for row in graded]
    chosen = counted([each for each in scored if each], settings.counts)
    row = by_number[chosen.number] if chosen else None
    before = [getattr(grade, name) for name in _COUNTED]
    grade.submission = row
    grade.graded = len(graded)
    grade.is_late = bool(row and row.is_late)
    grade.earned = chosen.kept if chosen else None
    if [getattr(grade, name) for name in _COUNTED] != before:
        grade.settle()


_COUNTED = ("submission_id", "graded", "is_late", "earned")


def _scored(row: Submission) -> Scored | None:
    if row.score is None:
        return None
    kept = row.score if row.kept_score is None else row.kept_score
    return Scored(number=row.number, score=row.score, kept=kept)
