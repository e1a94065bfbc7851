"""Expected beside got, line by line or element by element, cut so that a page can show it and a person can read it."""

import difflib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from slipway.suites.judge.excerpts import common_beginning
from slipway.suites.judge.result import CheckResult, Excerpt, Shown, WrittenException, WrittenValue
from slipway.suites.shown_segments import SegmentKind, Segments, line_segments, whole_line

_MOST_LINES = 200  # that are compared, from the first difference on
_MOST_ROWS = 100
_LINES_AROUND = 3


class DiffUnit(StrEnum):
    """What a row is."""

    LINES = "lines"
    ELEMENTS = "elements"


class RowKind(StrEnum):
    """How the sides of a row stand to each other."""

    SAME = "same"
    CHANGED = "changed"
    REMOVED = "removed"  # only the expected has it
    ADDED = "added"


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffRow:
    """A row, with its number on each side, from 1, or from 0 for elements; None where nothing stands on that side.

    Numbers are None on both sides where nobody knows them, because the beginning of the text was cut.
    """

    kind: RowKind
    expected_number: int | None = None
    got_number: int | None = None
    expected: Segments = ()
    got: Segments = ()


@dataclass(frozen=True, slots=True)
class DiffGap:
    """Rows that are the same on both sides and are folded."""

    rows: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Diff:
    """Expected beside got. What is left out: before its rows, the same on both sides, and after them on each side.

    `before`, `more_expected` and `more_got` count characters for LINES and elements for ELEMENTS; `more_rows` counts
    rows that are known and not shown.
    """

    unit: DiffUnit
    rows: tuple[DiffRow | DiffGap, ...]
    before: int = 0
    more_expected: int = 0
    more_got: int = 0
    more_rows: int = 0


def diff_of(check: CheckResult) -> Diff | None:
    """How what a failed check expected differs from what it got. None where there are no two things to compare.

    Where silence was expected everything is ADDED, so that blank lines are seen.
    """
    expected, got = _comparable(check.expected), _comparable(check.got)
    if expected is None and isinstance(check.got, Excerpt):
        expected = Excerpt(text="")
    if isinstance(expected, Excerpt) and isinstance(got, Excerpt):
        return _diff_of_texts(expected, got)
    if isinstance(expected, WrittenValue) and isinstance(got, WrittenValue):
        return _diff_of_values(expected, got)
    return None


def diff_to_json(diff: Diff) -> dict[str, object]:
    """The diff as JSON has it, for scripts of a page: the names are those of the fields."""
    rows: list[dict[str, object]] = []
    for row in diff.rows:
        if isinstance(row, DiffGap):
            rows.append({"gap": row.rows})
        else:
            rows.append(
                {
                    "kind": row.kind.value,
                    "expected_number": row.expected_number,
                    "got_number": row.got_number,
                    "expected": _segments_to_json(row.expected),
                    "got": _segments_to_json(row.got),
                }
            )
    return {
        "unit": diff.unit.value,
        "rows": rows,
        "before": diff.before,
        "more_expected": diff.more_expected,
        "more_got": diff.more_got,
        "more_rows": diff.more_rows,
    }


Comparable: TypeAlias = Excerpt | WrittenValue | None


def _segments_to_json(segments: Segments) -> list[list[str]]:
    return [[segment.kind.value, segment.mark.value, segment.text] for segment in segments]


def _comparable(shown: Shown) -> Comparable:
    if isinstance(shown, WrittenException):
        return shown.message
    return None if isinstance(shown, int) else shown


def _diff_of_texts(expected: Excerpt, got: Excerpt) -> Diff:
    left, more_expected = _whole_lines(expected)
    right, more_got = _whole_lines(got)
    first = 1 if expected.before == got.before == 0 else None
    rows, more_rows = _rows(left, right, first)
    return Diff(
        unit=DiffUnit.LINES,
        rows=rows,
        before=expected.before,
        more_expected=more_expected,
        more_got=more_got,
        more_rows=more_rows,
    )


def _diff_of_values(expected: WrittenValue, got: WrittenValue) -> Diff:
    rows, more_rows = _rows(expected.lines, got.lines, expected.before)
    return Diff(
        unit=DiffUnit.ELEMENTS,
        rows=rows,
        before=expected.before,
        more_expected=expected.more,
        more_got=got.more,
        more_rows=more_rows,
    )


def _whole_lines(excerpt: Excerpt) -> tuple[list[str], int]:
    """Its lines with their newlines, and how many characters follow. A last line that was cut in two is left out."""
    lines = [line + "\n" for line in excerpt.text.split("\n")]
    lines[-1] = lines[-1].removesuffix("\n")
    if not lines[-1]:
        lines.pop()
    elif excerpt.more and len(lines) > 1:
        return lines[:-1], excerpt.more + len(lines[-1])
    return lines, excerpt.more


def _rows(left: Sequence[str], right: Sequence[str], first: int | None) -> tuple[tuple[DiffRow | DiffGap, ...], int]:
    """Rows from just before the first difference on, and how many are not shown."""
    same = common_beginning(left, right)
    skipped = max(same - _LINES_AROUND, 0)
    compared = slice(skipped, skipped + _MOST_LINES)
    found = list(_compared(left[compared], right[compared]))
    rows: list[DiffRow | DiffGap] = [DiffGap(skipped)] if skipped else []
    rows += _folded([_numbered(row, skipped, first) for row in found])
    unseen = max(len(left), len(right)) - skipped - _MOST_LINES
    return tuple(rows[:_MOST_ROWS]), max(unseen, 0) + max(len(rows) - _MOST_ROWS, 0)


def _numbered(row: DiffRow, skipped: int, first: int | None) -> DiffRow:
    numbers = (row.expected_number, row.got_number)
    left, right = (None if first is None or number is None else number + skipped + first for number in numbers)
    return replace(row, expected_number=left, got_number=right)


def _compared(left: Sequence[str], right: Sequence[str]) -> Iterator[DiffRow]:
    """All rows; numbers are from 0."""
    matcher = difflib.SequenceMatcher(None, left, right, autojunk=False)
    for _name, before, after, starts, ends in matcher.get_opcodes():
        for step in range(max(after - before, ends - starts)):
            here = before + step if before + step < after else None
            there = starts + step if starts + step < ends else None
            yield _row(left, right, here, there)


def _row(left: Sequence[str], right: Sequence[str], here: int | None, there: int | None) -> DiffRow:
    if here is None:
        assert there is not None
        return DiffRow(kind=RowKind.ADDED, got_number=there, got=whole_line(right[there], SegmentKind.ADDED))
    if there is None:
        removed = whole_line(left[here], SegmentKind.REMOVED)
        return DiffRow(kind=RowKind.REMOVED, expected_number=here, expected=removed)
    kind = RowKind.SAME if left[here] == right[there] else RowKind.CHANGED
    expected, got = line_segments(left[here], right[there])
    return DiffRow(kind=kind, expected_number=here, got_number=there, expected=expected, got=got)


def _folded(rows: Sequence[DiffRow]) -> Iterator[DiffRow | DiffGap]:
    """The rows, with long runs of same ones folded but for some beside what differs."""
    differing = [place for place, row in enumerate(rows) if row.kind is not RowKind.SAME]
    near = {place + step for place in differing for step in range(-_LINES_AROUND, _LINES_AROUND + 1)}
    folded = 0
    for place, row in enumerate(rows):
        if place not in near and differing:
            folded += 1
            continue
        if folded:
            yield DiffGap(folded)
        folded = 0
        yield row
    if folded:
        yield DiffGap(folded)
