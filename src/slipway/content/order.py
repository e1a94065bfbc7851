"""The order of modules in a class, and of units in a module."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from django.db import transaction
from django.db.models import Max, QuerySet

from slipway.audit.trail import AuditAction, audit
from slipway.content.models import Classroom, Module, Unit
from slipway.orgs.models import User


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
        last = Unit.objects.filter(module=module).aggregate(last=Max("position"))["last"]
        unit.module, unit.position = module, 0 if last is None else last + 1
        unit.save(update_fields=["module", "position"])
        audit(actor, AuditAction.UNIT_MOVE, unit, organization_id=unit.classroom.organization_id, module=module)


def _move(actor: User, row: Module | Unit, by: int) -> None:
    with transaction.atomic():
        Classroom.objects.select_for_update().get(pk=row.classroom_id)
        places = _in_order(row)
        here = list(places).index(row.pk) if row.pk in places else -1
        there = here + by
        if here < 0 or not 0 <= there < len(places):
            return
        keys = list(places)
        keys[here], keys[there] = keys[there], keys[here]
        _number(row, keys, places)
        action = AuditAction.UNIT_MOVE if isinstance(row, Unit) else AuditAction.MODULE_MOVE
        audit(actor, action, row, organization_id=row.classroom.organization_id, place=there + 1)


def _in_order(row: Module | Unit) -> dict[UUID, int]:
    """Those that stand beside the row, in order, with their positions; withdrawn ones have no place."""
    beside: QuerySet[Module] | QuerySet[Unit]
    if isinstance(row, Module):
        beside = Module.objects.filter(classroom=row.classroom_id, withdrawn_at=None)
    else:
        beside = Unit.objects.filter(module=row.module_id, withdrawn_at=None)
    return dict(beside.order_by("position", "title", "id").values_list("pk", "position"))


def _number(row: Module | Unit, keys: Iterable[UUID], places: Mapping[UUID, int]) -> None:
    """Write the places down, where they are new: earlier ones may have been equal, or have had gaps."""
    for place, key in enumerate(keys):
        if places[key] != place:
            type(row).objects.filter(pk=key).update(position=place)
