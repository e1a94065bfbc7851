"""What a worker's looking for work costs beside many jobs, on the database of the environment.

`python -m tests.jobs.plans` prints as JSON: for each state of the table how many statements a look is, what it found,
how long it took, and what its plan reads a whole table for. Nothing that it writes stays.
"""

import json
import sys
import time
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import django

django.setup()

from django.db import connection, transaction  # noqa: E402
from django.test.utils import CaptureQueriesContext  # noqa: E402

from slipway.jobs.claim import claimable  # noqa: E402
from slipway.jobs.models import Job  # noqa: E402
from slipway.jobs.queues import QUEUES, DueQueue, Queue, due_queues  # noqa: E402

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
LATER, EARLIER = NOW + timedelta(hours=1), NOW - timedelta(hours=1)
MANY = 5_000


def main() -> dict[str, Any]:
    """All states, one after the other, in a transaction that is rolled back."""
    found: dict[str, Any] = {}
    with transaction.atomic():
        Job.objects.all().delete()
        for name in states():
            with connection.cursor() as cursor:
                cursor.execute("ANALYZE jobs_job")
            found[name] = looked()
        found["claim plan"] = plan(*claimable(DueQueue(Queue("grade", "", "")), NOW).query.sql_with_params())
        transaction.set_rollback(True)
    return found


def states() -> Iterator[str]:
    """Fill the table further, and say with what."""
    yield "nothing"
    made(finished_at=EARLIER)
    yield "done"
    made(lanes=500, next_at=LATER)
    yield "later"
    one = made(count=1, lanes=1, lane="taken", next_at=EARLIER, lease=uuid4(), lease_until=LATER)
    made(count=MANY, lane="taken", next_at=EARLIER)
    yield "behind one that is worked on"
    made(count=MANY, next_at=EARLIER)
    yield "waiting"
    one.update(lease_until=EARLIER)
    yield "lost"


def made(*, count: int = MANY, lanes: int = 0, **values: Any) -> Any:
    """Rows with these values; of as many lanes, each of a share of its own."""
    rows = []
    for number in range(count):
        lane = str(number % lanes) if lanes else ""
        row = {"lane": lane, **values}
        column = Queue("grade", lane, row["lane"]).column
        rows.append(Job(kind="grade", key=uuid4().hex, payload={}, asked_at=EARLIER, queue=column, **row))
    Job.objects.bulk_create(rows)
    return Job.objects.filter(pk=rows[0].pk)


def looked() -> dict[str, Any]:
    """One look at the table as it is."""
    with CaptureQueriesContext(connection) as queries:
        found = due_queues(NOW, {"grade"})
    at = connection.ops.adapt_datetimefield_value(NOW)
    return {
        "statements": len(queries),
        "found": sorted([each.queue.lane, each.lost is not None] for each in found),
        "milliseconds": 1000 * min(seconds() for _ in range(10)),
        "plan": plan(QUEUES, [at, at, at]),
    }


def seconds() -> float:
    """How long a look takes."""
    began = time.perf_counter()
    due_queues(NOW, {"grade"})
    return time.perf_counter() - began


def plan(sql: str, params: Any) -> list[str]:
    """The lines of a statement's plan."""
    explain = "EXPLAIN QUERY PLAN" if connection.vendor == "sqlite" else "EXPLAIN"
    with connection.cursor() as cursor:
        cursor.execute(f"{explain} {sql}", params)
        return [str(row[-1]) for row in cursor.fetchall()]


if __name__ == "__main__":
    json.dump(main(), sys.stdout)
