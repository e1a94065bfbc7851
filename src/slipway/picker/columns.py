"""Gradebook columns that an LMS makes for graded units: whether, and of how many points (decisions over values)."""

from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum

from slipway.lms_kinds.kind import LmsKind
from slipway.lms_kinds.registry import kind_by_code
from slipway.lti.message import SelectionRequest


class Columns(StrEnum):
    """Whether the links of an answer bring a column each: the teacher chooses, the place needs it, or none is made."""

    CHOSEN = "chosen"
    NEEDED = "needed"
    NONE = "none"


def gradebook_columns(request: SelectionRequest, family: str) -> Columns:
    """What an LMS of that kind makes of a link's points in the place that asks.

    An LMS may make an assignment of each unit that was chosen where it adds assignments, and take the points from us.
    The answers of LTI 1.1 bring such an LMS no points, and links in a text get no column.
    """
    kind = kind_by_code(family)
    if request.answer == "legacy" or request.accept_lineitem is False or not kind.makes_columns:
        return Columns.NONE
    if not kind.assignment_placements:
        return Columns.CHOSEN
    if request.answer == "content-item" or request.placement in kind.text_placements or "embed" in request.targets:
        return Columns.NONE
    return Columns.NEEDED if _is_assignment(request, kind) else Columns.CHOSEN


def _is_assignment(request: SelectionRequest, kind: LmsKind) -> bool:
    """By the placement's name; where none is named, a single link is taken at an assignment alone."""
    return request.placement in kind.assignment_placements if request.placement else not request.multiple


def column_points(points: Decimal, family: str) -> Decimal | None:
    """The points of a unit's column in that kind of LMS, to which scores are scaled; None for an ungraded unit."""
    most = kind_by_code(family).most_points
    if not points:
        return None
    return points if most is None else min(max(points.to_integral_value(ROUND_HALF_UP), Decimal(1)), Decimal(most))
