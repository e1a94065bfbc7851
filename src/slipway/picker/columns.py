"""Gradebook columns that an LMS makes for graded units: whether, and of how many points (decisions over values)."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from slipway.lti.message import SelectionRequest

MOODLE_MOST = 100  # its setting `gradepointmax`, as it comes
_ASSIGNMENTS = frozenset({"assignment_selection", "submission_type_selection", "course_assignments_menu"})
_TEXT = frozenset({"editor_button", "rich_text_editor"})


class Columns(StrEnum):
    """Whether the links of an answer bring a column each: the teacher chooses, the place needs it, or none is made."""

    CHOSEN = "chosen"
    NEEDED = "needed"
    NONE = "none"


def columns_of(request: SelectionRequest, family: str) -> Columns:
    """What the LMS makes of a link's points in the place that asks.

    Canvas makes assignments of choices at its assignments, and takes their points from us; the older kinds of its
    answer bring none, and links in a text have none. Open edX makes its column of the component, not of our link.
    """
    if request.answer == "legacy" or request.accept_lineitem is False or family == "openedx":
        return Columns.NONE
    if family != "canvas":
        return Columns.CHOSEN
    if request.answer == "content-item" or _is_text(request):
        return Columns.NONE
    return Columns.NEEDED if _is_assignment(request) else Columns.CHOSEN


def _is_text(request: SelectionRequest) -> bool:
    return request.placement in _TEXT or "embed" in request.targets


def _is_assignment(request: SelectionRequest) -> bool:
    """By the placement's name; a Canvas that names none takes a single link at an assignment alone."""
    return request.placement in _ASSIGNMENTS if request.placement else not request.multiple


def column_points(points: Decimal, family: str) -> Decimal:
    """The points of a unit's column in that kind of LMS. Scores are scaled to them.

    Moodle takes whole points from 1 to its `gradepointmax`: with any others its form can't be saved, and of several
    units it makes a column of text, which takes scores and shows none.
    """
    if family != "moodle":
        return points
    return min(max(points.to_integral_value(ROUND_HALF_UP), Decimal(1)), Decimal(MOODLE_MOST))
