"""A submission's result for pages: as its student may see it, and as teachers do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from slipway.submissions.handing_in import dates_of
from slipway.submissions.models import Submission
from slipway.suites.judge.kept import result_from_json, result_to_json
from slipway.suites.shown import shown_result, tab_shows

_SENTENCE = {"pattern", "values"}  # as `Text.to_json` keeps one


def result_for_student(row: Submission, *, now: datetime) -> Mapping[str, Any]:
    """What of the result the unit shows now; the rest is taken out here, so that no page can show it."""
    settings = row.unit.exercise
    result = result_from_json(row.result)
    said = settings.shows if settings else {}
    shows = tab_shows([tab.name for tab in result.tabs], said)
    due = dates_of(row.unit, row.user).due
    shown = result_to_json(shown_result(result, shows, is_after_due=due is not None and now > due))
    return {name: _translated(each) for name, each in shown.items()}


def result_for_teacher(row: Submission) -> Mapping[str, Any]:
    """The whole result, whatever the unit shows its students."""
    kept = result_to_json(result_from_json(row.result))
    return {name: _translated(each) for name, each in kept.items()}


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
