"""Solutions of sample exercises, run in plain Python and judged: what graders do in a sandbox, for files of ours."""

import json
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType, SimpleNamespace
from typing import Any

from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.solution_runs import solution_run
from slipway.content.kinds.solutions import SolutionRun
from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.oracles import OracleQuestion, oracle_questions, with_answers
from slipway.suites.observed import End, SeenCase, SeenContext, SeenException, SeenText
from slipway.suites.reading.suite_file import read_suite
from slipway.suites.scoring import score
from slipway.suites.suite import Case, Suite
from slipway.suites.value import NOTHING, Value, ValueType

GUEST = Path(__file__).parent / "plain_guest.py"


def graded(settings: ExerciseSettings, files: Mapping[str, bytes], solution: bytes) -> SolutionRun:
    """What becomes of a solution under the tests of its unit, whose files are given by path."""
    suite = read_suite(files[settings.tests], file=settings.tests).suite
    assert suite is not None
    with TemporaryDirectory() as folder:
        program = Path(folder) / settings.file
        program.write_bytes(solution)
        seen = seen_of(suite, program)
        result = judge_suite(suite, seen)
        answers = {
            question.place: answer(question, files[f"{settings.tests_folder}/{question.file}"], program)
            for question in oracle_questions(suite, seen, result)
        }
    result = with_answers(result, answers)
    return solution_run(result, score(result, settings.points_of_tabs))


def seen_of(suite: Suite, program: Path) -> list[list[SeenContext]]:
    tabs = [[[asked(case) for case in context.cases] for context in tab.contexts] for tab in suite.tabs]
    try:
        compile(program.read_text(), program.name, "exec")
    except SyntaxError:
        return [[SeenContext(cases=(), end=End.SYNTAX) for _context in tab.contexts] for tab in suite.tabs]
    done = subprocess.run(
        [sys.executable, str(GUEST)],
        input=json.dumps({"module": program.stem, "tabs": tabs}),
        cwd=program.parent,
        capture_output=True,
        text=True,
        check=True,
        timeout=60,
    )
    return [[seen_context(context) for context in tab] for tab in json.loads(done.stdout)]


def asked(case: Case) -> dict[str, Any]:
    call = case.given.call
    return {
        "stdin": case.given.stdin,
        "arguments": list(case.given.arguments),
        "code": call.code if call else None,
        "is_expression": bool(call and call.is_expression),
    }


def seen_context(said: Any) -> SeenContext:
    end = End.EXIT if said["left"] else End.FINISHED
    return SeenContext(cases=tuple(seen_case(case) for case in said["cases"]), end=end, exit_code=said["exit_code"])


def seen_case(said: Any) -> SeenCase:
    thrown = said.get("exception")
    return SeenCase(
        stdout=SeenText(text=said["stdout"]),
        stderr=SeenText(text=said["stderr"]),
        value=value_of(said["value"]) if "value" in said else None,
        exception=SeenException(name=thrown[0], qualified=thrown[1], message=thrown[2]) if thrown else None,
    )


def value_of(said: Any) -> Value:
    kind, data = ValueType(said[0]), said[1]
    if kind is ValueType.DICT:
        return Value(kind, tuple((value_of(key), value_of(each)) for key, each in data))
    if kind in {ValueType.LIST, ValueType.TUPLE, ValueType.SET}:
        return Value(kind, tuple(value_of(each) for each in data))
    return NOTHING if kind is ValueType.NOTHING else Value(kind, data)


def answer(question: OracleQuestion, source: bytes, program: Path) -> dict[str, object]:
    """What an oracle says; those of samples want texts and numbers only."""
    names: dict[str, Any] = {"__name__": "oracle"}
    tools = ModuleType("evaluation_utils")
    vars(tools).update(EvaluationResult=evaluation_result, Message=lambda description, *_more: description)
    sys.modules["evaluation_utils"] = tools
    try:
        exec(compile(source, question.file, "exec"), names)
    finally:
        del sys.modules["evaluation_utils"]
    context = SimpleNamespace(
        expected=question.expected.data, actual=question.actual.data, submission_path=str(program)
    )
    found: dict[str, object] = names[question.function](context, *(each.data for each in question.arguments))
    return found


def evaluation_result(
    result: bool, readable_expected: str = "", readable_actual: str = "", messages: tuple[str, ...] | list[str] = ()
) -> dict[str, object]:
    return {
        "result": result,
        "readable_expected": readable_expected,
        "readable_actual": readable_actual,
        "messages": list(messages),
    }
