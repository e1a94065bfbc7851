"""The jobs of the drill, and the workers that are killed in the middle of them: `python -m tests.jobs.drill`

* `ask COUNT` makes the drill's table and asks for so many jobs;
* `work AT_ONCE SECONDS [LONGEST]` is a worker whose jobs take that long (and may take so long), with leases of two
  seconds;
* `rows` prints the state of each job as JSON;
* `wait` returns when no job is left, and prints as JSON what was counted, and how long that took.

Every tenth job is asked for again while it is worked on, as a student does who hands in anew. What a handler counts is
the `write` of its end. `begun` in the data folder has a line for each attempt: process, key, version.
"""

import json
import os
import signal
import sys
import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from pathlib import Path

import django

django.setup()

from django.db import connection, transaction  # noqa: E402

from slipway.jobs.ends import Done, JobEnd  # noqa: E402
from slipway.jobs.enqueue import enqueue  # noqa: E402
from slipway.jobs.held import HeldJob  # noqa: E402
from slipway.jobs.kinds import JobKind, register_job_kind  # noqa: E402
from slipway.jobs.models import Job  # noqa: E402
from slipway.jobs.worker import Worker  # noqa: E402

BEGUN = Path(os.environ["SLIPWAY_DATA"]) / "begun"
LEASE = timedelta(seconds=2)
AGAIN_EVERY = 10  # jobs, one is asked for again


def begun(folder: Path) -> list[list[str]]:
    """Process, key and version of each attempt so far."""
    file = folder / BEGUN.name
    return [line.split() for line in file.read_text().splitlines()] if file.exists() else []


def do(job: HeldJob, *, seconds: float) -> JobEnd:
    """Take time, then count once."""
    number, version = job.payload.get("number", int), job.payload.get("version", int)
    with BEGUN.open("a") as file:
        file.write(f"{os.getpid()} {job.key} {version}\n")
    time.sleep(seconds / 2)
    if number % AGAIN_EVERY == 0 and version == 1:
        with transaction.atomic():
            ask(number, version=2)
    time.sleep(seconds / 2)
    return Done(partial(count, job.key, version))


def ask(number: int, *, version: int) -> None:
    payload = {"number": number, "version": version}
    enqueue("drill", str(number), payload, share=str(number % 3), lane="alone" if number % 50 == 1 else "")


def count(key: str, version: int) -> None:
    """One more for this version of the job: the database adds, so that a second time would be seen."""
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO drill (key, version, times) VALUES (%s, %s, 1) "
            "ON CONFLICT (key, version) DO UPDATE SET times = drill.times + 1",
            [key, version],
        )


def ask_for(number: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS drill")
        cursor.execute("CREATE TABLE drill (key TEXT, version INTEGER, times INTEGER, PRIMARY KEY (key, version))")
    Job.objects.all().delete()
    BEGUN.unlink(missing_ok=True)
    with transaction.atomic():
        for each in range(number):
            ask(each, version=1)


def work(at_once: int, seconds: float, longest: float = 60) -> None:
    kind = JobKind("drill", partial(do, seconds=seconds), longest=timedelta(seconds=longest))
    register_job_kind(kind)
    worker = Worker([kind], at_once=at_once, lease=LEASE)
    signal.signal(signal.SIGTERM, lambda *_: worker.stop())
    sys.exit(0 if worker.run() else 1)


def wait() -> None:
    began = time.monotonic()
    while Job.objects.filter(finished_at=None).exists():
        time.sleep(0.1)
    seconds = time.monotonic() - began
    with connection.cursor() as cursor:
        cursor.execute("SELECT key, version, times FROM drill")
        counted = [list(row) for row in cursor.fetchall()]
    json.dump({"seconds": seconds, "jobs": Job.objects.count(), "counted": counted}, sys.stdout)


def rows() -> None:
    """The state of each job."""
    json.dump([state(job) for job in Job.objects.order_by("key")], sys.stdout)


def state(job: Job) -> dict[str, object]:
    return {
        "leased": job.lease is not None,
        "attempts": job.attempts,
        "finished": job.finished_at is not None,
        "waits": job.next_at is not None,
        "problem": job.problem.english,
    }


def main() -> None:
    register: Callable[[], None] = partial(register_job_kind, JobKind("drill", partial(do, seconds=0)))
    match sys.argv[1:]:
        case ["ask", number]:
            register()
            ask_for(int(number))
        case ["work", at_once, *seconds]:
            work(int(at_once), *map(float, seconds))
        case ["rows"]:
            rows()
        case ["wait"]:
            wait()


if __name__ == "__main__":
    main()
