"""What a page needs for *Check*: the visible tests, and what their results say in the reader's language."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language, gettext

import slipway.sandbox
import slipway.suites
from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.submissions.handing_in import dates_of
from slipway.submissions.lateness import unit_dates
from slipway.submissions.visible_tests import visible_tests


def check_data(user: User, unit: Unit, *, is_student: bool) -> dict[str, Any]:
    """`{tests, sentences}`: see `visible_tests`, and results/sentences.js. Two statements for a student, one else.

    Students get no tests before they may hand in.
    """
    dates, now = dates_of(unit, user) if is_student else unit_dates(unit), timezone.now()
    is_early = is_student and dates.available is not None and now < dates.available
    tests = None if is_early else visible_tests(unit, due=dates.due, now=now)
    return {"tests": tests, "sentences": _translations() if tests else {}}


def _translations() -> dict[str, str]:
    """Patterns of the language that is spoken now by the English ones."""
    if (get_language() or "en").startswith("en"):
        return {}
    return {pattern: gettext(pattern) for pattern in judged_sentences()}


@cache
def judged_sentences() -> tuple[str, ...]:
    """The patterns of all sentences that a result may have, from the code that makes results."""
    folder = Path(slipway.suites.__path__[0]) / "judge"
    files = [*folder.glob("*.py"), Path(slipway.sandbox.__path__[0]) / "checking.py"]
    return tuple(sorted({pattern for file in files for pattern in _patterns(file)}))


def _patterns(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text())):
        match node:
            case ast.Call(func=ast.Name(id="text"), args=[ast.Constant(value=str(pattern)), *_]):
                yield pattern
