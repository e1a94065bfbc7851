"""The tree that a picker offers, as values: class → module → unit."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID

from slipway.content.models import LinksOpen
from slipway.picker.ties import Tie


class PickerUnit(NamedTuple):
    """A unit's columns; hundreds of them are read, so no model instances."""

    id: UUID
    classroom_id: UUID
    module_id: UUID
    module_title: str
    title: str
    points: Decimal
    published: bool


@dataclass(frozen=True, slots=True)
class OfferedModule:
    """A module: how many units it offers, what points they have, and the units in order, or none while they wait."""

    id: UUID
    title: str
    count: int
    points: frozenset[Decimal]
    units: Sequence[PickerUnit] = ()


@dataclass(frozen=True, slots=True)
class OfferedClass:
    """A class with its modules in order, as far as they were read, and why it is listed."""

    id: UUID
    title: str
    tie: Tie
    links_open: str = LinksOpen.WINDOW
    modules: Sequence[OfferedModule] = ()

    @property
    def count(self) -> int:
        """How many units it offers."""
        return sum(module.count for module in self.modules)

    def units(self) -> Iterator[PickerUnit]:
        """All its units in the class's order."""
        return (unit for module in self.modules for unit in module.units)


@dataclass(frozen=True, slots=True)
class Offer:
    """What may be picked now, and the titles of the course's classes that this person alone may not pick from."""

    classes: list[OfferedClass]
    taken_away: list[str]


@dataclass(frozen=True, slots=True)
class OfferedTree:
    """Classes with their modules: `whole`, or with modules that are counted, whose units wait to be asked for."""

    classes: list[OfferedClass]
    whole: bool

    @property
    def points(self) -> set[Decimal]:
        """All points that its units have."""
        return set().union(*(module.points for room in self.classes for module in room.modules))
