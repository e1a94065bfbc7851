"""Search in an offer whose page does not hold its units. What is found for which words is a decision over values."""

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple
from uuid import UUID

from slipway.content.models import Unit
from slipway.picker.tree import OfferedClass
from slipway.picker.units import ModuleTitles, classes_with_units, module_titles

MOST_FOUND = 200  # units that one search shows
LONGEST_SEARCH = 200  # letters of what was typed that are read


class Titled(NamedTuple):
    """A unit as a search reads it, thousands at a time; they sort as their module has them."""

    position: int
    title: str
    id: UUID


@dataclass(frozen=True, slots=True)
class Found:
    """The first units that have all words, in their classes and modules, and how many have them at all."""

    classes: list[OfferedClass]
    count: int

    @property
    def shown(self) -> int:
        """How many of them there are here."""
        return sum(room.count for room in self.classes)


def found_in(classes: list[OfferedClass], text: str) -> Found:
    """The units that have every word of `text` in the titles of class, module and unit together; three statements."""
    units: dict[UUID, list[Titled]] = defaultdict(list)
    rows = Unit.objects.filter(classroom__in=[room.id for room in classes], withdrawn_at=None).order_by()
    for module, position, title, pk in rows.values_list("module_id", "position", "title", "id"):
        units[module].append(Titled(position, title, pk))
    words = plain(text[:LONGEST_SEARCH]).split()
    hits = list(matching(classes, module_titles(classes), units, words)) if words else []
    return Found(classes_with_units(classes, hits[:MOST_FOUND]), len(hits))


def matching(
    classes: Sequence[OfferedClass],
    modules: Mapping[UUID, ModuleTitles],
    units: Mapping[UUID, Iterable[Titled]],
    words: Sequence[str],
) -> Iterator[UUID]:
    """The ids of units that have all the words somewhere in their three titles, in the order of the tree."""
    for room in classes:
        beside_class = _left(words, room.title)
        for module, title in modules.get(room.id, ()):
            wanted = _left(beside_class, title)
            yield from (unit.id for unit in sorted(units.get(module, ())) if not _left(wanted, unit.title))


def _left(words: Sequence[str], title: str) -> Sequence[str]:
    """The words that are not in the title."""
    return [word for word in words if word not in plain(title)] if words else words


def plain(text: str) -> str:
    """Lower case, and without the marks on letters, as picker.js reads the titles of a page that holds all units."""
    if text.isascii():
        return text.lower()
    letters = unicodedata.normalize("NFD", text)
    return "".join(letter for letter in letters if not unicodedata.category(letter).startswith("M")).lower()
