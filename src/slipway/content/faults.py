"""What can be wrong with a class folder, by file and line."""

from collections.abc import Sequence
from dataclasses import dataclass

from slipway.words import said

MOST_FAULTS = 100  # that are told at once


@dataclass(frozen=True, slots=True, order=True)
class Fault:
    """One thing that is wrong: `path` is relative to the class folder, `line` counts from 1 (0: the whole file)."""

    path: str
    line: int
    message: str

    def __str__(self) -> str:
        """As a compiler would print it: `loops/unit.toml:3: points must be …`."""
        place = f"{self.path}:{self.line}" if self.line else self.path
        return f"{place}: {self.message}"


class FolderRefused(Exception):  # noqa: N818 - it is an answer, not an accident
    """The folder was not read. `faults` holds what was found, by file and line, a hundred at most; `str()` prints one
    a line."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        found = sorted(set(faults))
        more = [Fault(".", 0, said("has more faults; mend these first"))] if len(found) > MOST_FAULTS else []
        self.faults: list[Fault] = found[:MOST_FAULTS] + more
        super().__init__("\n".join(str(fault) for fault in self.faults))
