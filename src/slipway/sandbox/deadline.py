"""How long a program may take. Time in which it could not run, because others had the processors, is not its own."""

import time

from slipway.sandbox.sandbox import SandboxFailed
from slipway.words import text

MOST_WAITING = 240  # seconds, for a processor; less than a job may take


class Deadline:
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
        if self._waited > MOST_WAITING:
            raise SandboxFailed(text("The machine was too busy to run the program."))
