"""Other dates for one student: given, changed and taken back by a teacher. What was handed in is counted anew."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.submissions.models import Extension
from slipway.submissions.recounting import recount_student


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherDates:
    """A student's own dates, aware; None: the unit's."""

    due_at: datetime | None = None
    until_at: datetime | None = None


def give_extension(*, actor: User, unit: Unit, student: User, dates: OtherDates) -> int:
    """Give the student these dates in the unit, in the place of those they had. How many submissions it changed."""
    with transaction.atomic():
        values = {"due_at": dates.due_at, "until_at": dates.until_at}
        Extension.objects.update_or_create(unit=unit, user=student, defaults=values)
        changed = recount_student(unit, student.pk)
        _audit(actor, AuditAction.EXTENSION_GIVE, unit, student=student.pk, **values, submissions=changed)
    return changed


def remove_extension(*, actor: User, extension: Extension) -> int:
    """Let the unit's own dates hold for the student again. How many submissions it changed."""
    unit, student_id = extension.unit, extension.user_id
    with transaction.atomic():
        Extension.objects.filter(pk=extension.pk).delete()
        changed = recount_student(unit, student_id)
        _audit(actor, AuditAction.EXTENSION_REMOVE, unit, student=student_id, submissions=changed)
    return changed


def _audit(actor: User, action: AuditAction, unit: Unit, **details: object) -> None:
    audit(actor, action, unit, organization_id=unit.classroom.organization_id, **details)
