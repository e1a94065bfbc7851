"""The tests that a student's own browser may have, for *Check*: tabs shown whole, and of these the cases alone.

Oracles, hidden tabs, solutions and whatever else lies beside them are taken out here, so that no page can show them.
"""

import base64
import json
from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.models import Unit
from slipway.submissions.exercises import BrokenExerciseError, Exercise, exercise_of, files_of_tests
from slipway.suites.sent import suite_to_json
from slipway.suites.visible import visible_suite

MOST_SENT = 2_000_000  # bytes; with more a page would hang, so such tests run on the server alone
_SUITES_KEPT = 8


def visible_tests(unit: Unit, *, due: datetime | None, now: datetime) -> Mapping[str, Any] | None:
    """What the page's engine needs for *Check*, as JSON has it: one statement. None where nothing can be checked.

    `due` is the student's own due time. `{suite, files: {path: base64}, main, namespace, seconds, limits: [for each
    tab, null for that of the whole]}`.
    """
    if unit.exercise is None:
        return None
    files = tuple(files_of_tests(unit).items())
    return _told(unit.exercise, files, is_after_due=due is not None and now > due)


@lru_cache(maxsize=_SUITES_KEPT)  # reading a large suite takes seconds, and every page of a class asks for the same
def _told(
    settings: ExerciseSettings, files: tuple[tuple[str, bytes], ...], *, is_after_due: bool
) -> Mapping[str, Any] | None:
    try:
        exercise = exercise_of(settings, dict(files))
    except BrokenExerciseError:
        return None  # who hands in is told, and the teacher too
    told = visible_part(exercise, is_after_due=is_after_due)
    return told if told and len(json.dumps(told)) <= MOST_SENT else None


def visible_part(exercise: Exercise, *, is_after_due: bool) -> Mapping[str, Any] | None:
    """The same of an exercise that is read."""
    settings, has_files = exercise.settings, bool(exercise.files)
    suite = visible_suite(exercise.suite, settings.shows, is_after_due=is_after_due, has_files=has_files)
    if suite is None:
        return None
    limits = {tab.tab: tab.time_limit for tab in settings.tabs}
    return {
        "suite": suite_to_json(suite),
        "files": {path: base64.b64encode(data).decode() for path, data in exercise.files.items()},
        "main": settings.file,
        "namespace": settings.module,
        "seconds": settings.time_limit,
        "limits": [limits.get(tab.name) for tab in suite.tabs],
    }
