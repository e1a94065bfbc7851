"""Suites of the shapes that teachers have: typed lines, calls, classes, checks of the source; CRLF, long, large."""

import time

import pytest

from slipway.suites.reading.suite_file import read_suite
from slipway.suites.suite import Case, OracleCheck, Suite, TextCheck
from tests.suites.reading.snippets import told, value

LINES = """\
- tab: Feedback
  contexts:
  - testcases:
    - stdin: |
        3
        apple

        2.5
      stdout: |
        Name? no
          indented: "yes"
        # not a comment
        Total: 7.5
  - testcases:
    - stdin: "0"
      stdout: ""
"""
CALLS = """\
- tab: area
  testcases:
  - expression: 'area(2, 3)'
    return: 6
  - expression: "area(2.5, -1)"
    return: -2.5
  - expression: 'words({"a": 1, "b": [2, 3]}, sep=", ")'
    return: ["a", "b"]
  - expression: submission.total
    return: 10
"""
CLASSES = """\
- tab: Stack
  contexts:
  - context: A stack of two
    testcases:
    - statement: s = Stack([1])
    - statement: s.push(2)
    - expression: s.top()
      return: 2
    - expression: s.pop(0)
      exception: {message: stack is empty, types: {python: IndexError}}
    - statement: print(s)
      stdout: "<1>"
"""
SOURCE_CHECK = """\
- tab: Source
  testcases:
  - expression: total([1, 2])
    return: !oracle
      value: 3
      oracle: custom_check
      file: ./uses_plus.py
      arguments: ["+", 1]
  - stdin: "4"
    stdout:
      data: "16"
      oracle: custom_check
      file: uses_plus.py
      name: evaluate_text
"""


def cases_of(suite: Suite | None) -> list[Case]:
    assert suite
    return [case for tab in suite.tabs for context in tab.contexts for case in context.cases]


def test_typed_lines() -> None:
    read = read_suite(LINES)
    first, second = cases_of(read.suite)
    assert told(read) == []
    assert first.given.stdin == "3\napple\n\n2.5\n"
    assert first.stdout == TextCheck(text='Name? no\n  indented: "yes"\n# not a comment\nTotal: 7.5\n')
    assert (second.given.stdin, second.stdout) == ("0\n", TextCheck(text=""))


def test_calls() -> None:
    read = read_suite(CALLS)
    cases = cases_of(read.suite)
    assert told(read) == []
    assert [case.given.call and case.given.call.code for case in cases] == [
        "submission.area(2, 3)",
        "submission.area(2.5, -1)",
        "submission.words({'a': 1, 'b': [2, 3]}, sep=', ')",
        "submission.total",
    ]
    assert [case.value for case in cases] == [value(6), value(-2.5), value(["a", "b"]), value(10)]


def test_classes() -> None:
    read = read_suite(CLASSES)
    assert [case.given.call and case.given.call.code for case in cases_of(read.suite)] == [
        "s = submission.Stack([1])",
        "s.push(2)",
        "s.top()",
        "s.pop(0)",
        "submission.print(s)",
    ]
    [warning] = told(read)
    assert warning.startswith("warning 11: statement: print is looked for in the program")


def test_checks_of_the_source() -> None:
    call, run = cases_of(read_suite(SOURCE_CHECK).suite)
    assert call.value == OracleCheck(
        file="uses_plus.py", function="evaluate", expected=value(3), arguments=(value("+"), value(1))
    )
    assert run.stdout == OracleCheck(file="uses_plus.py", function="evaluate_text", expected=value("16\n"))


@pytest.mark.parametrize("source", [LINES, CALLS, CLASSES, SOURCE_CHECK], ids=["lines", "calls", "classes", "source"])
def test_line_ends_and_byte_order_marks_change_nothing(source: str) -> None:
    windows = source.replace("\n", "\r\n")
    plain = read_suite(source)
    for other in (windows, windows.encode(), f"\ufeff{source}", b"\xef\xbb\xbf" + windows.encode(), source.encode()):
        assert read_suite(other) == plain


def test_faults_have_the_same_lines_with_other_line_ends() -> None:
    broken = CALLS.replace("return: 6", "retrun: 6")
    assert (
        told(read_suite(broken))
        == told(read_suite(broken.replace("\n", "\r\n")))
        == ["4: unknown key 'retrun'; did you mean 'return'?"]
    )


def test_a_suite_of_152_cases() -> None:
    case = "    - stdin: |\n        {n}\n        {n}\n      stdout: |\n        {sum}\n"
    contexts = "".join(f"  - testcases:\n{case.format(n=n, sum=2 * n)}" for n in range(152))
    cases = cases_of(read_suite(f"- tab: A\n  contexts:\n{contexts}").suite)
    assert len(cases) == 152
    assert cases[-1].line == 3 + 6 * 151 + 1
    assert cases[-1].given.stdin == "151\n151\n"


NUMBERS = " ".join(map(str, range(1000, 200_000)))[:1_000_000]


@pytest.mark.parametrize(
    "given",
    [
        f'stdin: "{NUMBERS}"',
        "stdin: |\n      " + "a line of text that is read\n      " * 40_000,
        pytest.param(f"expression: total([{NUMBERS.rpartition(' ')[0].replace(' ', ',')}])", marks=pytest.mark.long),
    ],
    ids=["quoted", "block", "call"],
)
def test_suites_of_two_megabytes(given: str) -> None:
    source = (
        f"- tab: A\n  testcases:\n  - {given}\n    stdout: x\n  - stdin: |\n      {'b' * 1_000_000}\n    stdout: y\n"
    )
    assert len(source) > 2_000_000
    began = time.process_time()
    first, second = cases_of(read_suite(source).suite)
    assert time.process_time() - began < 20
    assert len(first.given.stdin or (first.given.call and first.given.call.code) or "") > 950_000
    assert second.given.stdin == "b" * 1_000_000 + "\n"
