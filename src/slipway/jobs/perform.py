"""Doing one job: its handler, whatever that does, and the end of the attempt."""

import random
import time

import structlog
from django.db import InterfaceError, OperationalError, connections
from django.utils import timezone

from slipway.jobs.ending import end_attempt
from slipway.jobs.ends import Again, JobEnd, NeedsPerson, Tried, aftermath
from slipway.jobs.held import ClaimedJob, HeldJob, LostLeaseError
from slipway.jobs.kinds import JobKind
from slipway.web.payloads import Payload, UnreadablePayloadError
from slipway.words import text

log = structlog.get_logger("slipway.jobs")

MOST_LOSSES = 5  # workers that one job may cost, without an end in between: it may be what ends them
ENDING_TRIES, ENDING_PAUSE = 4, 2.0  # for a database that is away for a moment; less than a lease together

BROKEN = text("Slipway itself failed at this. The log of the worker says how.")
TOO_LONG = text("It took longer than it may, so it was ended.")
NEWER = text("It was asked for by a newer release of Slipway than the worker's. Start the worker anew.")
FATAL = text("Several workers ended in the middle of it. The log of the system may say why, such as lack of memory.")


def perform(job: ClaimedJob, kind: JobKind) -> None:
    """Do the job and write down how it ended. Raises nothing: what goes wrong is logged."""
    began = time.monotonic()
    end = _handled(job, kind)
    if end is None:
        log.info("job-lost", kind=job.kind, key=job.key)
        return
    is_ours = _ended(job, kind, end)
    told, seconds = type(end).__name__ if is_ours else "lost", round(time.monotonic() - began, 2)
    log.info("job", kind=job.kind, key=job.key, attempt=job.attempt, end=told, seconds=seconds)


def end_overdue(job: ClaimedJob, kind: JobKind) -> None:
    """Take a job from a handler that has run for too long: what it still writes is void."""
    log.error("job-overdue", kind=job.kind, key=job.key, attempt=job.attempt)
    _ended(job, kind, Again(TOO_LONG))


def _handled(job: ClaimedJob, kind: JobKind) -> JobEnd | None:
    """What the handler says; None when it has found out that the job is another worker's."""
    if job.losses > MOST_LOSSES:
        return NeedsPerson(FATAL)
    try:
        return kind.handle(HeldJob(job, Payload(job.payload, newest=kind.form)))
    except UnreadablePayloadError:
        log.exception("job-unreadable", kind=job.kind, key=job.key)
        return Again(NEWER)
    except LostLeaseError:
        return None
    except Exception:
        log.exception("job-failed", kind=job.kind, key=job.key, attempt=job.attempt)
        return Again(BROKEN)


def _ended(job: ClaimedJob, kind: JobKind, end: JobEnd) -> bool:
    """Write the end down. A write of the handler's that fails is an attempt that failed."""
    for number in range(ENDING_TRIES):
        try:
            return _written(job, kind, end)
        except (OperationalError, InterfaceError):  # it is away, or has chosen this transaction to end a deadlock
            log.warning("job-not-ended", kind=job.kind, key=job.key, exc_info=True)
            connections.close_all()
            time.sleep(ENDING_PAUSE * number)
        except Exception:
            log.exception("job-failed", kind=job.kind, key=job.key, attempt=job.attempt)
            end = Again(BROKEN)
    return False


def _written(job: ClaimedJob, kind: JobKind, end: JobEnd) -> bool:
    tried = Tried(job.attempt, job.asked_at, kind.gives_up_after)
    return end_attempt(job, end, aftermath(end, tried, now=timezone.now(), chance=random.random()))  # noqa: S311
