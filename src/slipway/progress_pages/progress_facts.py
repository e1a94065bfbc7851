"""What is known of some students in some units: as many statements however many they are."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from slipway.content.models import Unit
from slipway.gradebook.models import Grade
from slipway.progress_pages.states import WorkFacts
from slipway.submissions.models import Extension, Submission
from slipway.submissions.rules import Dates, extended
from slipway.workspaces.models import Workspace

Place = tuple[UUID, UUID]  # of a user and a unit


@dataclass(frozen=True, slots=True)
class ClassFacts:
    """Facts by user and unit. `begun` tells whether the unit is completed, `newest` the newest submission's state,
    `grades` the score with whether it came late and whether a teacher gave it.
    """

    begun: dict[Place, bool] = field(default_factory=dict)
    newest: dict[Place, str] = field(default_factory=dict)
    grades: dict[Place, tuple[Decimal | None, bool, bool]] = field(default_factory=dict)
    due: dict[Place, datetime | None] = field(default_factory=dict)  # of those who have another than the unit's

    def of(self, user_id: UUID, unit: Unit, now: datetime) -> WorkFacts:
        """What the state of the student's work hangs on."""
        place = (user_id, unit.pk)
        due = self.due.get(place, unit.due_at)
        return WorkFacts(
            is_begun=place in self.begun,
            is_completed=self.begun.get(place, False),
            newest=self.newest.get(place, ""),
            came_late=place in self.grades and self.grades[place][1],
            is_overdue=due is not None and due < now,
        )


def facts_of(users: Iterable[UUID], units: Sequence[Unit]) -> ClassFacts:
    """Four statements."""
    ids = list(users)

    def rows(model: Any, *columns: str) -> Iterable[tuple[Any, ...]]:
        there = model.objects.filter(unit__in=[unit.pk for unit in units], user__in=ids).order_by()
        return there.values_list("user_id", "unit_id", *columns)

    facts, by_id = ClassFacts(), {unit.pk: unit for unit in units}
    for user_id, unit_id, completed_at in rows(Workspace, "completed_at"):
        facts.begun[user_id, unit_id] = completed_at is not None
    for user_id, unit_id, score, is_late, override in rows(Grade, "score", "is_late", "override"):
        facts.grades[user_id, unit_id] = (score, is_late, override is not None)
    numbers: dict[Place, int] = {}
    for user_id, unit_id, number, state in rows(Submission, "number", "state"):
        if number > numbers.get((user_id, unit_id), 0):
            numbers[user_id, unit_id] = number
            facts.newest[user_id, unit_id] = state
    for user_id, unit_id, due_at, until_at in rows(Extension, "due_at", "until_at"):
        facts.due[user_id, unit_id] = _due(by_id[unit_id], Dates(due=due_at, until=until_at))
    return facts


def _due(unit: Unit, extension: Dates) -> datetime | None:
    return extended(Dates(due=unit.due_at, until=unit.until_at), extension).due
