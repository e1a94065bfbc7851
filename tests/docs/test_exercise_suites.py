"""The page *Test suites*: its examples are read and pass, its faults are said, and its differences are so."""

import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from slipway.content.kinds.exercise_settings import ExerciseSettings, ExerciseTab
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.oracles import oracle_questions, with_answers
from slipway.suites.judge.result import SuiteResult, Verdict
from slipway.suites.reading.suite_file import ReadSuite, read_suite
from slipway.suites.suite import Suite
from tests.content.exercises.sample_runs import answer, seen_of
from tests.docs.built import SOURCES

PAGE = (SOURCES / "exercise-suites.md").read_text()
BLOCKS = re.findall(r"^(?:`tests/(\w+\.py)`\n\n)?```(\w+)\n(.*?)^```$", PAGE, re.MULTILINE | re.DOTALL)
ORACLES = {name: text for name, _language, text in BLOCKS if name}
PLAIN = [(language, text) for name, language, text in BLOCKS if not name]
EXAMPLES = [
    (suite, program) for (kind, suite), (other, program) in pairwise(PLAIN) if (kind, other) == ("yaml", "python")
]


def rows(heading: str) -> list[list[str]]:
    """The cells of the table below a heading."""
    below = PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]
    lines = [line for line in below.splitlines() if line.startswith("| ") and not line.startswith("| |")]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in lines]


def of_case(case: str) -> ReadSuite:
    return read_suite(f"- tab: A\n  testcases:\n  - {case}\n")


def said(read: ReadSuite) -> list[str]:
    return [each.text.english for each in (*read.faults, *read.warnings)]


def outcomes(result: SuiteResult) -> list[Verdict]:
    return [case.outcome for tab in result.tabs for case in tab.cases]


def test_every_suite_has_a_program() -> None:
    assert len(EXAMPLES) == sum(language == "yaml" for language, _text in PLAIN) > 5


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: example[0].splitlines()[0])
def test_examples_are_read_without_a_warning_and_their_programs_pass(example: tuple[str, str], tmp_path: Path) -> None:
    read = read_suite(example[0])
    assert said(read) == []
    assert read.suite is not None
    program = tmp_path / f"{read.suite.namespace}.py"
    program.write_text(example[1])
    seen = seen_of(read.suite, program)
    result = judge_suite(read.suite, seen)
    asked = oracle_questions(read.suite, seen, result)
    told = {each.place: answer(each, ORACLES[each.file].encode(), program) for each in asked}
    assert set(outcomes(with_answers(result, told))) == {Verdict.PASSED}


@pytest.mark.parametrize(("written", "answered"), [row[:2] for row in rows("What is refused")[1:]])
def test_faults_are_said_in_these_words(written: str, answered: str) -> None:
    assert said(of_case(written.strip("`"))) == [answered]


def test_keys_of_unit_toml_are_those_that_are_read() -> None:
    keys = [row[0].strip("`") for row in rows("The exercise in unit.toml")]
    listed = {key for key in keys if key.isidentifier()}
    fields = {*ExerciseSettings.__dataclass_fields__, *ExerciseTab.__dataclass_fields__} - {"tabs"}
    assert listed == fields


def refuses(*suites: str, word: str) -> Callable[[], bool]:
    return lambda: all(read_suite(suite).suite is None and word in said(read_suite(suite))[0] for suite in suites)


def reads(suite: str, *, warns: str = "") -> Callable[[], bool]:
    return lambda: (
        bool(read_suite(suite).suite)
        and bool(said(read_suite(suite))) is bool(warns)
        and warns in "".join(said(read_suite(suite)))
    )


def case(text: str) -> str:
    return f"- tab: A\n  testcases:\n  - {text}\n"


def cases(*texts: str) -> str:
    return "- tab: A\n  contexts:\n  - testcases:\n" + "".join(f"    - {text}\n" for text in texts)


