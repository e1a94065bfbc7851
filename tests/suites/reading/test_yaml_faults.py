"""What is no YAML at all: the line to mend, and how."""

import pytest

from slipway.suites.reading.suite_file import read_suite
from tests.suites.reading.snippets import suite_of_case, told

COLON = (
    "a colon with a space after it begins a value, and none can begin here: put a text that holds one into single "
    "quotes, such as 'f({\"a\": 1})', and begin all keys of one case in the same column"
)
COLUMN = (
    "the line begins in a column where nothing began before: begin all entries of one list, and all keys of one case, "
    "in the same column"
)
BRACKET = (
    "the bracket that opens here is not closed, or a comma is missing in it: mend it, or put the whole text into quotes"
)
AFTER_TEXT = (
    "something stands after the end of a text, or in the wrong column: put the whole text into one pair of quotes, and "
    "write '' for a ' inside single quotes"
)
NO_KEY = (
    "this is neither a key with a colon after it nor part of the text above: indent each line of a text deeper than "
    "its key"
)
NOT_CLOSED = "the quote that opens here is never closed: close it, and write '' for a ' inside single quotes"
TYPE = "a text cannot begin with !, which begins the name of a type: put it into quotes"


@pytest.mark.parametrize(
    ("case", "sentence"),
    [
        ('expression: f({"a": 1})\nreturn: 1', f"3: {COLON}"),
        ("stdout: Name: Ada", f"3: {COLON}"),
        ("stdin: x\n stdout: y", f"4: {COLON}"),
        ("stdin: x\n\tstdout: y", "4: a tab cannot indent a line: use spaces"),
        ("stdout: @home", "3: a text cannot begin with @: put it into quotes"),
        ("stdout: %d", "3: a text cannot begin with %: put it into quotes"),
        ("stdout: `x`", "3: a text cannot begin with `: put it into quotes"),
        ("stdin: x\nstdout: 'hello\nexit_code: 0", f"4: {NOT_CLOSED}"),
        ('stdin: "x\nstdout: y', f"3: {NOT_CLOSED}"),
        ("stdout: 'it's'", f"3: {AFTER_TEXT}"),
        ('stdout: "a" and "b"', f"3: {AFTER_TEXT}"),
        ('stdout: "a\\d"', "3: \\d means nothing in double quotes: write \\\\d, or use single quotes"),
        ('stdout: "a\\xZZ"', "3: an escape in double quotes is not complete: complete it, or use single quotes"),
        ('stdout: "a\\U00110000"', "3: an escape or a number is out of range here: escapes go up to \\U0010FFFF"),
        ("arguments: [a, b\nstdout: x", f"3: {BRACKET}"),
        ("stdout: {data: x", f"3: {BRACKET}"),
        ("stdin: x\nstdout: [a] b", f"4: {AFTER_TEXT}"),
        ("stdin: |\n3\n4", f"4: {NO_KEY}"),
        ("stdin: x\nhello\nstdout: y", f"4: {NO_KEY}"),
        ("stdin: |\n    3\n  4", f"5: {AFTER_TEXT}"),
        (
            "stdin: | 3",
            "3: a text cannot begin in the line of its | or >: begin it on the next line, or put it into quotes",
        ),
        ("stdout: *", "3: a text cannot begin with * or &: put it into quotes"),
        ("stdout: *x", "3: the alias *x stands for nothing: write &x before what it shall stand for, above it"),
        ("stdin: &x a\nstdout: &x b", "4: the anchor &x is here for the second time: give it another name"),
        ("stdout: !e!x y", f"3: {TYPE}"),
        ("stdout: !<x", f"3: {TYPE}"),
        (
            "stdout: ]",
            "3: a bracket or comma is here that nothing opened: remove it, or put the whole text into quotes",
        ),
        ("stdout: - x", "3: a list cannot begin in the line of its key: write its first hyphen on the next line"),
        ("stdout: &x [*x]", "3: the alias stands in the very thing that it stands for: write the value out"),
        ("stdout: a\x07b", "3: there is a control character (U+0007) here, which nobody can see: remove it"),
        ('stdout: "\\ud800"', "3: the text holds half a character: write the whole one"),
    ],
)
def test_a_case_that_is_no_yaml(case: str, sentence: str) -> None:
    assert told(read_suite(suite_of_case(case))) == [sentence]


@pytest.mark.parametrize(
    ("source", "sentence"),
    [
        ("- tab: A\n tests: b\n", f"2: {COLUMN}"),
        ("- tab: A\n---\n- tab: B\n", "2: a second document begins here, and a suite is one: remove the line ---"),
        (
            "%YAML 2.0\n---\n- tab: A\n",
            "1: a line cannot begin with a percent sign, which gives orders to YAML: put the text into quotes",
        ),
        (b"- tab: A\n- tab: caf\xe9\n", '2: the suite is not UTF-8 text: save it with the encoding "UTF-8"'),
        ("- tab: A\n".encode("utf-16"), '1: the suite is not UTF-8 text: save it with the encoding "UTF-8"'),
        ("- tab: \ud800\n", "1: there is a control character (U+D800) here, which nobody can see: remove it"),
        (b"\n\n\x00", "3: there is a control character (U+0000) here, which nobody can see: remove it"),
    ],
)
def test_a_file_that_is_no_yaml(source: str | bytes, sentence: str) -> None:
    assert told(read_suite(source)) == [sentence]
