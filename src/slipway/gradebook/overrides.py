"""A teacher's word in the place of what a student earned, with a reason; and taken back."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, Named, audit
from slipway.content.models import Unit
from slipway.gradebook.models import Grade
from slipway.orgs.models import User
from slipway.submissions.rules import SCORE_STEP


@dataclass(frozen=True, slots=True, kw_only=True)
class Override:
    """What a teacher gives: `points` of the unit's own, why, and whether the student is shown why."""

    points: Decimal
    reason: str
    is_shown: bool


def override_grade(*, actor: Named, unit: Unit, user: User, given: Override) -> Grade:
    """Let `given` count, whatever was earned or will be. `given.points` are 0 to the unit's, which are more than 0."""
    with transaction.atomic():
        grade, _ = Grade.objects.select_for_update().get_or_create(unit=unit, user=user)
        before = grade.score
        grade.override = (given.points / unit.points).quantize(SCORE_STEP, ROUND_HALF_UP)
        grade.override_reason, grade.override_shown = given.reason, given.is_shown
        grade.override_by_id, grade.override_by_name = actor.pk, str(actor)
        grade.override_at = timezone.now()
        grade.settle()
        _note(actor, AuditAction.GRADE_OVERRIDE, grade, before, given.reason)
    return grade


def take_back_override(*, actor: Named, unit: Unit, user: User) -> None:
    """Let count again what was earned. Nothing where no override stands."""
    with transaction.atomic():
        grade = Grade.objects.select_for_update().filter(unit=unit, user=user, override__isnull=False).first()
        if grade is None:
            return
        before, reason = grade.score, grade.override_reason
        clear_override(grade)
        grade.settle()
        _note(actor, AuditAction.GRADE_OVERRIDE_REMOVE, grade, before, reason)


def students_with_override(unit: Unit, users: Collection[UUID]) -> set[UUID]:
    """Which of these students have an override in the unit; one statement, none without students."""
    overridden = Grade.objects.filter(unit=unit, user__in=users, override__isnull=False)
    return set(overridden.values_list("user", flat=True)) if users else set()


def clear_override(grade: Grade) -> None:
    """Let the row say nothing of an override; `grade.settle` keeps it."""
    grade.override, grade.override_at, grade.override_by = None, None, None
    grade.override_reason, grade.override_by_name, grade.override_shown = "", "", False


def _note(actor: Named, action: AuditAction, grade: Grade, before: Decimal | None, reason: str) -> None:
    unit = grade.unit
    audit(
        actor,
        action,
        grade,
        organization_id=unit.classroom.organization_id,
        unit=unit.title,
        student=grade.user,
        before="" if before is None else before,
        after="" if grade.score is None else grade.score,
        reason=reason,
    )
