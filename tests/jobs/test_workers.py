"""A worker as a process: how it ends, and how it keeps what it works on."""

import signal
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from slipway.jobs.perform import TOO_LONG
from slipway.jobs.worker import SECONDS_TO_END
from tests.jobs.databases import Database, printed
from tests.jobs.drill import begun
from tests.jobs.test_drill import drill
from tests.processes import Program, running

pytestmark = pytest.mark.http

FREE_AGAIN = {"leased": False, "attempts": 0, "finished": False, "waits": True, "problem": ""}


@contextmanager
def worker(database: Database, *said: str, name: str = "worker") -> Iterator[Program]:
    """A worker, whose jobs take as many seconds as is said, once it has begun one."""

    before = len(begun(database.folder))
    command = [sys.executable, "-m", "tests.jobs.drill", "work", "1", *said]
    with running(command, environment=database.environment, log=database.folder / f"{name}.log") as program:
        until = time.monotonic() + 60
        while len(begun(database.folder)) == before:
            assert time.monotonic() < until, "it did nothing"
            assert program.process.poll() is None, program.log_text()
            time.sleep(0.02)
        yield program


def test_what_runs_may_end_and_the_rest_is_left(database_at_length: Database) -> None:
    database = database_at_length
    drill(database, "ask", "3")
    with worker(database, "1.0") as program:
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(timeout=30) == 0
    rows = printed(database, "tests.jobs.drill", "rows")
    assert sorted(row["attempts"] for row in rows if not row["finished"])[-1] == 0
    assert len(begun(database.folder)) == 1


@pytest.mark.long
def test_what_takes_too_long_is_handed_back_when_the_worker_is_told_to_end(database: Database) -> None:
    drill(database, "ask", "1")
    with worker(database, "200") as program:
        at = time.monotonic()
        program.process.send_signal(signal.SIGTERM)
        assert program.process.wait(timeout=60) == 0
        assert time.monotonic() - at > SECONDS_TO_END
        assert "jobs-handed-back" in program.log_text()
    assert printed(database, "tests.jobs.drill", "rows") == [FREE_AGAIN]


def test_a_lease_is_kept_while_its_job_runs(database_at_length: Database) -> None:
    """The job takes more than twice as long as a lease, beside another worker that looks for work."""
    database = database_at_length
    drill(database, "ask", "2")
    with worker(database, "4.5") as one, worker(database, "4.5", name="other") as other:
        result = printed(database, "tests.jobs.drill", "wait")
        assert one.process.pid != other.process.pid
    assert [times for _key, _version, times in result["counted"]] == [1, 1, 1]
    assert len(begun(database.folder)) == 3  # job 0 is asked for once more


@pytest.mark.long
def test_a_handler_that_hangs_loses_its_job_and_ends_its_worker(database: Database) -> None:
    drill(database, "ask", "1")
    with worker(database, "200", "1.5") as program:
        assert program.process.wait(timeout=60) == 1
        assert "job-overdue" in program.log_text()
    (row,) = printed(database, "tests.jobs.drill", "rows")
    assert row == {"leased": False, "attempts": 1, "finished": False, "waits": True, "problem": TOO_LONG.english}
