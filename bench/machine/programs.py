"""Programs that are measured: started on their core, charged while they run, ended with us."""

import os
import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.machine import cores

PATIENCE = 60  # seconds until a server must listen
# What a program of its own must not inherit of the shell or of the virtual environment that runs us.
_OURS = ("SLIPWAY_", "PRACTICE_LMS_", "DATABASE_URL", "DJANGO_SETTINGS_MODULE", "PYTHON", "VIRTUAL_ENV")


class FailedError(Exception):
    """A program did not do what it was started for; the text has what it wrote."""


@dataclass(frozen=True)
class Program:
    """A running program; what it writes goes to `log`."""

    process: subprocess.Popen[bytes]
    log: Path

    @property
    def pid(self) -> int:
        """The process that all others of the program come from."""
        return self.process.pid


def bare_environment() -> dict[str, str]:
    """The shell's environment without anything that a measured program reads."""
    return {name: value for name, value in os.environ.items() if not name.startswith(_OURS)}


def free_port() -> int:
    """A port on loopback that nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


@contextmanager
def running(
    command: Sequence[str],
    *,
    environment: Mapping[str, str],
    log: Path,
    stop: signal.Signals = signal.SIGTERM,
    person: Sequence[str] = (),
) -> Iterator[Program]:
    """Run `command` on the tool's core until the block ends, then send it `stop`.

    The kernel sends it too when we are killed (setpriv); `person` are setpriv's options to run as another user.
    """
    tied = ["setpriv", *person, "--pdeathsig", stop.name.removeprefix("SIG"), "--"] if shutil.which("setpriv") else []
    with log.open("ab") as out, cores.on(cores.TOOL):
        process = subprocess.Popen(
            [*tied, *command],
            env=dict(environment),
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    try:
        yield Program(process, log)
    finally:
        _end(process, stop)


def _end(process: subprocess.Popen[bytes], stop: signal.Signals) -> None:
    process.send_signal(stop)
    try:
        process.wait(timeout=15)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_until_it_listens(program: Program, port: int) -> None:
    """Return when somebody answers at the port. Raises FailedError with the program's own words."""
    _wait(program, lambda: _listens(port), f"Nothing listens at port {port}.")


def wait_until_it_says(program: Program, word: str) -> None:
    """Return when the program has written that word. Raises FailedError with its own."""
    _wait(program, lambda: word in program.log.read_text(errors="replace"), f"It never said {word}.")


def _wait(program: Program, done: Callable[[], bool], otherwise: str) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and program.process.poll() is None:
        if done():
            return
        time.sleep(0.05)
    message = f"{otherwise} The program wrote:\n{program.log.read_text(errors='replace')[-3000:]}"
    raise FailedError(message)


def _listens(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port), timeout=1).close()
    except OSError:
        return False
    return True


def output_of(command: Sequence[str], *, environment: Mapping[str, str], folder: Path | None = None) -> str:
    """Run a command to its end. Returns what it printed; raises FailedError."""
    done = subprocess.run(
        list(command), env=dict(environment), cwd=folder, stdin=subprocess.DEVNULL, capture_output=True, check=False
    )
    if done.returncode:
        said = (done.stdout + done.stderr).decode(errors="replace")
        message = f"This failed: {' '.join(command)}\n{said[-3000:]}"
        raise FailedError(message)
    return done.stdout.decode()
