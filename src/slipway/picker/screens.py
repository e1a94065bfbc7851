"""The pages of the picker, rendered."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse

from slipway.classes.requests import is_asked_for
from slipway.classes.roles import ClassRole
from slipway.lms_kinds.registry import kind_by_code
from slipway.picker.answer import home_form
from slipway.picker.choose import Choice
from slipway.picker.columns import Columns, column_points
from slipway.picker.offer import placed_units
from slipway.picker.page import UnitMarks, branches, outlined, unit_lines
from slipway.picker.picking import Picking
from slipway.picker.tree import Offer, OfferedClass, OfferedTree
from slipway.picker.units import tree_of
from slipway.workspaces.framing import page_context

UNPROCESSABLE = 422  # a form that cannot be taken


@dataclass(frozen=True)
class Faulty:
    """A form that is shown again: what is wrong with it, and what was ticked and is offered."""

    problem: str
    ticked: Sequence[OfferedClass] = ()
    columns: bool = False


def show_offer(request: HttpRequest, picking: Picking, offer: Offer, faulty: Faulty | None = None) -> HttpResponse:
    """The tree, or why there is none; 422 for a form that chose nothing."""
    status, problem = (UNPROCESSABLE, faulty.problem) if faulty else (200, "")
    if not offer.classes:
        reasons = {"teaches": picking.role is ClassRole.TEACHER, "taken_away": offer.taken_away}
        asked = is_asked_for(picking.course)
        return show_page(request, picking, "no_class", status=status, problem=problem, asked=asked, **reasons)
    tree = tree_of(offer.classes)
    shown = (_whole if tree.whole else _outline)(picking, tree, faulty.ticked if faulty else ())
    columns = _columns(picking, tree, ticked=faulty is not None and faulty.columns)
    context = {"problem": problem, "control": control(picking), **shown, **columns}
    return show_page(request, picking, "picker", status=status, **context)


def _whole(picking: Picking, tree: OfferedTree, ticked: Sequence[OfferedClass]) -> dict[str, object]:
    """Every unit stands in the page."""
    shown = branches(tree.classes, UnitMarks(placed_units(picking), _ids(ticked)))
    return {"branches": shown, "is_empty": not any(branch.modules for branch in shown)}


def _outline(picking: Picking, tree: OfferedTree, ticked: Sequence[OfferedClass]) -> dict[str, object]:
    """Units come when their module is opened, or by a search; those that are ticked stand above."""
    kept = unit_lines(ticked, marks_of(picking, ticked, ticked=True))
    return {"branches": outlined(tree.classes), "kept": kept, "outline": True}


def marks_of(picking: Picking, rooms: Sequence[OfferedClass], *, ticked: bool = False) -> UnitMarks:
    """What is to be seen at the units of some classes, of which none or all are `ticked`."""
    ids = _ids(rooms)
    return UnitMarks(placed_units(picking, ids), ids if ticked else ())


def _ids(rooms: Sequence[OfferedClass]) -> frozenset[UUID]:
    return frozenset(unit.id for room in rooms for unit in room.units())


def control(picking: Picking) -> str:
    """The kind of input that a unit is: the LMS takes several, or one."""
    return "checkbox" if picking.request.multiple else "radio"


def show_answer(
    request: HttpRequest, picking: Picking, choices: Sequence[Choice], *, columns: bool = False
) -> HttpResponse:
    """The form that takes `choices` (none: *Cancel*) to the LMS, with `columns` if they are made there at all.

    Shown again it is signed again.
    """
    made = picking.columns is Columns.NEEDED or (columns and picking.columns is Columns.CHOSEN)
    form = home_form(picking, choices, columns=made)
    return show_page(request, picking, "answer", form=form, count=len(choices))


def _columns(picking: Picking, tree: OfferedTree, *, ticked: bool) -> dict[str, object]:
    """What the page says of gradebook columns: only where a unit that is offered would get one."""
    points = tree.points - {Decimal(0)}
    if not points:
        return {}
    scaled = any(column_points(each, picking.family) != each for each in points)
    most = kind_by_code(picking.family).most_points if scaled else None
    return {"columns": picking.columns.value, "columns_ticked": ticked, "columns_most": most}


def address(name: str, picking: Picking) -> str:
    """The path of one of the picker's pages, in this launch."""
    return reverse(name, kwargs={"launch_id": picking.session.launch_id})


def show_page(
    request: HttpRequest, picking: Picking, name: str, *, status: int = 200, **context: object
) -> HttpResponse:
    """The picker's template `name` with what `context` adds to the launch's own addresses."""
    shared = page_context(picking.visitor) | {
        "picking": picking,
        "picker_url": address("picker", picking),
        "home_url": address("picker-home", picking),
        "ask_url": address("picker-ask", picking),
        "search_url": address("picker-search", picking),
    }
    return render(request, f"picker/{name}.html", shared | context, status=status)


def show_part(request: HttpRequest, picking: Picking, name: str, **context: object) -> HttpResponse:
    """A part of the picker's page, which its script puts there."""
    return render(request, f"picker/{name}.html", {"control": control(picking)} | context)
