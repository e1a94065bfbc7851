"""A class's modules and units as its teachers see them, withdrawn ones too."""

from dataclasses import dataclass, field

from slipway.content.models import Classroom, Module, Unit


@dataclass
class ModuleRow:
    """A module with its units in order; withdrawn ones stand apart."""

    module: Module
    units: list[Unit] = field(default_factory=list)
    withdrawn: list[Unit] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """The modules that the class shows, in order, and those that were withdrawn."""

    shown: list[ModuleRow]
    withdrawn: list[ModuleRow]


def outline(classroom: Classroom) -> Outline:
    """All modules and units of the class, two statements."""
    rows = {module.pk: ModuleRow(module) for module in Module.objects.of(classroom).in_order()}
    for unit in Unit.objects.of(classroom).in_order_of_module().without_guides():
        row = rows[unit.module_id]
        (row.withdrawn if unit.withdrawn_at else row.units).append(unit)
    gone = [row for row in rows.values() if row.module.withdrawn_at]
    return Outline([row for row in rows.values() if not row.module.withdrawn_at], gone)