PROGRAM = """
import sys
class My_class:
    pass
def g(n): return n
def f(given): return given
def is_fresh():
    was, sys.marked = hasattr(sys, "marked"), True
    return not was
def thing(): return object()
"""
# Of what only a run shows: a case that passes in the sandbox.
RUNS = {
    "a call inside a list: `f([g(1)])`": '{expression: "f([g(1)])", return: [1]}',
    "`f((1,))`": '{expression: "f((1,))", return: !tuple [1]}',
    "`f(set())`": '{expression: "f(set())", return: !set []}',
    "`My_class()`": '{expression: "f(submission.My_class()).__class__.__name__", return: "My_class"}',
    "contexts": '{expression: "is_fresh()", return: true}',
    "`len(x)` and other built-in names": '{expression: "len([])", exception: {types: {python: AttributeError}}}',
}
CHECKS: dict[str, Callable[[], bool]] = {
    "`stdin` beside `expression`": reads(case('{stdin: "1", expression: "f(1)", return: 1}'), warns="Dodona's own"),
    "an unknown key": refuses(
        case("{stdin: a, stdot: b}"),
        "- {tab: A, tests: 1, testcases: [{stdin: a}]}",
        "- {tab: A, contexts: [{contxt: a, testcases: [{stdin: a}]}]}",
        "{tabbs: 1, tabs: [{tab: A, testcases: [{stdin: a}]}]}",
        word="unknown key",
    ),
    "a key twice": refuses(case("{stdin: a, stdin: b}"), word="here twice"),
    "`n = f(1)`": lambda: all(
        reads(cases(f'statement: "{made} = f(1)"', '{expression: "n", return: 1}'))() for made in ("n", "n: integer")
    ),
    '`!boolean "false"`': refuses(case('{expression: "f()", return: !boolean "false"}'), word="without quotes"),
    "`!!set [1, 2]`": refuses(case('{expression: "f()", return: !!set [1, 2]}'), word="write !set [1, 2]"),
    "`!int8`, `!fixed_precision` and other types of other languages": refuses(
        *(case(f'{{expression: "f()", return: !{kind} 5}}') for kind in ("int8", "fixed_precision", "char")),
        word="not known here yet",
    ),
    "`hidden`, `hideExpected`": refuses(
        "- {tab: A, hidden: true, testcases: [{stdin: a}]}",
        case("{stdout: {data: a, config: {hideExpected: true}}}"),
        word="unit.toml, by show",
    ),
    "`tryFloatingPoint` with an expected text that is no number": refuses(
        case("{stdout: {data: a, config: {tryFloatingPoint: true}}}"), word="must be one number"
    ),
    "`exit_code` on a case that is not the last": refuses(
        cases("{stdin: a, exit_code: 0}", '{expression: "f()", return: 1}'), word="only the last case"
    ),
    "`specific_check`, and code for one language": lambda: (
        refuses(
            case('{expression: "f()", return: !oracle {value: 1, oracle: specific_check}}'), word="specific_check"
        )()
        and refuses(case("{expression: {python: f()}, return: 1}"), word="one language")()
    ),
    "`input_files`, `output_files`, `!path`": refuses(
        case('{expression: "f()", input_files: []}'),
        case('{expression: "f()", output_files: []}'),
        case('{expression: "f()", return: !path a}'),
        word=" yet",
    ),
    "the text that `context` says": lambda: (
        (suite := read_suite("- {tab: A, contexts: [{context: told, testcases: [{stdin: a}]}]}").suite) is not None
        and judge_suite(suite, [[]]).tabs[0].contexts[0].description == "told"
    ),
}
# What a run of its own or the oracle's answer shows, in the tests below.
SHOWN_BELOW = {
    "an exception while the program is imported, before an expression",
    "an oracle that answers with a text",
    "a value that no test can look at, under an oracle",
}


def test_every_difference_is_tried() -> None:
    assert {row[0] for row in rows("Differences from TESTed")} == {*CHECKS, *RUNS, *SHOWN_BELOW}


@pytest.mark.parametrize("difference", CHECKS)
def test_what_is_read_and_refused_differs_so(difference: str) -> None:
    assert CHECKS[difference]()


def run(suite: Suite, program: str) -> SuiteResult:
    contexts = tuple(tuple(case.given for case in context.cases) for tab in suite.tabs for context in tab.contexts)
    seen = DenoSandbox().run(GuestWork(program=program, contexts=contexts))
    result = judge_suite(suite, [seen])
    return with_answers(result, {each.place: {"result": "yes"} for each in oracle_questions(suite, [seen], result)})


@pytest.mark.sandbox
def test_what_runs_differs_so() -> None:
    listed = [*RUNS.values(), RUNS["contexts"]]  # a second context after the first
    suite = read_suite("- tab: A\n  testcases:\n" + "".join(f"  - {each}\n" for each in listed)).suite
    assert suite is not None
    assert outcomes(run(suite, PROGRAM)) == [Verdict.PASSED] * len(listed)
    assert reads(case('{expression: "f(My_class())", return: 1}'), warns="looked for as MyClass")()
    assert reads(case('{expression: "len([])", return: 0}'), warns="len")()


@pytest.mark.sandbox
def test_exceptions_at_import_and_oracles_differ_so() -> None:
    asking = "oracle: custom_check, file: near.py}}"
    suite = read_suite(
        f'- tab: A\n  testcases:\n  - {{expression: "f(1)", return: !oracle {{value: 1, {asking}\n'
        f'  - {{expression: "thing()", return: !oracle {{value: 1, {asking}\n'
    ).suite
    assert suite is not None
    assert outcomes(run(suite, PROGRAM)) == [Verdict.UNGRADED, Verdict.FAILED]
    raising = read_suite(case('{expression: "f(1)", exception: {message: bad, types: {python: ValueError}}}')).suite
    assert raising is not None
    assert outcomes(run(raising, "raise ValueError('bad')\n")) == [Verdict.PASSED]
