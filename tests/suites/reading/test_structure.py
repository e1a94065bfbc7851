"""Tabs, contexts, what is inherited, and what YAML's anchors bring."""

import pytest

from slipway.suites.reading.suite_file import read_suite
from slipway.suites.suite import Suite, TextCheck, TextOptions
from tests.suites.reading.snippets import told


def suite(source: str) -> Suite:
    read = read_suite(source)
    assert read.suite, told(read)
    return read.suite


def outline(read: Suite) -> list[tuple[str, list[int]]]:
    """Each tab with the number of cases of each of its contexts."""
    return [(tab.name, [len(context.cases) for context in tab.contexts]) for tab in read.tabs]


@pytest.mark.parametrize(
    ("source", "read"),
    [
        ("- tab: A\n  testcases:\n  - stdout: x\n", [("A", [1])]),
        ("- {tab: A, testcases: [{stdout: x}, {stdout: y}]}", [("A", [1, 1])]),
        ("- tab: A\n  contexts:\n  - testcases:\n    - stdout: x\n    - statement: f()\n", [("A", [2])]),
        ("- testcases: [{stdout: x}]\n  tab: ' A '\n", [("A", [1])]),
        (
            "tabs:\n- tab: A\n  testcases: [{stdout: x}]\n- tab: B\n  testcases: [{stdout: x}]\n",
            [("A", [1]), ("B", [1])],
        ),
        ("%YAML 1.1\n---\n- {tab: A, testcases: [{stdout: x}]}\n...\n", [("A", [1])]),
        ('[{"tab": "A", "testcases": [{"stdout": "x"}]}]', [("A", [1])]),
        ("language: tested\ntabs: [{tab: A, testcases: [{stdout: x}]}]", [("A", [1])]),
    ],
)
def test_tabs_and_contexts(source: str, read: list[tuple[str, list[int]]]) -> None:
    assert outline(suite(source)) == read


def test_the_name_of_the_module() -> None:
    read = suite("namespace: shapes\ntabs: [{tab: A, testcases: [{expression: shapes.PI, return: 3}]}]")
    call = read.tabs[0].contexts[0].cases[0].given.call
    assert read.namespace == "shapes"
    assert call
    assert call.code == "submission.PI"
    assert suite("- {tab: A, testcases: [{stdout: x}]}").namespace == "submission"


def test_a_context_is_described() -> None:
    read = suite("- tab: A\n  contexts:\n  - context: With nothing\n    testcases: [{stdout: x}]\n")
    assert read.tabs[0].contexts[0].description == "With nothing"


INHERITING = """\
config:
  stdout: {ignoreWhitespace: true, caseInsensitive: true}
  stderr: {ignoreWhitespace: true}
tabs:
- tab: A
  config: {stdout: {caseInsensitive: false}}
  contexts:
  - config: {stdout: {normalizeTrailingNewlines: false}}
    testcases:
    - stdout: {data: x, config: {ignoreWhitespace: false}}
      stderr: x
  - testcases: [{stdout: x}]
- tab: B
  testcases: [{stdout: x}]
"""


def test_config_is_inherited_key_by_key() -> None:
    [first, second], [third] = ([context.cases[0] for context in tab.contexts] for tab in suite(INHERITING).tabs)
    assert first.stdout == TextCheck(text="x", options=TextOptions(adds_newline=False))
    assert first.stderr == TextCheck(text="x", options=TextOptions(ignores_space_at_end=True))
    assert second.stdout == TextCheck(text="x", options=TextOptions(ignores_space_at_end=True))
    assert third.stdout == TextCheck(text="x", options=TextOptions(ignores_space_at_end=True, ignores_case=True))


ANCHORED = """\
definitions:
  hello: &hello "Hello"
  first: &first {stdout: first, stderr: a}
  second: &second {stdout: second, exit_code: 2}
tabs:
- tab: A
  testcases:
  - stdin: *hello
    stdout: *hello
  - <<: *first
    stderr: b
  - stdin: x
    <<: [*second, *first]
  - &case {stdin: y, stdout: z}
  - *case
  - <<: {<<: *first, exit_code: 3}
"""


def test_anchors_and_merges() -> None:
    cases = [context.cases[0] for context in suite(ANCHORED).tabs[0].contexts]
    assert cases[0].given.stdin == "Hello\n"
    assert [(case.stdout and getattr(case.stdout, "text", None)) for case in cases] == [
        "Hello",
        "first",
        "second",
        "z",
        "z",
        "first",
    ]
    assert [(case.stderr and getattr(case.stderr, "text", None)) for case in cases] == [None, "b", "a", None, None, "a"]
    assert [case.exit_code for case in cases] == [None, None, 2, None, None, 3]
    assert cases[3] == cases[4]


def test_definitions_are_not_read() -> None:
    source = (
        "definitions: {anything: [!v 1, {a: 2024-01-01}]}\ntabs: [{tab: A, definitions: 5, testcases: [{stdout: x}]}]"
    )
    assert told(read_suite(source)) == []


def test_config_of_files_is_left_out() -> None:
    source = "config: {file: {mode: line}}\ntabs: [{tab: A, testcases: [{stdout: x}]}]"
    assert told(read_suite(source)) == ["warning 1: files are not checked yet: their config is left out"]
