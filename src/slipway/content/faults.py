"""What can be wrong with a class folder, by file and line."""

from collections.abc import Sequence
from dataclasses import dataclass

from slipway.words import Text, text

MOST_FAULTS = 100  # that are told at once


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is wrong: `path` is relative to the class folder, `line` counts from 1 (0: the whole file).

    A warning is seldom meant so, but refuses nothing. `is_doubt`: a warning that says no more than that the Python here
    is too old to read a file; the check of the exercise finds out whether there is anything to it.
    """

    path: str
    line: int
    message: Text
    is_warning: bool = False
    is_doubt: bool = False

    @property
    def place(self) -> str:
        """As a compiler would print it: `loops/unit.toml:3`."""
        return f"{self.path}:{self.line}" if self.line else self.path

    def __str__(self) -> str:
        """Place and message, in English: `loops/unit.toml:3: points must be …`."""
        return f"{self.place}: {self.message.english}"


class FolderRefused(Exception):  # noqa: N818 - it is an answer, not an accident
    """The folder was not read. `faults` holds what was found, by file and line, a hundred at most; `str()` prints one
    a line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        found = sorted(set(faults), key=lambda fault: (fault.path, fault.line, fault.message.english))
        more = [Fault(".", 0, text("has more faults; mend these first"))] if len(found) > MOST_FAULTS else []
        self.faults: list[Fault] = found[:MOST_FAULTS] + more
        super().__init__("\n".join(str(fault) for fault in self.faults))
