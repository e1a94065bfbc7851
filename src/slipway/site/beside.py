"""Programs that run beside the web server, in processes of their own, and end with it: the worker, a demo's LMS.

`python -m slipway.site.beside PID COMMAND…` keeps COMMAND running until SIGTERM, or until the process PID, which has
started it, is no more. It is a process of its own because the server's forks web workers at any time, which a process
with threads should not do; and it imports nothing of Django, so that it costs little.
"""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

SECONDS_TO_STOP = 10  # for a program that is asked to end, before it is made to
PAUSES = (0.5, 1, 2, 5, 10, 30)  # seconds before a program that ended is started anew, the last for all further times
SOUND_AFTER = 60  # seconds: a program that ran for so long is started anew at once
LOOK_FOR_END_EVERY = 0.2


def end_program(process: "subprocess.Popen[bytes]") -> None:
    """End a program that leads a session of its own, and all in it: by asking, then by force."""
    process.terminate()
    try:
        process.wait(timeout=SECONDS_TO_STOP)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@contextmanager
def worker_beside() -> Iterator[None]:
    """A worker, while the block runs: started anew whenever it ends, and ended with this process, however that ends."""
    command = [sys.executable, "-m", "slipway.site.beside", str(os.getpid())]
    worker = [sys.executable, "-c", "from slipway.site.cli import main; main()", "worker"]
    # A session of its own: Ctrl-C goes to the server alone, so that the worker hears of it once, and after it.
    process = subprocess.Popen([*command, *worker], start_new_session=True)  # noqa: S603  # ours
    try:
        yield
    finally:
        end_program(process)


class Keeper:
    """Keeps a command running, with its own process's number behind it as `--beside`."""

    def __init__(self, parent: int, command: Sequence[str]) -> None:
        self._parent, self._command = parent, [*command, "--beside", str(os.getpid())]
        self._is_over = False

    def stop(self) -> None:
        """End the command, and with it `run`."""
        self._is_over = True

    def run(self) -> None:
        """Start the command, again and again, until `stop` or until the parent is no more."""
        failures = 0
        while not self._ends():
            began = time.monotonic()
            process = subprocess.Popen(self._command)  # noqa: S603  # ours
            self._wait(process)
            if process.poll() is None:
                process.terminate()
                process.wait()
                return
            failures = 0 if time.monotonic() - began > SOUND_AFTER else failures + 1
            pause = PAUSES[min(failures, len(PAUSES)) - 1] if failures else 0
            print(f"slipway: the worker ended with status {process.returncode}; it is started anew", file=sys.stderr)
            self._sleep(pause)

    def _ends(self) -> bool:
        return self._is_over or os.getppid() != self._parent

    def _wait(self, process: "subprocess.Popen[bytes]") -> None:
        while process.poll() is None and not self._ends():
            time.sleep(LOOK_FOR_END_EVERY)

    def _sleep(self, seconds: float) -> None:
        until = time.monotonic() + seconds
        while time.monotonic() < until and not self._ends():
            time.sleep(LOOK_FOR_END_EVERY)


def keep() -> None:
    """Keep the command that the arguments name."""
    keeper = Keeper(int(sys.argv[1]), sys.argv[2:])
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: keeper.stop())
    keeper.run()


if __name__ == "__main__":
    keep()
