"""The units of a class in the order in which one works through them, as far as a visitor may see them."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import QuerySet, UUIDField

from slipway.classes.roles import ClassRole
from slipway.content.models import Unit
from slipway.statements.given import Given
from slipway.statements.select import SelectRows
from slipway.workspaces.opening import SEE_DRAFTS


@dataclass(frozen=True)
class Step:
    """A unit as the one before or after another names it."""

    id: UUID
    title: str


def units_for(role: ClassRole, classroom_id: UUID | Given) -> QuerySet[Unit]:
    """The class's units in order, without their guides: all, or those that students see."""
    units = Unit.objects.of(classroom_id)
    seen = units.filter(module__withdrawn_at=None) if role in SEE_DRAFTS else units.shown().published()
    return seen.select_related("module").without_guides().defer("exercise").in_order()


def steps_beside(role: ClassRole, unit: Unit) -> tuple[Step | None, Step | None]:
    """The units before and after `unit`, as far as the visitor may see them."""
    steps = _steps(sees_drafts=role in SEE_DRAFTS).all(class_id=unit.classroom_id)
    return neighbours(steps, unit.id)


@cache
def _steps(*, sees_drafts: bool) -> SelectRows[Step]:
    role = ClassRole.TEACHER if sees_drafts else ClassRole.STUDENT
    return SelectRows(Step, lambda: units_for(role, Given("class_id", UUIDField())).values_list("id", "title"))


def neighbours(steps: Sequence[Step], unit_id: UUID) -> tuple[Step | None, Step | None]:
    """The steps before and after a unit; none for a unit that is not among them."""
    places = [place for place, step in enumerate(steps) if step.id == unit_id]
    if not places:
        return None, None
    before, after = places[0] - 1, places[0] + 1
    return steps[before] if before >= 0 else None, steps[after] if after < len(steps) else None
