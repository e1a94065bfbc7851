"""How the jobs stand, for the operator."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db.models import Count, Min, Q

from slipway.jobs.models import FREE, LEASED, Job

UNATTENDED = timedelta(minutes=1)  # a job that is due for so long, while none is worked on: no worker runs


@dataclass(frozen=True, slots=True)
class Backlog:
    """Counts of jobs: `waiting`, of which some `failed` before, `running`, and `stopped` until a person does something.

    oldest: when the one was asked for that has waited longest, of those that could have been begun; due: since when the
    first may be begun.
    """

    waiting: int
    failed: int
    running: int
    stopped: int
    oldest: datetime | None
    due: datetime | None


def read_backlog(now: datetime) -> Backlog:
    """The jobs as they are: three statements, which read those that are not done."""
    failed = Q(attempts__gt=0)
    counts = Job.objects.filter(FREE).aggregate(
        waiting=Count("pk"),
        failed=Count("pk", filter=failed),
        oldest=Min("asked_at", filter=failed | Q(next_at__lte=now)),
        due=Min("next_at"),
    )
    running = Job.objects.filter(LEASED).count()
    return Backlog(**counts, running=running, stopped=Job.objects.filter(stopped_at__isnull=False).count())


def backlog_line(backlog: Backlog, now: datetime) -> str:
    """How the jobs stand, in a line for the operator."""
    waiting = f"{backlog.waiting} waiting" if backlog.waiting else "none waiting"
    oldest = f" (the oldest for {_length(now - backlog.oldest)})" if backlog.oldest else ""
    failed = f", {backlog.failed} of them failed before" if backlog.failed else ""
    parts = [f"{waiting}{oldest}{failed}"]
    parts += [f"{backlog.running} running"] if backlog.running else []
    parts += [f"{backlog.stopped} stopped: `slipway jobs` says why"] if backlog.stopped else []
    line = f"Jobs: {'; '.join(parts)}."
    if backlog.due and not backlog.running and now - backlog.due > UNATTENDED:
        line += " No worker seems to run: start `slipway worker`, or `slipway serve --with-worker`."
    return line


def _length(time: timedelta) -> str:
    """Roughly how long, such as "3 hours"."""
    seconds = max(int(time.total_seconds()), 0)
    for unit, length in (("day", 86_400), ("hour", 3_600), ("minute", 60)):
        if count := seconds // length:
            return f"{count} {unit}{'s' if count > 1 else ''}"
    return "less than a minute"
