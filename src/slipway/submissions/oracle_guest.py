"""Asking oracles, which are a teacher's code: in a guest of their own, that never meets the student's."""

import json
from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path

from slipway.sandbox.sandbox import GuestWork, Sandbox
from slipway.submissions.exercises import Exercise
from slipway.suites.judge.oracles import CheckPlace, OracleQuestion
from slipway.suites.observed import SeenContext
from slipway.suites.suite import Call, CaseInput
from slipway.suites.value import Value, ValueType, plain_data

_MANY = {ValueType.LIST, ValueType.TUPLE, ValueType.SEQUENCE, ValueType.SET}


def ask_oracles(
    questions: Sequence[OracleQuestion], *, exercise: Exercise, source: str, sandbox: Sandbox
) -> Mapping[CheckPlace, object]:
    """What the oracles said, as data, by the place of the check; nothing for those that gave no answer.

    `source` is the student's text, which many oracles look at. Raises SandboxFailed.
    """
    told = [_told(question, source) for question in questions]
    work = GuestWork(
        program=_program(),
        files={**exercise.oracles, "questions.json": json.dumps(told).encode()},
        contexts=tuple((_question(number),) for number in range(len(questions))),
        seconds=exercise.settings.time_limit,
    )
    seen = sandbox.run(work)
    pairs = zip(questions, map(_answer, seen), strict=True)
    return {question.place: answer for question, answer in pairs if answer is not None}


@cache
def _program() -> str:
    return (Path(__file__).parent / "guest" / "oracle_program.py").read_text()


def _question(number: int) -> CaseInput:
    code = f"submission.answer({number})"
    return CaseInput(call=Call(code=code, shown=code, is_expression=True))


def _told(question: OracleQuestion, source: str) -> dict[str, object]:
    return {
        "file": question.file,
        "function": question.function,
        "expected": _typed(question.expected),
        "actual": _typed(question.actual),
        "arguments": [_typed(each) for each in question.arguments],
        "source": source,
    }


def _typed(value: Value) -> list[object]:
    """A value as JSON that keeps its type. Numbers are texts: JSON has neither NaN nor large integers."""
    data: object = value.data
    if value.type in _MANY and isinstance(value.data, tuple):
        data = [_typed(each) for each in value.data if isinstance(each, Value)]
    elif value.type is ValueType.DICT and isinstance(value.data, tuple):
        data = [[_typed(each[0]), _typed(each[1])] for each in value.data if isinstance(each, tuple)]
    elif value.type in {ValueType.INTEGER, ValueType.REAL}:
        data = str(value.data)
    return [value.type.value, data]


def _answer(seen: SeenContext) -> object:
    """The dictionary that the program returned; None for anything else."""
    value = seen.cases[0].value if seen.cases else None
    return None if value is None else plain_data(value)
