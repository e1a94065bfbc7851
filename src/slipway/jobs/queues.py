"""Looking for work: one statement, which costs next to nothing where there is none.

Free jobs stand in queues, by kind, share and lane. The statement goes from queue to queue by an index, so that a queue
of a hundred thousand costs no more than one of two; and it goes nowhere unless some job is due.
"""

from collections.abc import Collection, Iterable, Mapping, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, cast
from uuid import UUID

from django.db import connection

QUEUES = """
WITH RECURSIVE waiting (queue) AS (
    SELECT (SELECT MIN(j.queue) FROM jobs_job j WHERE j.lease IS NULL AND j.next_at IS NOT NULL)
    WHERE (SELECT MIN(d.next_at) FROM jobs_job d WHERE d.lease IS NULL AND d.next_at IS NOT NULL) <= %s
    UNION ALL
    SELECT (SELECT MIN(j.queue) FROM jobs_job j WHERE j.lease IS NULL AND j.next_at IS NOT NULL AND j.queue > w.queue)
    FROM waiting w WHERE w.queue IS NOT NULL
), due (queue, lane) AS (
    SELECT w.queue, (SELECT j.lane FROM jobs_job j WHERE j.queue = w.queue AND j.lease IS NULL AND j.next_at <= %s
                     ORDER BY j.next_at LIMIT 1)
    FROM waiting w
)
SELECT due.queue, NULL FROM due WHERE due.lane IS NOT NULL
AND NOT EXISTS (SELECT 1 FROM jobs_job l WHERE l.lane = due.lane AND l.lane > '' AND l.lease IS NOT NULL)
UNION ALL
SELECT l.queue, l.id FROM jobs_job l WHERE l.lease IS NOT NULL AND l.lease_until <= %s
"""


@dataclass(frozen=True, slots=True)
class Queue:
    """Jobs of one kind, share and lane: which of them wait can be found by its column alone."""

    kind: str
    share: str
    lane: str

    @property
    def column(self) -> str:
        """As rows have it. Raises ValueError for what cannot be told apart again."""
        parts = (self.kind, self.share, self.lane)
        if any("\n" in part for part in parts):
            raise ValueError("Kinds, shares and lanes of jobs are single lines.")
        return "\n".join(parts)


@dataclass(frozen=True, slots=True)
class DueQueue:
    """A queue whose first job is due; or, with `lost`, the id of a job whose worker is gone: it has its lane still."""

    queue: Queue
    lost: UUID | None = None


def due_queues(now: datetime, kinds: Collection[str]) -> list[DueQueue]:
    """Where there is work of these kinds, in no order: one statement, outside any transaction."""
    at: Any = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(QUEUES, [at, at, at])
        rows = cursor.fetchall()
    found = [DueQueue(Queue(*column.split("\n")), _id(lost)) for column, lost in rows]
    return [due for due in found if due.queue.kind in kinds]


def _id(kept: object) -> UUID | None:
    return UUID(kept) if isinstance(kept, str) else cast("UUID | None", kept)  # SQLite has no type for it


MOST_REMEMBERED = 10_000


class Turns:
    """Who was served when by this worker, so that shares have their turns, and within a share its queues.

    `last` are the kinds that come after all others of their share.
    """

    def __init__(self, last: Set[str] = frozenset()) -> None:
        self._last = last
        self._count = 0
        self._served: dict[str | Queue, int] = {}

    def in_turn(self, queues: Iterable[DueQueue]) -> list[DueQueue]:
        """The queues in the order in which they should be served: whoever has waited longest comes first."""
        return in_turn(queues, self._served, self._last)

    def serve(self, queue: Queue) -> None:
        """Note that a job of that queue is begun now."""
        if len(self._served) > MOST_REMEMBERED:
            self._served.clear()
        self._count += 1
        self._served[queue.share] = self._served[queue] = self._count


def in_turn(
    queues: Iterable[DueQueue], served: Mapping[str | Queue, int], last: Set[str] = frozenset()
) -> list[DueQueue]:
    """One queue of each share, the share that was served longest ago first, then a second of each, and so on.

    `served` says when shares and queues were served last, as a count that rises. Within a share the kinds of `last`
    come after all others.
    """
    of_share: dict[str, list[DueQueue]] = {}

    def rank_in_share(due: DueQueue) -> tuple[bool, int, str]:
        return due.queue.kind in last, served.get(due.queue, 0), due.queue.column

    for due in sorted(queues, key=rank_in_share):
        of_share.setdefault(due.queue.share, []).append(due)
    ranked = [
        (rank, served.get(share, 0), share, due)
        for share, ordered in of_share.items()
        for rank, due in enumerate(ordered)
    ]
    return [due for _rank, _when, _share, due in sorted(ranked, key=lambda each: each[:3])]
