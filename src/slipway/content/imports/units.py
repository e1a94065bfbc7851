"""The units of a class, made to be those of its folder: read once, written in bulk."""

from collections import Counter
from collections.abc import Container, Iterable, Sequence
from uuid import UUID

from slipway.content.dates_changed import dates_changed, dates_differ
from slipway.content.folder import FolderUnit
from slipway.content.imports.gone import give_up_slugs, withdraw_rows
from slipway.content.imports.matching import match
from slipway.content.imports.words import ChangeLines, order_words, unit_words
from slipway.content.models import Classroom, Module, Unit
from slipway.content.rows import save_all, set_values
from slipway.content.unit import UNIT_FIELDS
from slipway.words import text


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
    changed = list(withdraw_rows([row for row in found.gone if row.module_id not in hidden], words.of_unit))
    rows: list[Unit] = []
    places: Counter[UUID] = Counter()
    dated: list[UUID] = []  # units that get other dates
    for (item, row), (_same, module) in zip(found.pairs, wanted, strict=True):
        words.of_unit(item.slug, unit_words(row, item, module) if row else [text("added")])
        rows.append(row or Unit(classroom=classroom))
        if row and dates_differ(row, item):
            dated.append(row.pk)
        place = {"slug": item.slug, "module_id": module.pk, "position": places[module.pk], "withdrawn_at": None}
        if set_values(rows[-1], {**place, **item.values()}):
            (changed if row else new).append(rows[-1])
        places[module.pk] += 1
    Unit.objects.bulk_create(new)
    save_all(changed, ["slug", "position", "withdrawn_at", "module", *UNIT_FIELDS])
    dates_changed(dated)
    return rows


def _tell_order(pairs: Iterable[tuple[Unit | None, Module]], words: ChangeLines) -> None:
    stayed: dict[str, list[Unit]] = {}
    for row, module in pairs:
        if row and row.module_id == module.pk and not row.withdrawn_at:
            stayed.setdefault(module.slug, []).append(row)
    for slug, rows in stayed.items():
        words.of_module(slug, order_words(rows))
