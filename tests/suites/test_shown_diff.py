"""What a failing case shows: rows, changed characters, and characters that cannot be seen."""

import json
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.result import CheckResult, Excerpt, Failure
from slipway.suites.shown_diff import Diff, DiffGap, DiffRow, DiffUnit, RowKind, diff_of, diff_to_json
from slipway.suites.shown_segments import Mark, SegmentKind, line_segments
from slipway.suites.suite import Case, CaseInput, ExceptionCheck, TextCheck
from slipway.suites.value import Value
from tests.suites.building import called, dict_of, ended, integer, list_of, one_case, raised, seen, sequence, words


def failed(case: Case, sight: object) -> CheckResult:
    """The one check that fails."""
    result = judge_suite(one_case(case), [[ended(sight)]])  # type: ignore[arg-type]
    [check] = [each for each in result.tabs[0].cases[0].checks if each.failure is not None]
    return check


def text_diff(expected: str, got: str) -> Diff:
    diff = diff_of(failed(Case(line=3, given=CaseInput(), stdout=TextCheck(text=expected)), seen(got)))
    assert diff is not None
    return diff


def value_diff(expected: Value, got: Value) -> Diff:
    diff = diff_of(failed(Case(line=3, given=called("f()"), value=expected), seen(value=got)))
    assert diff is not None
    return diff


def drawn(diff: Diff) -> list[str]:
    """Rows as `kind number|number: segments`; what is only expected in [-…-], what was only got in {+…+}."""
    signs = {SegmentKind.SAME: "%s", SegmentKind.REMOVED: "[-%s-]", SegmentKind.ADDED: "{+%s+}"}
    marks = {Mark.SPACE: "·", Mark.TAB: "→", Mark.NEWLINE: "↵", Mark.INVISIBLE: "¤"}

    def side(segments: object) -> str:
        assert isinstance(segments, tuple)
        return "".join(
            signs[each.kind] % (marks[each.mark] * len(each.text) if each.mark in marks else each.text)
            for each in segments
        )

    return [
        f"… {row.rows}"
        if isinstance(row, DiffGap)
        else f"{row.kind} {row.expected_number}|{row.got_number}: {side(row.expected)} / {side(row.got)}"
        for row in diff.rows
    ]


@pytest.mark.parametrize(
    ("expected", "got", "rows"),
    [
        ("a", "a", ["changed 1|1: a[-↵-] / a"]),
        ("a", "a\n\n", ["same 1|1: a / a", "added None|2:  / {+↵+}"]),
        ("a b", "a  b\n", ["changed 1|1: a b / a {+·+}b"]),
        ("ab", "a\tb\n", ["changed 1|1: ab / a{+→+}b"]),
        ("a", "a \n", ["changed 1|1: a / a{+·+}"]),
        ("a b", "a\u00a0b\n", ["changed 1|1: a[-·-]b / a{+¤+}b"]),
        ("cat\ndog", "cat\ndig\n", ["same 1|1: cat / cat", "changed 2|2: d[-o-]g / d{+i+}g"]),
        ("1\n2\n3", "1\n3\n", ["same 1|1: 1 / 1", "removed 2|None: [-2-] / ", "same 3|2: 3 / 3"]),
        ("1\n3", "1\n2\n3\n", ["same 1|1: 1 / 1", "added None|2:  / {+2+}", "same 2|3: 3 / 3"]),
        ("a", "", ["removed 1|None: [-a-] / "]),
        ("Hello, Ada!", "Hallo Ada!\n", ["changed 1|1: H[-e-]llo[-,-] Ada! / H{+a+}llo Ada!"]),
        ("one two", " 3 4 \n", ["changed 1|1: [-one two-] / {+·+}{+3 4+}{+·+}"]),
        ("abc", "xyz\n", ["changed 1|1: [-abc-] / {+xyz+}"]),
    ],
)
def test_texts(expected: str, got: str, rows: list[str]) -> None:
    assert drawn(text_diff(expected, got)) == rows


def test_blank_lines_are_seen_where_silence_was_expected() -> None:
    diff = diff_of(failed(Case(line=3, given=CaseInput()), seen("\n \n")))
    assert diff is not None
    assert drawn(diff) == ["added None|1:  / {+↵+}", "added None|2:  / {+·+}{+↵+}"]


@pytest.mark.parametrize(
    ("expected", "got", "rows"),
    [
        (
            sequence(integer(1), integer(2), integer(3)),
            list_of(integer(1), integer(3)),
            ["same 0|0: 1 / 1", "removed 1|None: [-2-] / ", "same 2|1: 3 / 3"],
        ),
        (
            sequence(words("a"), words("b")),
            list_of(words("a"), words("c")),
            ["same 0|0: 'a' / 'a'", "changed 1|1: '[-b-]' / '{+c+}'"],
        ),
        (
            dict_of((words("a"), integer(1)), (words("b"), integer(2))),
            dict_of((words("b"), integer(3)), (words("a"), integer(1))),
            ["same 0|0: 'a': 1 / 'a': 1", "changed 1|1: 'b': [-2-] / 'b': {+3+}"],
        ),
        (integer(12), integer(13), ["changed 0|0: 1[-2-] / 1{+3+}"]),
        (words("a\nb"), words("a\nc"), ["same 1|1: a / a", "changed 2|2: [-b-] / {+c+}"]),
    ],
)
def test_values(expected: Value, got: Value, rows: list[str]) -> None:
    assert drawn(value_diff(expected, got)) == rows


