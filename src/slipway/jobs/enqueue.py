"""Asking for a job."""

import threading
from collections.abc import Mapping
from datetime import datetime

from django.db import connection, transaction
from django.db.models import Case, F, Model, Value, When
from django.utils import timezone

from slipway.jobs.kinds import job_kind
from slipway.jobs.models import Job
from slipway.jobs.queues import Queue
from slipway.statements.insert import Insert
from slipway.web.payloads import FORM
from slipway.words import Text

# A worker that has nothing to do waits for this. Set when a job has been asked for in the worker's own process: by
# other processes' jobs it is not, and finds them by looking.
news = threading.Event()

_INSERT = Insert(Job, once=True)


def enqueue(  # noqa: PLR0913 - what a job is, and what else may be said of it
    kind: str, key: str, payload: Mapping[str, object], *, at: datetime | None = None, lane: str = "", share: str = ""
) -> None:
    """Have a job done, once the caller's transaction is committed, or at `at`. Call it at the end of the transaction.

    kind: the code of a registered kind; raises UnknownJobKindError.
    key: which job of that kind; up to 200 characters. Where there is one of that key, it is asked for again: the newest
        payload and time count, its attempts begin anew. One that is being worked on is done once more afterwards.
    payload: what JSON can hold; its form is the kind's, and is put in here.
    lane: of all jobs of one lane, one at a time is worked on; up to 128 characters.
    share: for whom it is done, such as an organization's id; up to 64 characters. Shares are served in turn.
    """
    assert connection.in_atomic_block, "a job is asked for in the transaction of what gives rise to it"
    now = timezone.now()
    row = Job(kind=kind, key=key, payload={**payload, FORM: job_kind(kind).form})
    row.lane, row.queue = lane, Queue(kind, share, lane).column
    row.asked_at, row.next_at = now, at or now
    # A job that was there may be tidied away before it is asked for again: then the next insert succeeds.
    while not _INSERT.run(row) and not _ask_again(row):
        pass
    transaction.on_commit(news.set)


def _ask_again(row: Job) -> bool:
    """Whether there was such a job. While it is worked on, it stays in its lane."""
    columns: dict[str, Model | object] = {
        name: Case(When(lease=None, then=Value(getattr(row, name))), default=F(name)) for name in ("lane", "queue")
    }
    asked = Job.objects.filter(kind=row.kind, key=row.key).update(
        payload=row.payload,
        version=F("version") + 1,
        asked_at=row.asked_at,
        next_at=row.next_at,
        attempts=0,
        finished_at=None,
        stopped_at=None,
        problem=Text(),
        **columns,
    )
    return bool(asked)
