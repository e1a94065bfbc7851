"""A submission's result for pages: as its student may see it, and as teachers do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from slipway.submissions.exercises import version_of_tests
from slipway.submissions.handing_in import dates_of
from slipway.submissions.models import Submission
from slipway.suites.judge.kept import result_from_json, result_to_json
from slipway.suites.judge.result import SuiteResult
from slipway.suites.shown import Show, shown_result, tab_shows

_SENTENCE = {"pattern", "values"}  # as `Text.to_json` keeps one


def result_for_student(row: Submission, *, now: datetime) -> Mapping[str, Any]:
    """What of the result the unit shows now; the rest is taken out here, so that no page can show it."""
    result = result_from_json(row.result)
    due = dates_of(row.unit, row.user).due
    shown = result_to_json(shown_result(result, _shows(row, result), is_after_due=due is not None and now > due))
    return {name: _translated(each) for name, each in shown.items()}


def result_for_teacher(row: Submission) -> Mapping[str, Any]:
    """The whole result, whatever the unit shows its students."""
    kept = result_to_json(result_from_json(row.result))
    return {name: _translated(each) for name, each in kept.items()}


def _shows(row: Submission, result: SuiteResult) -> Mapping[str, Show]:
    """How much of the result's tabs the unit shows. A tab of which it says nothing is shown whole, but not where other
    tests than those of now have graded, and tabs of now are hidden: it may be one of these, before it was renamed.
    """
    settings = row.unit.exercise
    if settings is None:
        return {}
    is_open = all(show is Show.ALL for show in settings.shows.values())
    if is_open or row.tests_version == version_of_tests(row.unit):
        return tab_shows([tab.name for tab in result.tabs], settings.shows)
    return tab_shows(list(settings.shows), settings.shows)


def _translated(kept: object) -> object:
    """The same with the patterns of its sentences in the language that is spoken now."""
    if isinstance(kept, list):
        return [_translated(each) for each in kept]
    if not isinstance(kept, dict):
        return kept
    if set(kept) == _SENTENCE and isinstance(kept["pattern"], str):
        pattern, values = kept["pattern"], kept["values"]
        return {"pattern": gettext(pattern) if pattern else "", "values": _translated(values)}
    return {name: _translated(each) for name, each in kept.items()}
