"""The order of a whole class at once, as it was put by dragging or by keys."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.content.models import Classroom, Module, Unit
from slipway.orgs.models import User


@dataclass(frozen=True)
class Ordered:
    """A module, and the units in it, in order."""

    module_id: UUID
    unit_ids: Sequence[UUID]


class OutdatedOrderError(Exception):
    """The order names other modules or units than the class shows now."""


def read_order(text: str) -> list[Ordered]:
    """Read a line for each module: its id, then its units' ids, with spaces between. Raises ValueError."""
    lines = [[UUID(word) for word in line.split()] for line in text.splitlines() if line.strip()]
    return [Ordered(module_id, unit_ids) for module_id, *unit_ids in lines]


def set_order(*, actor: User, classroom: Classroom, order: Sequence[Ordered]) -> None:
    """Put the class's modules and units into this order; a unit may go to another module, and keeps its id.

    Raises OutdatedOrderError, with nothing changed, when `order` is not of exactly what the class shows.
    """
    with transaction.atomic():
        Classroom.objects.select_for_update().get(pk=classroom.pk)
        modules = {row.pk: row for row in Module.objects.filter(classroom=classroom, withdrawn_at=None)}
        units = {row.pk: row for row in _units(modules)}
        _check(order, modules, units)
        moved_modules = list(_moved_modules(order, modules))
        moved_units = list(_moved_units(order, units))
        Module.objects.bulk_update(moved_modules, ["position"])
        Unit.objects.bulk_update(moved_units, ["position", "module"])
        if moved_modules or moved_units:
            counts = {"modules": len(moved_modules), "units": len(moved_units)}
            audit(actor, AuditAction.CLASS_ORDER, classroom, organization_id=classroom.organization_id, **counts)


def _units(modules: dict[UUID, Module]) -> Iterator[Unit]:
    rows = Unit.objects.filter(module__in=modules, withdrawn_at=None)
    yield from rows.only("id", "module_id", "position")


def _check(order: Sequence[Ordered], modules: dict[UUID, Module], units: dict[UUID, Unit]) -> None:
    named_units = [unit_id for entry in order for unit_id in entry.unit_ids]
    if sorted(entry.module_id for entry in order) != sorted(modules) or sorted(named_units) != sorted(units):
        raise OutdatedOrderError


def _moved_modules(order: Sequence[Ordered], modules: dict[UUID, Module]) -> Iterator[Module]:
    for position, entry in enumerate(order):
        row = modules[entry.module_id]
        if row.position != position:
            row.position = position
            yield row


def _moved_units(order: Sequence[Ordered], units: dict[UUID, Unit]) -> Iterator[Unit]:
    for entry in order:
        for position, unit_id in enumerate(entry.unit_ids):
            row = units[unit_id]
            if (row.module_id, row.position) != (entry.module_id, position):
                row.module_id, row.position = entry.module_id, position
                yield row
