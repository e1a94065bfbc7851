"""Findings as pages tell them."""

from collections.abc import Iterable
from dataclasses import dataclass

from slipway.content.faults import Fault
from slipway.web.languages import translated


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSentence:
    """A sentence in the reader's language, and where what it says is found.

    `place` is path and line as a compiler prints them, `tests/tests.yaml:12`; the line is 0 for the whole file.
    """

    place: str
    sentence: str
    path: str
    line: int


def placed(faults: Iterable[Fault]) -> tuple[PlacedSentence, ...]:
    """These faults in the language that is spoken now."""
    return tuple(placed_sentence(fault) for fault in faults)


def placed_sentence(fault: Fault) -> PlacedSentence:
    """This fault in the language that is spoken now."""
    return PlacedSentence(place=fault.place, sentence=translated(fault.message), path=fault.path, line=fault.line)
