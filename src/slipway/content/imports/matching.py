"""Which module or unit of a class folder is which one here. Nothing is read or written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from slipway.content.folder import FolderModule, FolderUnit
from slipway.content.models import Module, Unit

Item = TypeVar("Item", FolderModule, FolderUnit)
Row = TypeVar("Row", Module, Unit)


@dataclass(frozen=True)
class Matching(Generic[Item, Row]):
    """`pairs` in the folder's order, None where a row is to be made; `gone` are the rows that the folder no longer
    has. `displaced` are those of them whose slug is given to another: theirs must change first."""

    pairs: Sequence[tuple[Item, Row | None]]
    gone: Sequence[Row]
    displaced: Sequence[Row]


def match(wanted: Iterable[Item], held: Iterable[Row]) -> Matching[Item, Row]:
    """Match by slug, then by the slug that one had before. A renamed row stays the same row: its links work on."""
    rows = {row.slug: row for row in held}
    pairs = [(item, _row(item, rows)) for item in wanted]
    taken = {row.slug for _, row in pairs if row}
    gone = [row for slug, row in rows.items() if slug not in taken]
    renamed = {item.slug for item, row in pairs if row and row.slug != item.slug}
    return Matching(pairs, gone, [row for row in gone if row.slug in renamed])


def _row(item: FolderModule | FolderUnit, rows: dict[str, Row]) -> Row | None:
    named = rows.get(item.slug)
    before = rows.get(item.was) if item.was else None
    # A renamed row goes before a withdrawn one that has its new slug.
    if named and before and named.withdrawn_at and not before.withdrawn_at:
        return before
    return named or before
