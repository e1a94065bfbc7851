"""Findings as pages tell them."""

from collections.abc import Iterable
from dataclasses import dataclass

from slipway.content.faults import Fault
from slipway.web.languages import translated


@dataclass(frozen=True, slots=True, kw_only=True)
class PlacedSentence:
    """A sentence in the reader's language, and where what it says is found: `tests/tests.yaml:12`."""

    place: str
    sentence: str


def placed(faults: Iterable[Fault]) -> tuple[PlacedSentence, ...]:
    """These faults in the language that is spoken now."""
    return tuple(PlacedSentence(place=fault.place, sentence=translated(fault.message)) for fault in faults)