def test_messages_of_exceptions() -> None:
    case = Case(line=3, given=CaseInput(), exception=ExceptionCheck(message="too small"))
    diff = diff_of(failed(case, seen(exception=raised("ValueError", "too smal"))))
    assert diff is not None
    assert drawn(diff) == ["changed 1|1: too smal[-l-] / too smal"]


def test_nothing_to_compare() -> None:
    assert diff_of(failed(Case(line=3, given=CaseInput()), seen(exception=raised("ValueError", "bad")))) is None
    assert diff_of(failed(Case(line=3, given=CaseInput(), exit_code=3), seen())) is None
    assert diff_of(failed(Case(line=3, given=called("f()"), value=integer(1)), seen())) is None


def test_what_is_the_same_is_folded_but_for_three_lines() -> None:
    lines = [f"line {number}" for number in range(50)]
    other = [*lines[:20], "x", *lines[21:]]
    rows = drawn(text_diff("\n".join(lines), "\n".join(other) + "\n"))
    assert (rows[0], rows[1], rows[4]) == (
        "… 17",
        "same 18|18: line 17 / line 17",
        "changed 21|21: [-line 20-] / {+x+}",
    )
    assert (rows[-2], rows[-1]) == ("same 24|24: line 23 / line 23", "… 26")
    assert len(rows) == 9


def test_far_away_differences_are_found_and_what_is_left_out_is_counted() -> None:
    lines = [f"line {number:05}" for number in range(5000)]
    expected, got = "\n".join([*lines, "end"]), "\n".join([*lines, "END", *lines]) + "\n"
    diff = text_diff(expected, got)
    changed = [row for row in diff.rows if isinstance(row, DiffRow) and row.kind is RowKind.CHANGED]
    assert len(changed) == 1
    assert "".join(part.text for part in changed[0].expected) == "end"
    assert diff.before > 40_000
    assert diff.more_expected == 0
    assert diff.more_rows > 0
    assert diff.before + sum(len(line) + 1 for line in ["end"]) <= len(expected) + 1
    assert diff.more_got > 40_000
    assert len(diff.rows) <= 100


def test_long_lists_are_cut_around_the_element_that_differs() -> None:
    numbers = [integer(number) for number in range(20_000)]
    diff = value_diff(sequence(*numbers), list_of(*numbers[:15_000], integer(99_999), *numbers[15_001:]))
    changed = [row for row in diff.rows if isinstance(row, DiffRow) and row.kind is RowKind.CHANGED]
    assert [(row.expected_number, row.got_number) for row in changed] == [(15_000, 15_000)]
    assert diff.unit is DiffUnit.ELEMENTS
    assert diff.before > 10_000
    assert diff.more_expected == diff.more_got > 1_000


@given(st.text("ab \n\t", max_size=12), st.text("ab \n\t", max_size=12))
def test_segments_together_are_the_line(expected: str, got: str) -> None:
    left, right = line_segments(expected, got)
    both = expected.endswith("\n") and got.endswith("\n")
    assert "".join(part.text for part in left) == (expected[:-1] if both else expected)
    assert "".join(part.text for part in right) == (got[:-1] if both else got)
    assert "".join(part.text for part in left if part.kind is SegmentKind.SAME) == "".join(
        part.text for part in right if part.kind is SegmentKind.SAME
    )


@pytest.mark.parametrize(
    ("expected", "got"),
    [
        ("\n" * 9_000, "\n" * 8_000 + "x"),
        ("ab" * 4_900, "ba" * 4_900),
        ("\n".join(["ab" * 45] * 110), "\n".join(["ba" * 45] * 110)),
        ("\n".join("ab" * (n % 50) for n in range(200)), "\n".join("ba" * (n % 49) for n in range(200))),
    ],
)
def test_no_output_takes_long_to_compare(expected: str, got: str) -> None:
    check = failed(Case(line=3, given=CaseInput(), stdout=TextCheck(text=expected)), seen(got))
    start = time.process_time()
    diff = diff_of(check)
    assert time.process_time() - start < 2
    assert diff is not None
    json.dumps(diff_to_json(diff))


def test_the_diff_as_json() -> None:
    diff = diff_of(
        CheckResult(
            channel=failed(Case(line=3, given=CaseInput()), seen("x")).channel,
            outcome=failed(Case(line=3, given=CaseInput()), seen("x")).outcome,
            failure=Failure.WRONG_TEXT,
            expected=Excerpt(text="a\n"),
            got=Excerpt(text="a"),
        )
    )
    assert diff is not None
    assert diff_to_json(diff)["rows"] == [
        {
            "kind": "changed",
            "expected_number": 1,
            "got_number": 1,
            "expected": [["same", "none", "a"], ["removed", "newline", "\n"]],
            "got": [["same", "none", "a"]],
        }
    ]
