"""How long a program may take. Time in which it could not run, because others had the processors, is not its own."""

import time
from dataclasses import dataclass
from pathlib import Path

from slipway.sandbox.sandbox import SandboxFailed
from slipway.words import text

MOST_GIVEN_BACK = 240  # seconds, for a processor; less than a job may take


class ProgramTime:
    """So many seconds from now on, and the waiting that is given back."""

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds
        self._began = time.monotonic()
        self._waited = 0.0

    @property
    def spent(self) -> float:
        """Seconds that have gone, without what was given back."""
        return time.monotonic() - self._began - self._waited

    @property
    def left(self) -> float:
        """Seconds that are left; none below zero."""
        return max(0.0, self._seconds - self.spent)

    def give_back(self, seconds: float) -> None:
        """The guest waited so long for a processor. Raises SandboxFailed where that has become too long."""
        self._waited += seconds
        if self._waited > MOST_GIVEN_BACK:
            raise SandboxFailed(text("The machine was too busy to run the program."))


@dataclass(frozen=True, slots=True)
class ProcessorUse:
    """What Linux has counted of a process until a moment, in seconds; zeros where it does not say."""

    at: float  # of `time.monotonic()`
    ran: float = 0  # on a processor
    waited: float = 0  # for one; the waiting that goes on comes to it when it is over
    wants_to_run: bool = False

    @classmethod
    def of(cls, process: int) -> "ProcessorUse":
        """Of a process as it is now, by its first thread."""
        now, folder = time.monotonic(), Path(f"/proc/{process}")
        try:
            ran, waited, _times = map(int, (folder / "schedstat").read_text().split())
            state = (folder / "stat").read_text().rpartition(")")[2].split()[0]
        except (OSError, ValueError):
            return cls(now)
        return cls(now, ran / 1e9, waited / 1e9, state == "R")

    def waited_since(self, before: "ProcessorUse", *, is_over: bool) -> float:
        """Seconds without a processor since then. If that is not over, all in which one that wants to run did not."""
        if is_over:
            return self.waited - before.waited
        return self.at - before.at - (self.ran - before.ran) if self.wants_to_run else 0.0


def innermost(process: int) -> int:
    """The one child of the one child of a process, and so on: Deno itself, where bubblewrap is around it."""
    while len(children := Path(f"/proc/{process}/task/{process}/children").read_text().split()) == 1:
        process = int(children[0])
    return process
