"""Units and modules of offered classes. Every statement begins with the classes, so that it shows nothing else."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import groupby
from uuid import UUID

from django.db.models import Count, QuerySet

from slipway.content.models import Module, Unit
from slipway.picker.tree import OfferedClass, OfferedModule, OfferedTree, PickerUnit

WHOLE_UP_TO = 500  # units of an offer that one page holds; of a larger one units come when their module is opened
UNIT_COLUMNS = ("id", "classroom_id", "module_id", "module__title", "title", "points", "published")

Counts = Mapping[UUID, Mapping[Decimal, int]]  # module → points → how many units have them
ModuleTitles = Sequence[tuple[UUID, str]]


def tree_of(classes: list[OfferedClass]) -> OfferedTree:
    """The classes with all their units, or with their modules counted where that is too much for one page.

    Two statements, or three where most of the units are in withdrawn modules.
    """
    counts = _counts(classes)
    if _sum(counts) > WHOLE_UP_TO:
        outlined = _outlined(classes, counts)
        if sum(room.count for room in outlined) > WHOLE_UP_TO:
            return OfferedTree(outlined, whole=False)
    return OfferedTree(_with_units(classes, _shown(classes)), whole=True)


def classes_with_module(classes: list[OfferedClass], module_id: UUID) -> list[OfferedClass]:
    """The class of that module, with its units; none when it is not offered or holds nothing."""
    return [room for room in _with_units(classes, _shown(classes).filter(module=module_id)) if room.modules]


def classes_with_units(classes: list[OfferedClass], ids: Collection[UUID]) -> list[OfferedClass]:
    """The classes that hold units of those ids, with these alone. Ids that are not offered are left out."""
    return [room for room in _with_units(classes, _shown(classes).filter(pk__in=ids)) if room.modules]


def module_titles(classes: list[OfferedClass]) -> Mapping[UUID, ModuleTitles]:
    """The modules of each class in order."""
    titles: dict[UUID, list[tuple[UUID, str]]] = defaultdict(list)
    rows = Module.objects.filter(classroom__in=_ids(classes)).shown().in_order()
    for room, module, title in rows.values_list("classroom_id", "id", "title"):
        titles[room].append((module, title))
    return titles


def _outlined(classes: list[OfferedClass], counts: Counts) -> list[OfferedClass]:
    titles = module_titles(classes)
    return [
        replace(
            room,
            modules=[_counted(*module, own) for module in titles.get(room.id, ()) if (own := counts.get(module[0]))],
        )
        for room in classes
    ]


def _counted(module_id: UUID, title: str, counts: Mapping[Decimal, int]) -> OfferedModule:
    return OfferedModule(module_id, title, sum(counts.values()), frozenset(counts))


def _counts(classes: list[OfferedClass]) -> Counts:
    rows = Unit.objects.filter(classroom__in=_ids(classes), withdrawn_at=None).order_by()
    found: dict[UUID, dict[Decimal, int]] = defaultdict(dict)
    for module, points, count in rows.values_list("module_id", "points").annotate(count=Count("*")):
        found[module][points] = count
    return found


def _sum(counts: Counts) -> int:
    return sum(count for own in counts.values() for count in own.values())


def _shown(classes: list[OfferedClass]) -> QuerySet[Unit]:
    return Unit.objects.filter(classroom__in=_ids(classes)).shown().in_order()


def _ids(classes: list[OfferedClass]) -> list[UUID]:
    return [room.id for room in classes]


def _with_units(classes: list[OfferedClass], rows: QuerySet[Unit]) -> list[OfferedClass]:
    units = defaultdict(list)
    for row in rows.values_list(*UNIT_COLUMNS):
        unit = PickerUnit(*row)
        units[unit.classroom_id].append(unit)
    return [replace(room, modules=_modules(units[room.id])) for room in classes]


def _modules(units: Iterable[PickerUnit]) -> list[OfferedModule]:
    together = groupby(units, key=lambda unit: unit.module_id)
    return [_module(list(group)) for _, group in together]


def _module(units: list[PickerUnit]) -> OfferedModule:
    points = frozenset(unit.points for unit in units)
    return OfferedModule(units[0].module_id, units[0].module_title, len(units), points, units)
