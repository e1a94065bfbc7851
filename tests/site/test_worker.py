"""`slipway worker`, alone and beside `slipway serve`."""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.commands import CommandFailed
from tests.processes import Program, free_port, running, wait_until_it_answers
from tests.servers import SLIPWAY, Slipway

pytestmark = pytest.mark.http

STARTED = "Slipway: worker for"


def until(question: Callable[[], bool], *, seconds: float = 40) -> bool:
    """Whether it becomes true within that time."""
    end = time.monotonic() + seconds
    while time.monotonic() < end:
        if question():
            return True
        time.sleep(0.1)
    return False


def workers_of(environment: str) -> set[int]:
    """The processes of `slipway worker` whose data folder is this one."""
    return {pid for pid in processes() if is_worker(pid, environment)}


def processes() -> Iterator[int]:
    return (int(entry.name) for entry in Path("/proc").iterdir() if entry.name.isdecimal())


def is_worker(pid: int, data: str) -> bool:
    try:
        command = Path(f"/proc/{pid}/cmdline").read_bytes().split(b"\0")
        told = Path(f"/proc/{pid}/environ").read_bytes().split(b"\0")
    except OSError:  # it has ended
        return False
    return b"worker" in command and f"SLIPWAY_DATA={data}".encode() in told and b"slipway.site.beside" not in command


@contextmanager
def serving(live: Slipway, folder: Path) -> Iterator[Program]:
    """A server with a worker beside it, on the data of `live`."""
    port = free_port()
    command = [SLIPWAY, "serve", "--bind", f"127.0.0.1:{port}", "--workers", "1", "--with-worker"]
    with running(command, environment=live.environment, log=folder / "log") as program:
        wait_until_it_answers(program, f"http://127.0.0.1:{port}/accounts/login/")
        assert until(lambda: STARTED in program.log_text()), program.log_text()
        yield program


def test_a_worker_ends_when_it_is_told_to(live: Slipway, tmp_path: Path) -> None:
    with running([SLIPWAY, "worker"], environment=live.environment, log=tmp_path / "log") as program:
        assert until(lambda: STARTED in program.log_text())
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(timeout=20) == 0


def test_a_kind_that_is_not_there_is_named(live: Slipway) -> None:
    with pytest.raises(CommandFailed, match="There are no jobs of the kind homework"):
        live.slipway("worker", "--kind", "homework")


def test_a_worker_that_dies_is_started_anew_and_ends_with_the_server(live: Slipway, tmp_path: Path) -> None:
    data = str(live.data)
    with serving(live, tmp_path) as program:
        (first,) = workers_of(data)
        os.kill(first, signal.SIGKILL)
        assert until(lambda: program.log_text().count(STARTED) == 2), program.log_text()
        assert "the worker ended with status -9; it is started anew" in program.log_text()
        assert len(workers_of(data)) == 1
        program.process.send_signal(signal.SIGTERM)
        program.process.wait(timeout=30)
        assert workers_of(data) == set()


@pytest.mark.long
def test_a_worker_ends_with_a_server_that_was_killed(live: Slipway, tmp_path: Path) -> None:
    data = str(live.data)
    with serving(live, tmp_path) as program:
        assert len(workers_of(data)) == 1
        os.killpg(program.process.pid, signal.SIGKILL)
        program.process.wait()
        assert until(lambda: workers_of(data) == set())


def test_check_says_how_the_jobs_stand(anywhere: Slipway) -> None:
    assert "Jobs: none waiting." in anywhere.slipway("check")
    assert anywhere.slipway("jobs") == "Jobs: none waiting.\n"
