"""What the page of an exercise shows besides its guide: the workspace, and what the tests are worth."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from slipway.classes.roles import ClassRole
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.gradebook.comments import comments_for
from slipway.regrading.standing import count_graded_otherwise
from slipway.sessions.visitor import Visitor
from slipway.submissions.handing_in import dates_of
from slipway.submissions.lateness import late_penalty, unit_dates
from slipway.workspaces.entry import UnitAccess
from slipway.workspaces.framing import manages
from slipway.workspaces.runner_page import runner_addresses
from slipway.workspaces.work_data import page_data, starter_data


@dataclass(frozen=True, slots=True)
class TabWorth:
    """A tab of the tests: its share of the points in percent (None: shares are not said), for what they are given, and
    what is seen of it.
    """

    name: str
    percent: float | None
    credit: str
    show: str


def exercise_page(visitor: Visitor, entry: UnitAccess) -> dict[str, object]:
    """For the template of exercises. Of tests and solutions nothing is read.

    A student's work is kept; teachers and others begin with the starter, and nothing of theirs is.
    """
    unit = entry.unit
    settings = unit.exercise or ExerciseSettings()
    works = entry.role is ClassRole.STUDENT
    dates = dates_of(unit, visitor.user) if works else unit_dates(unit)
    data = page_data(visitor.user, unit, dates) if works else starter_data(unit)
    comments = comments_for(unit, visitor.user) if works and data["submissions"] else ()
    return {
        "exercise": settings,
        "work": json.dumps(data),
        "comments": comments,
        "comments_newest": max((each.edited_at or each.at for each in comments), default=None),
        "tabs": list(_tabs(settings)),
        "late": late_penalty(unit) if dates.due else None,
        "own_dates": dates if dates != unit_dates(unit) else None,
        "graded_otherwise": count_graded_otherwise(unit) if manages(visitor, entry.role) else 0,
        **runner_addresses(),
    }


def _tabs(settings: ExerciseSettings) -> Iterator[TabWorth]:
    whole = sum(tab.share or 0 for tab in settings.tabs)
    for tab in settings.tabs:
        percent = float(Fraction(100 * (tab.share or 0), whole)) if whole else None
        yield TabWorth(tab.tab, percent, tab.credit, tab.show)
