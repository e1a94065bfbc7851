"""What lateness takes of the submissions of a unit, by the dates, extensions and penalty that hold now."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from slipway.content.models import Unit
from slipway.submissions.models import Extension
from slipway.submissions.rules import Dates, LatePenalty, extended, kept_score, penalty_of_unit, penalty_share


@dataclass(frozen=True, slots=True, kw_only=True)
class Lateness:
    """The dates of a unit, those of students who were given other ones, by their ids, and what lateness costs."""

    dates: Dates
    penalty: LatePenalty
    extensions: Mapping[UUID, Dates]

    def dates_for(self, user_id: UUID) -> Dates:
        """The dates that hold for a student."""
        return extended(self.dates, self.extensions.get(user_id))

    def is_late(self, user_id: UUID, at: datetime) -> bool:
        """Whether what counts as handed in `at` came after the student's due time."""
        due = self.dates_for(user_id).due
        return due is not None and at > due

    def kept(self, score: Decimal, user_id: UUID, at: datetime) -> Decimal:
        """What is left of the score of a submission that counts as handed in `at`."""
        return kept_score(score, penalty_share(self.penalty, self.dates_for(user_id).due, at))


def unit_dates(unit: Unit) -> Dates:
    """The unit's own dates, which hold for all who were given no others."""
    return Dates(available=unit.available_from, due=unit.due_at, until=unit.until_at)


def late_penalty(unit: Unit) -> LatePenalty:
    """What lateness takes in the unit: its own penalty, or its class's."""
    of_class = LatePenalty(per_day=unit.classroom.late_per_day, most=unit.classroom.late_most)
    own = unit.exercise
    return penalty_of_unit(of_class, per_day=own and own.late_per_day, most=own and own.late_most)


def lateness_in(unit: Unit, user_id: UUID | None = None) -> Lateness:
    """For all students of the unit, or for one: one statement, and one more where the unit's class was not read."""
    given = Extension.objects.filter(unit=unit, **({} if user_id is None else {"user": user_id}))
    return Lateness(
        dates=unit_dates(unit),
        penalty=late_penalty(unit),
        extensions={row.user_id: Dates(due=row.due_at, until=row.until_at) for row in given},
    )
