"""Cutting texts and values to what a page shows, around the place where they differ first."""

from collections.abc import Sequence

from slipway.suites.judge.result import Excerpt

_LARGEST_NUMBER = 2**53 - 1  # that JavaScript keeps exactly
_LONGEST, _SHORTEST, _ALTOGETHER = 10_000, 1_000, 1_000_000


def longest_text(cases: int) -> int:
    """How many characters of one text a result keeps, in a suite of so many cases, so that it stays of one size."""
    return max(_SHORTEST, min(_LONGEST, _ALTOGETHER // max(cases, 1)))


def presentable(text: str) -> str:
    """The text with NUL and lone surrogates written out, which no database takes."""
    return text.encode("utf-8", "backslashreplace").decode("utf-8").replace("\0", "\\x00")


def bounded(number: int) -> int:
    """The number, or the nearest that JSON carries exactly to a browser."""
    return max(-_LARGEST_NUMBER, min(_LARGEST_NUMBER, number))


def beginning(text: str, longest: int, more: int = 0) -> Excerpt:
    """The first characters of a text of which `more` are known to have followed it."""
    shown = presentable(text[:longest])
    return Excerpt(text=shown, more=bounded(max(len(text) - longest, 0) + max(more, 0)))


def short(text: str, longest: int) -> str:
    """The text, or its beginning with an ellipsis."""
    shown = presentable(text[: longest + 1])
    return shown if len(shown) <= longest else shown[: longest - 1] + "…"


def excerpts_of(expected: str, got: str, longest: int, more: int = 0) -> tuple[Excerpt, Excerpt]:
    """Both texts, cut to the same place: where they differ first is in what is left, with some lines before it.

    `more` is how many characters followed `got` that nobody kept.
    """
    differs = common_beginning(expected, got)
    start = _start_of_lines(expected, differs, longest)
    parts = []
    for text, unseen in ((expected, 0), (got, more)):
        part = beginning(text[start:], longest, unseen)
        parts.append(Excerpt(text=part.text, before=start, more=part.more))
    return parts[0], parts[1]


def common_beginning(left: Sequence[str], right: Sequence[str]) -> int:
    """How many characters (or lines) both begin with."""
    low, high = 0, min(len(left), len(right))
    while low < high:
        middle = (low + high + 1) // 2
        if left[low:middle] == right[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low


def _start_of_lines(text: str, differs: int, longest: int) -> int:
    """Where an excerpt begins: at the text's start if the difference is near it, else some lines before that."""
    if differs <= longest // 2:
        return 0
    earliest = differs - longest // 2
    return text.find("\n", earliest, differs) + 1 or earliest
