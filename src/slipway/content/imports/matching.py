"""Which module or unit of a class folder is which one here. Nothing is read or written."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

from slipway.content.models import Module, Unit


class FolderItem(Protocol):
    """A module or unit of a folder."""

    @property
    def slug(self) -> str: ...
    @property
    def was(self) -> str | None: ...


W = TypeVar("W", bound=FolderItem)
H = TypeVar("H", Module, Unit)


@dataclass(frozen=True)
class Matching(Generic[W, H]):
    """`pairs` in the folder's order, None where a row is to be made; `gone` are the rows that the folder no longer
    has. `displaced` are those of them whose slug is given to another: theirs must change first."""

    pairs: Sequence[tuple[W, H | None]]
    gone: Sequence[H]
    displaced: Sequence[H]


def match(wanted: Iterable[W], held: Iterable[H]) -> Matching[W, H]:
    """Match by slug, then by the slug that one had before. A renamed row is the same row: links to it go on."""
    rows = {row.slug: row for row in held}
    pairs = [(item, _row(item, rows)) for item in wanted]
    taken = {row.slug for _, row in pairs if row}
    gone = [row for slug, row in rows.items() if slug not in taken]
    renamed = {item.slug for item, row in pairs if row and row.slug != item.slug}
    return Matching(pairs, gone, [row for row in gone if row.slug in renamed])


def _row(item: FolderItem, rows: dict[str, H]) -> H | None:
    named = rows.get(item.slug)
    before = rows.get(item.was) if item.was else None
    # A withdrawn one of the new name has no claim against a living one that is renamed to it.
    if named and before and named.withdrawn_at and not before.withdrawn_at:
        return before
    return named or before
