"""A kind of unit that Slipway does not have, put into the registry as one would be added."""

from collections.abc import Iterator

import pytest

from slipway.class_pages.unit_form import UnitForm
from slipway.class_pages.unit_kinds import UNIT_FORMS
from slipway.content.faults import Fault
from slipway.content.kinds import UNIT_KINDS, Completion, ReadUnit, UnitKind
from slipway.words import Text


def _check(unit: ReadUnit) -> Iterator[Fault]:
    if "answers.txt" in unit.files and not unit.files["answers.txt"].strip():
        yield Fault("answers.txt", 1, Text("has no answers"))


QUIZ = UnitKind(
    code="quiz",
    completed_by=Completion.GRADED,
    check=_check,
    is_hidden=lambda path: path.startswith("answers"),
)


class QuizForm(UnitForm):
    """The form of a quiz."""

    kind = QUIZ.code


def with_quizzes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Quizzes are there until the test ends."""
    monkeypatch.setitem(UNIT_KINDS, QUIZ.code, QUIZ)
    monkeypatch.setitem(UNIT_FORMS, QUIZ.code, QuizForm)
