"""The units of a class, made to be those of its folder: read once, written in bulk."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from uuid import UUID

from slipway.content.folder import FolderUnit
from slipway.content.imports.gone import give_up_slugs, set_values, withdraw, write
from slipway.content.imports.matching import match
from slipway.content.imports.words import ChangeLines, order_words, unit_words
from slipway.content.models import Classroom, Module, Unit
from slipway.content.unit import UNIT_FIELDS
from slipway.words import text

FIELDS = ["slug", "position", "withdrawn_at", "module", *UNIT_FIELDS]


def sync_units(
    classroom: Classroom, wanted: Sequence[tuple[FolderUnit, Module]], words: ChangeLines, *, hidden: Container[UUID]
) -> list[Unit]:
    """The class's unit for each of `wanted`, which come with their modules, in order.

    Units of modules that were `hidden` already stay as they are: they come back with their module.
    """
    held = list(Unit.objects.filter(classroom=classroom))
    found = match([item for item, _module in wanted], held)
    give_up_slugs(found, [row.slug for row in held])
    _tell_order(zip((row for _item, row in found.pairs), (module for _item, module in wanted), strict=True), words)
    new: list[Unit] = []
    changed = list(withdraw([row for row in found.gone if row.module_id not in hidden], words.of_unit))
    rows: list[Unit] = []
    places: Counter[UUID] = Counter()
    for (item, row), (_same, module) in zip(found.pairs, wanted, strict=True):
        words.of_unit(item.slug, unit_words(row, item, module) if row else [text("added")])
        rows.append(row or Unit(classroom=classroom))
        if _take(rows[-1], item, module, places[module.pk]):
            (changed if row else new).append(rows[-1])
        places[module.pk] += 1
    Unit.objects.bulk_create(new)
    write(changed, FIELDS)
    return rows


def _take(row: Unit, item: FolderUnit, module: Module, position: int) -> bool:
    """Make the row say what the folder says; whether it said something else."""
    place = {"slug": item.slug, "module_id": module.pk, "position": position, "withdrawn_at": None}
    return set_values(row, {**place, **item.values()})


def _tell_order(pairs: Iterable[tuple[Unit | None, Module]], words: ChangeLines) -> None:
    stayed: dict[str, list[Unit]] = {}
    for row, module in pairs:
        if row and row.module_id == module.pk and not row.withdrawn_at:
            stayed.setdefault(module.slug, []).append(row)
    for slug, rows in stayed.items():
        words.of_module(slug, order_words(rows))
