"""The table of a class's progress: what stands in each cell."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from functools import lru_cache
from uuid import UUID

from django.utils.html import escape, format_html
from django.utils.safestring import SafeString
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from slipway.classes.models import Enrolment
from slipway.content.models import Unit
from slipway.gradebook.models import Grade
from slipway.gradebook.standing import points_of, written_points
from slipway.progress_pages.progress_facts import ClassFacts
from slipway.progress_pages.states import WorkState, is_late, work_state
from slipway.web.languages import LazyText

STATE_NAMES: Mapping[WorkState, LazyText] = {
    WorkState.NOT_BEGUN: _("Not begun"),
    WorkState.WORKING: _("Working"),
    WorkState.WAITING: _("Waiting for its grade"),
    WorkState.NOT_GRADED: _("Could not be graded"),
    WorkState.SUBMITTED: _("Submitted"),
    WorkState.LATE: _("Late"),
    WorkState.DONE: _("Done"),
}
_SIGNS = {
    WorkState.NOT_BEGUN: "·",
    WorkState.WORKING: "…",
    WorkState.WAITING: "◷",
    WorkState.NOT_GRADED: "!",
    WorkState.SUBMITTED: "○",
    WorkState.LATE: "!",
    WorkState.DONE: "✓",
}


@dataclass(frozen=True, slots=True)
class Cell:
    """A student in a unit. `points` is None where nothing counts; `is_given`: a teacher gave them."""

    unit: Unit
    state: WorkState
    is_late: bool
    points: Decimal | None
    is_given: bool

    @property
    def shown(self) -> SafeString:
        """What the cell says, with its state as a class; in the language that is spoken now."""
        return _shown(get_language() or "", self.state, self.points, self.is_late, self.is_given)


@dataclass(frozen=True, slots=True)
class StudentRow:
    """A student with a cell for each unit, and the points of all of them."""

    enrolment: Enrolment
    name: str
    cells: Sequence[Cell]
    points: Decimal

    def shown_cells(self, progress_address: str) -> SafeString:
        """The cells, each with its link below the address of the progress page. They are put together here, for a large
        page has thousands; what is put in is an address of ours, ids, and what `Cell.shown` has escaped.
        """
        address = f"{escape(progress_address)}/{self.enrolment.pk}/units/"
        return SafeString(
            "".join(f'<td><a href="{address}{cell.unit.pk}">{cell.shown}</a></td>' for cell in self.cells)
        )


def table(
    students: Iterable[Enrolment], names: Mapping[UUID, str], units: Sequence[Unit], facts: ClassFacts, now: datetime
) -> list[StudentRow]:
    """A row for each student, in their order. `names` are theirs by enrolment."""
    rows = []
    for enrolment in students:
        cells = [_cell(enrolment.user_id, unit, facts, now) for unit in units]
        total = sum((cell.points for cell in cells if cell.points is not None), Decimal(0))
        rows.append(StudentRow(enrolment, names[enrolment.pk], cells, total))
    return rows


def _cell(user_id: UUID, unit: Unit, facts: ClassFacts, now: datetime) -> Cell:
    known = facts.of(user_id, unit, now)
    grade = facts.grades.get((user_id, unit.pk))
    points = None if grade is None or grade.score is None else points_of(grade.score, unit.points)
    return Cell(unit, work_state(known), is_late(known), points, bool(grade and grade.source == Grade.Source.TEACHER))


@lru_cache(maxsize=4096)
def _shown(_language: str, state: WorkState, points: Decimal | None, late: bool, given: bool) -> SafeString:
    """Few cells of a class differ, and a page has thousands. Who sees the points hears the state with them."""
    said = ", ".join(_said(state, late=late, given=given))
    if points is None:
        return format_html(_BARE, state, _SIGNS[state], said)
    marks = " work-was-late" if late else "", "*" if given else ""
    return format_html(_SCORED, state, marks[0], written_points(points), marks[1], said)


def _said(state: WorkState, *, late: bool, given: bool) -> list[str]:
    also_late = late and state is not WorkState.LATE
    return [
        str(STATE_NAMES[state]),
        *([str(STATE_NAMES[WorkState.LATE])] if also_late else []),
        *([gettext("given by a teacher")] if given else []),
    ]


_BARE = (
    '<span class="work-cell work-{}"><span aria-hidden="true">{}</span><span class="visually-hidden">{}</span></span>'
)
_SCORED = (
    '<span class="work-cell work-{}{}">{}<span aria-hidden="true">{}</span>'
    '<span class="visually-hidden">: {}</span></span>'
)
