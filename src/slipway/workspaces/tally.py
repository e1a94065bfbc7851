"""How far a class is: what its teachers see. Test students are left out."""

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count

from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.workspaces.models import Workspace


@dataclass(frozen=True)
class UnitCounts:
    """How many students have started a unit, and how many of those have completed it."""

    started: int = 0
    completed: int = 0


def student_count(classroom_id: UUID) -> int:
    """How many students the class has."""
    return Enrolment.objects.filter(
        classroom_id=classroom_id, role=ClassRole.STUDENT, active=True, is_test=False
    ).count()


def unit_tallies(classroom_id: UUID) -> Mapping[UUID, UnitCounts]:
    """The tally of every unit of the class that a student has started."""
    rows = (
        Workspace.objects.filter(
            unit__classroom_id=classroom_id,
            user__enrolments__classroom_id=classroom_id,
            user__enrolments__role=ClassRole.STUDENT,
            user__enrolments__active=True,
            user__enrolments__is_test=False,
        )
        .values("unit_id")
        .annotate(started=Count("pk"), completed=Count("completed_at"))
    )
    return {row["unit_id"]: UnitCounts(row["started"], row["completed"]) for row in rows}
