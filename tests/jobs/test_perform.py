"""Doing one job: whatever its handler does, the row says what became of it."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial

import pytest
from django.db import OperationalError, connections
from django.utils import timezone

from slipway.jobs.ending import end_attempt
from slipway.jobs.ends import Again, Done, JobEnd, NeedsPerson
from slipway.jobs.held import HeldJob, LostLeaseError
from slipway.jobs.models import Job
from slipway.jobs.perform import BROKEN, FATAL, MOST_LOSSES, NEWER, TOO_LONG, end_overdue, perform
from slipway.orgs.models import Organization
from slipway.words import text
from tests import factories
from tests.jobs.asked import ask, claimed, registered

pytestmark = [pytest.mark.http, pytest.mark.django_db]

WHY = text("The LMS does not answer.")


def done(handle: Callable[[HeldJob], JobEnd], *, form: int = 1) -> Job:
    """A job's row after such a handler had it."""
    with registered(handle, form=form) as kind:
        ask("a", {"score": 1})
        (job,) = claimed()
        perform(job, kind)
    row = Job.objects.get(key="a")
    assert row.lease is None
    return row


def fails(*_: object) -> JobEnd:
    raise RuntimeError


@pytest.mark.parametrize(
    ("end", "state", "problem"),
    [
        (Done(), "finished_at", text("")),
        (Again(WHY), "next_at", WHY),
        (NeedsPerson(WHY), "stopped_at", WHY),
    ],
)
def test_an_end_is_written_down(end: JobEnd, state: str, problem: object) -> None:
    row = done(lambda job: end)
    assert [each for each in ("finished_at", "next_at", "stopped_at") if getattr(row, each)] == [state]
    assert row.problem == problem


def test_a_handler_gets_payload_key_and_attempt() -> None:
    got: list[object] = []

    def handle(job: HeldJob) -> JobEnd:
        got.extend([job.key, job.attempt, job.payload.get("score", int), job.asked_at < timezone.now()])
        return Done()

    done(handle)
    assert got == ["a", 1, 1, True]


def test_a_handler_that_fails_is_tried_again() -> None:
    row = done(fails)
    assert (row.problem, row.attempts) == (BROKEN, 1)
    assert row.next_at
    assert row.next_at > timezone.now()


def test_a_payload_of_a_newer_release_waits_for_that() -> None:
    with registered(form=2):
        ask("a")
    with registered(fails, form=1) as kind:
        (job,) = claimed()
        perform(job, kind)
    assert Job.objects.get().problem == NEWER


def test_what_a_handler_writes_goes_with_the_end() -> None:
    organization = factories.organization()
    row = done(lambda job: Done(partial(rename, organization)))
    organization.refresh_from_db()
    assert (organization.name, bool(row.finished_at)) == ("Renamed", True)


def test_a_write_that_fails_leaves_nothing_and_is_tried_again() -> None:
    organization = factories.organization()

    def write() -> None:
        rename(organization)
        fails()

    assert done(lambda job: Done(write)).problem == BROKEN
    organization.refresh_from_db()
    assert organization.name != "Renamed"


def test_a_worker_that_lost_the_job_writes_nothing_in_the_middle_either() -> None:
    organization = factories.organization()
    seen: list[str] = []

    def handle(job: HeldJob) -> JobEnd:
        with job.held():
            Organization.objects.filter(pk=organization.pk).update(name="Still mine")
        Job.objects.filter(key=job.key).update(lease_until=timezone.now())
        assert len(claimed()) == 1
        try:
            with job.held():
                rename(organization)
        except LostLeaseError:
            seen.append("lost")
            raise
        return Done(partial(rename, organization))

    with registered(handle) as kind:
        ask("a")
        (job,) = claimed()
        perform(job, kind)
    organization.refresh_from_db()
    assert (organization.name, seen) == ("Still mine", ["lost"])
    assert Job.objects.get().lease


def test_a_job_that_ends_its_workers_stops() -> None:
    with registered(fails) as kind:
        ask("a")
        for number in range(MOST_LOSSES + 2):
            (job,) = claimed(later=timedelta(seconds=20 * number), lease_for=timedelta(seconds=10))
        perform(job, kind)
    row = Job.objects.get()
    assert row.stopped_at
    assert row.problem == FATAL


def test_a_handler_that_takes_too_long_has_lost_its_job() -> None:
    with registered() as kind:
        ask("a")
        (job,) = claimed()
        end_overdue(job, kind)
        assert Job.objects.get().problem == TOO_LONG
        perform(job, kind)  # as its thread goes on
    assert Job.objects.get().problem == TOO_LONG


def test_a_database_that_is_away_for_a_moment_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[None] = []

    def now_and_then(*args: object) -> bool:
        tries.append(None)
        if len(tries) < 3:
            raise OperationalError
        return end_attempt(*args)  # type: ignore[arg-type]

    monkeypatch.setattr("slipway.jobs.perform.end_attempt", now_and_then)
    monkeypatch.setattr("slipway.jobs.perform.ENDING_PAUSE", 0)
    monkeypatch.setattr(connections, "close_all", lambda: None)  # it is this test's connection
    assert done(lambda job: Done()).finished_at


def rename(organization: Organization) -> None:
    Organization.objects.filter(pk=organization.pk).update(name="Renamed")
