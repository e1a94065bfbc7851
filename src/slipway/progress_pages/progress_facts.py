"""What is known of some students in some units: as many statements however many they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any, NamedTuple
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from slipway.content.models import Unit
from slipway.gradebook.models import Grade
from slipway.progress_pages.states import WorkFacts
from slipway.submissions.models import Extension, Submission
from slipway.submissions.rules import Dates, extended
from slipway.workspaces.models import Workspace

GRADED = Submission.State.GRADED.value
Place = tuple[UUID, UUID]  # of a user and a unit


class KnownGrade(NamedTuple):
    """What counts of a student's work in a unit, as `Grade` has it."""

    score: Decimal | None
    source: str
    is_late: bool
    graded: int


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """Facts by user and unit. `begun` tells whether the unit is completed, `newest` the state of a newest
    submission that is not graded.
    """

    begun: dict[Place, bool] = field(default_factory=dict)
    newest: dict[Place, str] = field(default_factory=dict)
    grades: dict[Place, KnownGrade] = field(default_factory=dict)
    due: dict[Place, datetime | None] = field(default_factory=dict)  # of those who have another than the unit's

    def of(self, user_id: UUID, unit: Unit, now: datetime) -> WorkFacts:
        """What the state of the student's work hangs on."""
        place = (user_id, unit.pk)
        grade = self.grades.get(place)
        due = self.due.get(place, unit.due_at)
        return WorkFacts(
            is_begun=place in self.begun,
            is_completed=self.begun.get(place, False),
            newest=self.newest.get(place, GRADED if grade and grade.graded else ""),
            came_late=bool(grade and grade.is_late),
            is_overdue=due is not None and due < now,
        )


def facts_of(users: Iterable[UUID], units: Sequence[Unit]) -> ClassFacts:
    """Four statements."""
    ids = list(users)

    def rows(all_rows: Any, *columns: str) -> Iterable[tuple[Any, ...]]:
        there = all_rows.filter(unit__in=[unit.pk for unit in units], user__in=ids).order_by()
        found: Iterable[tuple[Any, ...]] = there.values_list("user_id", "unit_id", *columns)
        return found

    facts, by_id = ClassFacts(), {unit.pk: unit for unit in units}
    for user_id, unit_id, completed_at in rows(Workspace.objects, "completed_at"):
        facts.begun[user_id, unit_id] = completed_at is not None
    for user_id, unit_id, *known in rows(Grade.objects, "score", "source", "is_late", "graded"):
        facts.grades[user_id, unit_id] = KnownGrade(*known)
    for user_id, unit_id, state in rows(_newest_ungraded(), "state"):
        facts.newest[user_id, unit_id] = state
    for user_id, unit_id, due_at, until_at in rows(Extension.objects, "due_at", "until_at"):
        facts.due[user_id, unit_id] = _due(by_id[unit_id], Dates(due=due_at, until=until_at))
    return facts


def _newest_ungraded() -> QuerySet[Submission]:
    """Submissions without a grade after which nothing was handed in: few, whatever a class has handed in."""
    newer = Submission.objects.filter(unit=OuterRef("unit"), user=OuterRef("user"), number__gt=OuterRef("number"))
    return Submission.objects.exclude(state=GRADED).exclude(Exists(newer))


def _due(unit: Unit, extension: Dates) -> datetime | None:
    return extended(Dates(due=unit.due_at, until=unit.until_at), extension).due
