"""A submission's result for pages: as its student may see it, and as teachers do."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.utils.translation import gettext

from slipway.content.kinds.python_source import python_problem
from slipway.submissions.exercises import version_of_tests
from slipway.submissions.handing_in import dates_of
from slipway.submissions.models import Submission
from slipway.submissions.running import SHOWN_THEN
from slipway.suites.judge.kept import result_from_json, result_to_json
from slipway.suites.judge.result import SuiteResult
from slipway.suites.observed import End
from slipway.suites.shown import Show, shown_result, stricter, tab_shows

_SENTENCE = {"pattern", "values"}  # as `Text.to_json` keeps one


def result_for_student(row: Submission, *, now: datetime) -> Mapping[str, Any]:
    """What of the result the student may see now; the rest is taken out here, so that no page can show it.

    Beside it `fault`, `{type, message, line, text}`: what is wrong with a program that is no Python.
    """
    result = result_from_json(row.result)
    due = dates_of(row.unit, row.user).due
    shown = shown_result(result, _shows(row, result), is_after_due=due is not None and now > due)
    told = {name: _translated(each) for name, each in result_to_json(shown).items()}
    return told | ({"fault": _fault(row)} if _hides_fault(shown) else {})


def result_for_teacher(row: Submission) -> Mapping[str, Any]:
    """The whole result, whatever the unit shows its students."""
    kept = result_to_json(result_from_json(row.result))
    return {name: _translated(each) for name, each in kept.items()}


def _hides_fault(shown: SuiteResult) -> bool:
    """Whether the program is no Python, and no tab that is shown whole tells why."""
    return shown.nothing_ran is End.SYNTAX and all(tab.verdicts_only for tab in shown.tabs)


def _fault(row: Submission) -> Mapping[str, Any] | None:
    """What this Python says of the student's text. What the guest said of it is a stranger's word: it may hold what the
    tests gave.
    """
    settings = row.unit.exercise
    source = row.files.get(settings.file) if settings else None
    problem = python_problem(source.encode()) if source is not None else None
    if problem is None or not problem.error:
        return None
    text = f"{problem.error}: {problem.said}"
    return {"type": problem.error, "message": problem.said, "line": problem.line, "text": text}


def _shows(row: Submission, result: SuiteResult) -> Mapping[str, Show]:
    """How much of the result's tabs its student sees: as it was when it was graded, and no more than the unit says now.

    So a tab that was hidden stays so in older results, though it was renamed, opened or deleted since.
    """
    settings = row.unit.exercise
    if settings is None:
        return {}
    now = tab_shows([tab.name for tab in result.tabs], settings.shows)
    then = _shows_then(row)
    return {tab: stricter(then[tab], show) for tab, show in now.items() if tab in then}


def _shows_then(row: Submission) -> Mapping[str, Show]:
    """What was kept with the result. Of one that a release before this has graded, all tabs are as open as they are now
    if the tests are still the same, and else none is.
    """
    assert row.result is not None
    kept = row.result.get(SHOWN_THEN)
    if isinstance(kept, dict):
        return {tab: Show(show) for tab, show in kept.items()}
    if row.tests_version != version_of_tests(row.unit):
        return {}
    return {tab.name: Show.ALL for tab in result_from_json(row.result).tabs}


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
