"""The picker's tree as its page shows it."""

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from uuid import UUID

from django.utils.formats import number_format
from django.utils.functional import Promise
from django.utils.html import format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from slipway.picker.ties import Tie
from slipway.picker.tree import OfferedClass, PickerUnit

WAITING = (
    '<li><details data-units="{}"><summary>'
    '<span class="name">{}</span><span class="size">{}</span></summary></details></li>'
)
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
    waiting: str = ""  # safe lines of modules whose units come when they are opened


@dataclass(frozen=True, slots=True)
class UnitMarks:
    """What is to be seen at units: which were placed before, and which are ticked."""

    placed: Collection[UUID] = ()
    ticked: Collection[UUID] = ()


def branches(offered: list[OfferedClass], marks: UnitMarks) -> list[ClassBranch]:
    """The whole tree. The first class is open, and so is everything that holds a ticked unit."""
    text = cache(points_text)
    return [
        _branch(room, [_lines(module.units, marks, text) for module in room.modules], first=room is offered[0])
        for room in offered
    ]


def outlined(offered: list[OfferedClass]) -> list[ClassBranch]:
    """Classes whose modules say how many units they have. The first class is open."""
    text = cache(_units_text)
    return [
        ClassBranch(room.title, *WHY[room.tie], text(room.count), [], room is offered[0], _waiting(room, text))
        for room in offered
    ]


def _waiting(room: OfferedClass, text: Callable[[int], str]) -> SafeString:
    """The lines of its modules: hundreds of the same form, for which a template would take as long as for all else."""
    rows = ((module.id, module.title, text(module.count)) for module in room.modules)
    return format_html_join("\n", WAITING, rows)


def unfolded(found: list[OfferedClass], marks: UnitMarks) -> list[ClassBranch]:
    """What a search found: all of it is open."""
    return [
        replace(branch, is_open=True, modules=[replace(module, is_open=True) for module in branch.modules])
        for branch in branches(found, marks)
    ]


def unit_lines(rooms: Iterable[OfferedClass], marks: UnitMarks) -> list[UnitLine]:
    """The units of some classes in one list."""
    return _lines((unit for room in rooms for unit in room.units()), marks, cache(points_text))


def _lines(units: Iterable[PickerUnit], marks: UnitMarks, text: Callable[[Decimal], str]) -> list[UnitLine]:
    placed, ticked = marks.placed, marks.ticked
    return [
        UnitLine(unit.id, unit.title, text(unit.points), not unit.published, unit.id in placed, unit.id in ticked)
        for unit in units
    ]


def _branch(room: OfferedClass, lines: list[list[UnitLine]], *, first: bool) -> ClassBranch:
    count = room.count
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
