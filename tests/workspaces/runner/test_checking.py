"""Check says what grading says: the same program, in a browser and in the sandbox, by the same tests."""

from collections.abc import Mapping
from typing import Any

import pytest
from playwright.sync_api import Page

from slipway.content.folder import FolderUnit
from slipway.content.kinds.exercise_settings import ExerciseSettings, ExerciseTab
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.submissions.exercises import Exercise, exercise_of
from slipway.submissions.running import grade_work
from slipway.submissions.visible_tests import visible_part
from slipway.suites.judge.kept import result_to_json
from tests.content.exercises.test_sample_exercises import files, settings, units

pytestmark = [pytest.mark.browser, pytest.mark.sandbox, pytest.mark.timeout(300)]
SUITE = b"""
- tab: Streams
  contexts:
    - testcases:
        - stdin: "Ada\\n5"
          stdout: "Hello Ada"
        - expression: read_more()
          return: "5"
        - expression: read_more()
          exception: {types: {python: EOFError}}
    - context: without any input
      testcases:
        - stdout: ""
          stderr: ""
    - testcases:
        - arguments: ["--loud", "x y"]
          stdin: "Ada"
          stdout: "Hello Ada!"
          exit_code: 0
- tab: Values
  testcases:
    - {statement: "started()", stdout: "Hello nobody"}
    - {expression: "values()", return: [1, 2.5, "a", null, true, {"a": [1]}]}
    - {expression: "order()", stdout: "{'a', 'b', 'c'}", return: !set ["a", "b", "c"]}
    - {expression: "counted()", return: 1}
    - {expression: "counted()", return: 1}
    - {expression: "submission.letters", return: "ab\\n"}
    - {expression: "submission.own.name()", return: "own"}
- tab: Ends
  testcases:
    - {expression: "leave(3)", exit_code: 3}
    - {expression: "fail('no')", exception: {message: "no", types: {python: ValueError}}}
    - {expression: "deep(1000000)"}
    - {expression: "flood()"}
    - {expression: "raw()", stdout: "raw bytes"}
    - {expression: "at_the_end()", stdout: "bye"}
    - {expression: "unknown()", return: 1}
    - {expression: "large()", return: 1}
    - {expression: "bad_bytes()", stdout: "\\\\xff"}
    - {expression: "noise()", stderr: "careful"}
- tab: Time
  testcases:
    - {expression: "forever()", return: 1}
    - {expression: "counted()", return: 1}
"""
PROGRAM = """
import atexit, os, random, sys
import own

def greet():
    try:
        name = input("Who are you? ")
    except EOFError:
        name = "nobody"
    print("Hello " + name + ("!" if "--loud" in sys.argv else ""))

greet()
count = 0
letters = open("letters.txt").read()
def read_more(): return input("More? ")
def started(): pass
def values(): return [1, 2.5, "a", None, True, {"a": (1,)}]
def order():
    print({"a", "b", "c"})
    return {"c", "b", "a"}
def counted():
    global count
    count += 1
    return count
def leave(code): sys.exit(code)
def fail(message): raise ValueError(message)
def deep(n): return deep(n - 1) if n else None
def flood():
    while True:
        print("x" * 1000)
def raw():
    sys.stdout.flush()
    os.write(1, b"raw bytes")
def at_the_end(): atexit.register(print, "bye")
def unknown(): return object
def large(): return list(range(200_000))
def bad_bytes(): sys.stdout.buffer.write(bytes([255]))
def noise(): print("careful", file=sys.stderr)
def forever():
    while True:
        pass
"""
WORK = {"shapes.py": PROGRAM, "own.py": "def name(): return 'own'\n"}
TABS = (ExerciseTab(tab="Time", time_limit=2),)


def exercise(suite: bytes, tabs: tuple[ExerciseTab, ...] = ()) -> Exercise:
    settings = ExerciseSettings(file="shapes.py", time_limit=60, tabs=tabs)
    return exercise_of(settings, {"tests/tests.yaml": suite, "tests/files/letters.txt": b"ab\n"})


def in_browser(tab: Page, made: Exercise, files: Mapping[str, str]) -> Any:
    told = tab.evaluate("([tests, files]) => checked(tests, files)", [visible_part(made, is_after_due=False), files])
    assert told["outcome"] == "done"
    return without_times(told["result"])


def on_server(made: Exercise, files: Mapping[str, str]) -> Any:
    return without_times(result_to_json(grade_work(made, files, DenoSandbox()).result))


def without_times(result: Any) -> Any:
    """Nor how much more a flood had written: that hangs on who writes how many bytes at once."""
    for tab in result["result"]["tabs"]:
        for context in tab["contexts"]:
            context.pop("milliseconds")
            if context["end"] == "output":
                assert [check["got"].pop("more") > 900_000 for check in context["cases"][0]["checks"]] == [True]
    return result


# Without what breaks a Python, so that both sides load another: the page of the workspace checks an endless loop.
QUICK = SUITE.partition(b"- tab: Time")[0]
for breaking in (b"deep(1000000)", b"flood()"):
    QUICK = QUICK.replace(b'    - {expression: "' + breaking + b'"}\n', b"")


@pytest.mark.parametrize(
    ("suite", "tabs"), [pytest.param(SUITE, TABS, marks=pytest.mark.long), (QUICK, ())], ids=["whole", "quick"]
)
def test_check_says_what_grading_says(tab: Page, suite: bytes, tabs: tuple[ExerciseTab, ...]) -> None:
    made = exercise(suite, tabs)
    here, there = in_browser(tab, made, WORK), on_server(made, WORK)
    for mine, theirs in zip(here["result"]["tabs"], there["result"]["tabs"], strict=True):
        for one, other in zip(mine["contexts"], theirs["contexts"], strict=True):
            assert one == other
    assert here == there


@pytest.mark.parametrize("program", ["def area(:\n", "x = 'é\n", "import js_does_not_exist\n", "\0", None])
def test_so_it_does_of_what_is_no_program(tab: Page, program: str | None) -> None:
    made = exercise(b"- {tab: A, testcases: [{expression: 'area(1)', return: 1}, {stdout: ''}]}\n")
    work = {"other.py": ""} if program is None else {"shapes.py": program}
    assert in_browser(tab, made, work) == on_server(made, work)


@pytest.mark.long
@pytest.mark.parametrize("unit", units(), ids=lambda unit: unit.slug)
def test_references_of_the_sample_pass(tab: Page, unit: FolderUnit) -> None:
    given, of_unit = settings(unit), files(unit)
    made = exercise_of(given, {path: data for path, data in of_unit.items() if path.startswith("tests/")})
    result = in_browser(tab, made, {given.file: of_unit[f"reference/{given.file}"].decode()})["result"]
    outcomes = {case["outcome"] for each in result["tabs"] for found in each["contexts"] for case in found["cases"]}
    assert "passed" in outcomes
    assert outcomes <= {"passed", "waiting"}
