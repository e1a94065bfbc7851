"""Runs in a teacher's own guest: calls oracles (custom checks of a suite) as TESTed's judge does.

Beside it lie the oracles' files, and `questions.json`: what to ask, each value as `[type, data]`. `answer(number)` is
what one oracle says, in plain values. Whatever an oracle raises is seen by the host, which then has no answer.
"""

import importlib.util
import json
import sys
import types
from decimal import Decimal
from pathlib import Path
from typing import Any


class EvaluationResult:
    """What an oracle returns."""

    def __init__(  # noqa: PLR0913, PLR0917 - the names, and places, are TESTed's
        self,
        result: Any,
        readable_expected: Any = None,
        readable_actual: Any = None,
        messages: Any = None,
        dsl_expected: Any = None,
        dsl_actual: Any = None,
    ) -> None:
        self.result, self.messages = result, messages or []
        self.readable_expected = dsl_expected if readable_expected is None else readable_expected
        self.readable_actual = dsl_actual if readable_actual is None else readable_actual


class Message:
    """A sentence of an oracle's; `permission` says for whom: student, staff or zeus."""

    def __init__(self, description: Any, format: str = "text", permission: Any = None) -> None:  # noqa: A002
        self.description, self.format, self.permission = description, format, permission


def answer(number: int) -> dict[str, Any]:
    """What the oracle of that question says, in plain values."""
    question = json.loads(Path("questions.json").read_text(encoding="utf-8"))[number]
    _lay_out(question["source"])
    oracle = _module(question["file"])
    here = str(Path.cwd())
    context = types.SimpleNamespace(
        expected=_value(question["expected"]),
        actual=_value(question["actual"]),
        execution_directory=here,
        evaluation_directory=here,
        programming_language="python",
        natural_language="en",
        submission_path=str(Path("../submission/source").absolute()),
    )
    arguments = [_value(each) for each in question["arguments"]]
    return _plain(getattr(oracle, question["function"])(context, *arguments))


def _lay_out(source: str) -> None:
    """The student's text where oracles look for it, and the module that they import."""
    Path("../submission").mkdir(exist_ok=True)
    Path("../submission/source").write_text(source, encoding="utf-8")
    utils: Any = types.ModuleType("evaluation_utils")
    utils.EvaluationResult, utils.Message = EvaluationResult, Message
    sys.modules["evaluation_utils"] = utils


def _module(path: str) -> Any:
    sys.path.insert(0, str(Path(path).absolute().parent))
    spec: Any = importlib.util.spec_from_file_location("oracle", path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


_MAKE: dict[str, Any] = {"list": list, "sequence": list, "tuple": tuple, "set": set}
_READ: dict[str, Any] = {"integer": int, "real": float, "decimal": Decimal}


def _value(told: Any) -> Any:
    kind, data = told
    if kind in _MAKE:
        return _MAKE[kind](_value(each) for each in data)
    if kind == "dict":
        return {_value(key): _value(each) for key, each in data}
    return _READ[kind](data) if kind in _READ else data


def _plain(result: Any) -> dict[str, Any]:
    """Only what is of the right type: the host takes nothing else."""
    return {
        "result": result.result,
        "readable_expected": _text(result.readable_expected),
        "readable_actual": _text(result.readable_actual),
        "messages": [_message(each) for each in result.messages],
    }


def _message(told: Any) -> Any:
    if isinstance(told, str):
        return told
    return {"description": str(told.description), "permission": _text(told.permission)}


def _text(told: Any) -> str | None:
    return None if told is None else str(told)
