"""What the page of an exercise shows besides its guide: the workspace, and what the tests are worth."""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from fractions import Fraction

from slipway.classes.roles import ClassRole
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.gradebook.comments import comments_for
from slipway.sessions.visitor import Visitor
from slipway.workspaces.entry import UnitAccess
from slipway.workspaces.runner_page import runner_addresses
from slipway.workspaces.work_data import page_data, starter_data


@dataclass(frozen=True, slots=True)
class TabWorth:
    """A tab of the tests: its share of the points in percent (None: shares are not said), and what is seen of it."""

    name: str
    percent: float | None
    show: str


def exercise_page(visitor: Visitor, entry: UnitAccess) -> dict[str, object]:
    """For the template of exercises. Of tests and solutions nothing is read.

    A student's work is kept; teachers and others begin with the starter, and nothing of theirs is.
    """
    unit = entry.unit
    settings = unit.exercise or ExerciseSettings()
    is_student = entry.role is ClassRole.STUDENT
    data = page_data(visitor.user, unit) if is_student else starter_data(unit)
    comments = comments_for(unit, visitor.user) if is_student and data["submissions"] else ()
    return {
        "exercise": settings,
        "work": json.dumps(data),
        "comments": comments,
        "tabs": list(_tabs(settings)),
        **runner_addresses(),
    }


def _tabs(settings: ExerciseSettings) -> Iterator[TabWorth]:
    whole = sum(tab.share or 0 for tab in settings.tabs)
    for tab in settings.tabs:
        percent = float(Fraction(100 * (tab.share or 0), whole)) if whole else None
        yield TabWorth(tab.tab, percent, tab.show)
