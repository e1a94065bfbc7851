"""A Redis as a cache: on a Unix socket, nothing written to disk."""

import shutil
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bench.machine.programs import PATIENCE, FailedError, Program, bare_environment, running
from tools.system_packages import install_system_packages


@dataclass(frozen=True)
class Redis:
    """A running Redis."""

    socket: Path
    program: Program


@contextmanager
def redis() -> Iterator[Redis]:
    """A Redis for the length of the block."""
    if shutil.which("redis-server") is None:
        install_system_packages({"redis-server": "the cache that other LTI tools are set up with"})
    folder = Path(tempfile.mkdtemp(prefix="bench-redis-"))
    socket = folder / "socket"
    command = ["redis-server", "--port", "0", "--unixsocket", str(socket), "--save", "", "--dir", str(folder)]
    try:
        with running(command, environment=bare_environment(), log=folder / "log") as program:
            _wait_for(socket)
            yield Redis(socket, program)
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _wait_for(socket: Path) -> None:
    deadline = time.monotonic() + PATIENCE
    while not socket.exists():
        if time.monotonic() > deadline:
            message = "Redis did not start."
            raise FailedError(message)
        time.sleep(0.05)
