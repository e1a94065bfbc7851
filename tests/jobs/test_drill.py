"""Workers are killed in the middle of their work: all of it is done, and nothing counts twice."""

import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager

import pytest

from tests.jobs.databases import Database, printed
from tests.jobs.drill import AGAIN_EVERY, begun
from tests.processes import Program, running

pytestmark = pytest.mark.http

AT_ONCE = 2  # jobs of each worker


@pytest.mark.parametrize(
    ("jobs", "kills", "workers_at_once"),
    [pytest.param(60, 2, 2, id="small"), pytest.param(3_000, 40, 4, id="large", marks=[pytest.mark.long])],
)
@pytest.mark.timeout(300)
def test_nothing_is_lost_and_nothing_counts_twice(
    database: Database, jobs: int, kills: int, workers_at_once: int
) -> None:
    drill(database, "ask", str(jobs))
    with ExitStack() as workers:
        alive = [workers.enter_context(worker(database, number)) for number in range(workers_at_once)]
        for number in range(kills):
            victim = alive.pop(0)
            kill_at_work(victim, database, jobs)
            alive.append(workers.enter_context(worker(database, workers_at_once + number)))
        result = printed(database, "tests.jobs.drill", "wait")
        for each in alive:
            each.process.send_signal(signal.SIGTERM)
        assert [each.process.wait(timeout=20) for each in alive] == [0] * workers_at_once
    counted = {(key, version): times for key, version, times in result["counted"]}
    assert result["jobs"] == jobs
    assert [number for number in range(jobs) if counted.get((str(number), newest(number))) != 1] == []
    assert [each for each, times in counted.items() if times != 1] == []
    assert len(begun(database.folder)) > jobs + jobs // AGAIN_EVERY  # some were begun again


def newest(number: int) -> int:
    """The version of that job which was asked for last."""
    return 2 if number % AGAIN_EVERY == 0 else 1


def drill(database: Database, *arguments: str) -> None:
    subprocess.run(
        [sys.executable, "-m", "tests.jobs.drill", *arguments], env=dict(database.environment), check=True, timeout=100
    )


@contextmanager
def worker(database: Database, number: int) -> Iterator[Program]:
    """A worker whose jobs take 40 milliseconds."""
    command = [sys.executable, "-m", "tests.jobs.drill", "work", str(AT_ONCE), "0.04"]
    log = database.folder / f"worker-{number}.log"
    with running(command, environment=database.environment, log=log) as program:
        yield program


def kill_at_work(victim: Program, database: Database, jobs: int) -> None:
    """Kill it -9 as soon as it has begun one of the jobs, unless there is none left to begin."""
    until = time.monotonic() + 60
    while not is_at_work(victim, database, jobs):
        assert time.monotonic() < until, "it did nothing"
        assert victim.process.poll() is None, victim.log_text()
        time.sleep(0.005)
    victim.process.kill()
    victim.process.wait()


def is_at_work(worker: Program, database: Database, jobs: int) -> bool:
    """Whether it has begun a job, or all of them have been."""
    attempts = begun(database.folder)
    return len({key for _process, key, _version in attempts}) == jobs or str(worker.process.pid) in {
        process for process, _key, _version in attempts
    }
