"""The picker's tree as its page shows it."""

from collections.abc import Collection
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from uuid import UUID

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from slipway.picker.ties import Tie
from slipway.picker.tree import OfferedClass, OfferedModule

OPEN_AT_ONCE = 40  # units of a class that are shown together; a larger one opens at its first module

WHY: dict[Tie, tuple[str, str | Promise]] = {
    Tie.NAMED: ("success", gettext_lazy("This course's class")),
    Tie.CONNECTED: ("info", gettext_lazy("Connected to this course")),
    Tie.TAUGHT: ("neutral", gettext_lazy("You teach it")),
    Tie.ASKS: ("warn", gettext_lazy("Its teachers are asked to let this course in")),
}


@dataclass(frozen=True, slots=True)
class UnitLine:
    """One input of the form."""

    id: UUID
    title: str
    points: str
    draft: bool
    placed: bool
    ticked: bool


@dataclass(frozen=True, slots=True)
class ModuleBranch:
    """A module, and whether it shows its units at once."""

    title: str
    lines: list[UnitLine]
    is_open: bool


@dataclass(frozen=True, slots=True)
class ClassBranch:
    """A class, why it is listed (tone and words of a pill), and whether it shows its modules at once."""

    title: str
    tone: str
    why: str | Promise
    size: str
    modules: list[ModuleBranch]
    is_open: bool


def branches(offered: list[OfferedClass], *, placed: Collection[UUID], ticked: Collection[UUID]) -> list[ClassBranch]:
    """The whole tree. The first class is open, and so is everything that holds a ticked unit."""
    points = cache(points_text)

    def lines(module: OfferedModule) -> list[UnitLine]:
        return [
            UnitLine(unit.id, unit.title, points(unit.points), not unit.published, unit.id in placed, unit.id in ticked)
            for unit in module.units
        ]

    return [_branch(room, [lines(module) for module in room.modules], first=room is offered[0]) for room in offered]


def _branch(room: OfferedClass, lines: list[list[UnitLine]], *, first: bool) -> ClassBranch:
    count = sum(map(len, lines))
    modules = [
        ModuleBranch(module.title, own, count <= OPEN_AT_ONCE or place == 0 or any(line.ticked for line in own))
        for place, (module, own) in enumerate(zip(room.modules, lines, strict=True))
    ]
    tone, why = WHY[room.tie]
    return ClassBranch(
        title=room.title,
        tone=tone,
        why=why,
        size=_units_text(count),
        modules=modules,
        is_open=first or any(line.ticked for own in lines for line in own),
    )


def points_text(points: Decimal) -> str:
    """`points` in words, without zeros that say nothing; '' for a unit that is not graded."""
    if not points:
        return ""
    plain = f"{points:f}"
    shown = plain.rstrip("0").rstrip(".") if "." in plain else plain
    text = ngettext("%(points)s point", "%(points)s points", 1 if shown == "1" else 2)
    return text % {"points": number_format(Decimal(shown))}


def _units_text(count: int) -> str:
    return ngettext("%(count)s unit", "%(count)s units", count) % {"count": count} if count else _("no units")
