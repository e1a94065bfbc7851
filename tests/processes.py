"""Starting programs of ours for tests, so that none of them outlives the tests."""

import shutil
import signal
import socket
import subprocess
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

import httpx

from tests import asking

Found = TypeVar("Found")
PATIENCE = 40  # seconds until a server must answer; two cores may be busy with other tests


@dataclass(frozen=True)
class Program:
    """A running program; everything that it writes goes to `log`."""

    process: subprocess.Popen[bytes]
    log: Path

    def log_text(self) -> str:
        """Everything that the program has written so far, on stdout and stderr."""
        return self.log.read_text(errors="replace")


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
    """Run `command` in a session of its own until the block ends, then send it `stop`.

    setpriv has the kernel send it too when the tests are killed; `person` are setpriv's options to run as another user.
    """
    tied = ["setpriv", *person, "--pdeathsig", stop.name.removeprefix("SIG"), "--"] if shutil.which("setpriv") else []
    with log.open("wb") as out:
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
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def wait_for(
    program: Program, answer: Callable[[], Found], *faults: type[Exception], seconds: float = PATIENCE
) -> Found:
    """What `answer` returns, as soon as it raises none of `faults`. Raises RuntimeError when the program ends first."""
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and program.process.poll() is None:
        try:
            return answer()
        except faults:
            time.sleep(0.05)
    message = f"The program did not answer. It wrote:\n{program.log_text()}"
    raise RuntimeError(message)


def wait_until_it_answers(program: Program, url: str, *, seconds: float = PATIENCE) -> None:
    """Return when `url` answers anything. Raises RuntimeError with the program's own words."""
    wait_for(program, lambda: asking.get(url, timeout=PATIENCE), httpx.TransportError, seconds=seconds)
