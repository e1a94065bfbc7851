"""Two lines beside each other: which characters of them changed, and which of those cannot be seen by themselves."""

import difflib
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby

from slipway.suites.judge.excerpts import common_beginning

_MOST_PAIRS = 10_000  # of characters that are compared with each other in one line


class SegmentKind(StrEnum):
    """Whether a part stands in both, only in the expected (REMOVED) or only in what was got (ADDED)."""

    SAME = "same"
    REMOVED = "removed"
    ADDED = "added"


class Mark(StrEnum):
    """What is to be drawn instead of characters that cannot be seen."""

    NONE = "none"
    SPACE = "space"
    TAB = "tab"
    NEWLINE = "newline"
    INVISIBLE = "invisible"  # a no-break space, a control character: its code point is drawn


@dataclass(frozen=True, slots=True)
class Segment:
    """A part of a line. Only what changed is marked; a marked segment holds only characters of its mark."""

    text: str
    kind: SegmentKind = SegmentKind.SAME
    mark: Mark = Mark.NONE


Segments = tuple[Segment, ...]


def line_segments(expected: str, got: str) -> tuple[Segments, Segments]:
    """Both lines in segments. A newline that both end with is left out; one that only one has is marked."""
    if expected.endswith("\n") and got.endswith("\n"):
        expected, got = expected[:-1], got[:-1]
    start = common_beginning(expected, got)
    same_start, expected, got = expected[:start], expected[start:], got[start:]
    end = common_beginning(expected[::-1], got[::-1])
    same_end = expected[len(expected) - end :]
    expected, got = expected[: len(expected) - end], got[: len(got) - end]
    left, right = _between(expected, got)
    outside = _same(same_start), _same(same_end)
    return (*outside[0], *left, *outside[1]), (*outside[0], *right, *outside[1])


def whole_line(line: str, kind: SegmentKind) -> Segments:
    """A line that stands on one side only; blanks are marked if it has nothing else."""
    if not line.strip():
        return changed(line, kind)
    shown = line.removesuffix("\n")
    return (Segment(shown, kind),) if shown else ()


def changed(part: str, kind: SegmentKind) -> Segments:
    """Characters of one side, in runs of the same mark. Spaces between words are seen without one."""
    inner = part.strip(" ")
    start = len(part) - len(part.lstrip(" "))
    end = start + len(inner)
    marked = [
        (Mark.NONE if character == " " and start <= place < end else _mark(character), character)
        for place, character in enumerate(part)
    ]
    runs = groupby(marked, key=lambda each: each[0])
    return tuple(Segment("".join(character for _, character in run), kind, mark) for mark, run in runs)


def _between(expected: str, got: str) -> tuple[Segments, Segments]:
    """What differs, without the same beginning and end. Lines that have little in common are shown as changed whole."""
    if not expected or not got or len(expected) * len(got) > _MOST_PAIRS:
        return changed(expected, SegmentKind.REMOVED), changed(got, SegmentKind.ADDED)
    matcher = difflib.SequenceMatcher(None, expected, got, autojunk=False)
    operations = matcher.get_opcodes()
    in_common = sum(after - before for name, before, after, _from, _to in operations if name == "equal")
    if 3 * in_common < max(len(expected), len(got)):
        return changed(expected, SegmentKind.REMOVED), changed(got, SegmentKind.ADDED)
    left: list[Segment] = []
    right: list[Segment] = []
    for name, before, after, starts, ends in operations:
        is_same = name == "equal"
        left += _same(expected[before:after]) if is_same else changed(expected[before:after], SegmentKind.REMOVED)
        right += _same(got[starts:ends]) if is_same else changed(got[starts:ends], SegmentKind.ADDED)
    return tuple(left), tuple(right)


def _same(part: str) -> Segments:
    return (Segment(part),) if part else ()


def _mark(character: str) -> Mark:
    match character:
        case " ":
            return Mark.SPACE
        case "\t":
            return Mark.TAB
        case "\n":
            return Mark.NEWLINE
    return Mark.NONE if character.isprintable() else Mark.INVISIBLE
