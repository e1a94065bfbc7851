"""The order of modules in a class and of units in a module: moved one by one, or all put into an order at once."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from slipway.audit.trail import AuditAction, audit
from slipway.content.models import Classroom, Module, Unit
from slipway.content.querysets import ModuleQuerySet, UnitQuerySet
from slipway.content.rows import set_values
from slipway.orgs.models import User


@dataclass(frozen=True)
class Ordered:
    """A module, and the units in it, in order."""

    module_id: UUID
    unit_ids: Sequence[UUID]


class OutdatedOrderError(Exception):
    """The order names other modules or units than the class shows now."""


def after_last(rows: ModuleQuerySet | UnitQuerySet) -> int:
    """The position of one more behind all of `rows`."""
    last = rows.aggregate(last=Max("position"))["last"]
    return 0 if last is None else last + 1


def move_up(*, actor: User, row: Module | Unit) -> None:
    """Change places with the one before; the first one stays."""
    _move(actor, row, -1)


def move_down(*, actor: User, row: Module | Unit) -> None:
    """Change places with the one after; the last one stays."""
    _move(actor, row, 1)


def move_to(*, actor: User, unit: Unit, module: Module) -> None:
    """Put the unit at the end of another module of its class. Its id stays, and with it links and work."""
    with transaction.atomic():
        Classroom.objects.select_for_update().get(pk=unit.classroom_id)
        unit.module, unit.position = module, after_last(Unit.objects.filter(module=module))
        unit.save(update_fields=["module", "position"])
        audit(actor, AuditAction.UNIT_MOVE, unit, organization_id=unit.classroom.organization_id, module=module)


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
        modules = {row.pk: row for row in Module.objects.of(classroom).shown()}
        shown = Unit.objects.of(classroom).shown()
        units = {row.pk: row for row in shown.only("id", "module_id", "position")}
        _check(order, modules, units)
        moved_modules = list(_moved_modules(order, modules))
        moved_units = list(_moved_units(order, units))
        Module.objects.bulk_update(moved_modules, ["position"])
        Unit.objects.bulk_update(moved_units, ["position", "module"])
        if moved_modules or moved_units:
            counts = {"modules": len(moved_modules), "units": len(moved_units)}
            audit(actor, AuditAction.CLASS_ORDER, classroom, organization_id=classroom.organization_id, **counts)


def _move(actor: User, row: Module | Unit, by: int) -> None:
    with transaction.atomic():
        Classroom.objects.select_for_update().get(pk=row.classroom_id)
        beside = _beside(row)
        places = dict(beside.values_list("pk", "position"))
        here = list(places).index(row.pk) if row.pk in places else -1
        there = here + by
        if here < 0 or not 0 <= there < len(places):
            return
        keys = list(places)
        keys[here], keys[there] = keys[there], keys[here]
        _number(beside, keys, places)
        action = AuditAction.UNIT_MOVE if isinstance(row, Unit) else AuditAction.MODULE_MOVE
        audit(actor, action, row, organization_id=row.classroom.organization_id, place=there + 1)


def _beside(row: Module | Unit) -> ModuleQuerySet | UnitQuerySet:
    """Those that stand beside the row and it, in order; withdrawn ones have no place."""
    if isinstance(row, Module):
        return Module.objects.of(row.classroom_id).shown().in_order()
    return Unit.objects.filter(module=row.module_id, withdrawn_at=None).in_order_of_module()


def _number(rows: ModuleQuerySet | UnitQuerySet, keys: Iterable[UUID], places: Mapping[UUID, int]) -> None:
    """Write the places down, where they are new: earlier ones may have been equal, or have had gaps."""
    for place, key in enumerate(keys):
        if places[key] != place:
            rows.filter(pk=key).update(position=place)


def _check(order: Sequence[Ordered], modules: dict[UUID, Module], units: dict[UUID, Unit]) -> None:
    named_units = [unit_id for entry in order for unit_id in entry.unit_ids]
    if sorted(entry.module_id for entry in order) != sorted(modules) or sorted(named_units) != sorted(units):
        raise OutdatedOrderError


def _moved_modules(order: Sequence[Ordered], modules: dict[UUID, Module]) -> Iterator[Module]:
    for position, entry in enumerate(order):
        if set_values(modules[entry.module_id], {"position": position}):
            yield modules[entry.module_id]


def _moved_units(order: Sequence[Ordered], units: dict[UUID, Unit]) -> Iterator[Unit]:
    for entry in order:
        for position, unit_id in enumerate(entry.unit_ids):
            if set_values(units[unit_id], {"module_id": entry.module_id, "position": position}):
                yield units[unit_id]
