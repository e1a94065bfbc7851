"""Asking for jobs, claiming them and ending them: what the rows say."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from django.utils import timezone
from pytest_django import DjangoCaptureOnCommitCallbacks

from slipway.jobs.claim import claim
from slipway.jobs.ending import end_attempt, hand_back, prolong
from slipway.jobs.ends import Aftermath, Again, Done, NeedsPerson
from slipway.jobs.enqueue import enqueue, news
from slipway.jobs.kinds import JobKind, UnknownJobKindError, register_job_kind
from slipway.jobs.models import Job
from slipway.jobs.queues import DueQueue, Queue
from slipway.words import text
from tests.jobs.asked import HOUR, ask, claimed, registered

pytestmark = [pytest.mark.http, pytest.mark.django_db]

WHY = text("The LMS does not answer.")


@pytest.fixture(autouse=True)
def kind() -> Iterator[JobKind]:
    with registered(form=3) as kind:
        yield kind


def waiting() -> list[str]:
    """The keys of jobs that a worker could claim within a day."""
    tomorrow = timezone.now() + timedelta(days=1)
    return sorted(Job.objects.filter(lease=None, next_at__lte=tomorrow).values_list("key", flat=True))


def test_a_job_is_written_down_with_its_form_and_can_be_claimed_at_once() -> None:
    ask("a", {"unit": "u1"})
    (job,) = claimed()
    assert (job.kind, job.key, job.payload) == ("test", "a", {"unit": "u1", "form": 3})
    assert (job.version, job.attempt, job.losses) == (1, 1, 0)
    assert claimed() == []


def test_the_same_key_is_one_row_with_the_newest_payload() -> None:
    ask("a", {"score": 1}, at=timezone.now() + HOUR)
    ask("a", {"score": 2})
    assert Job.objects.count() == 1
    (job,) = claimed()
    assert (job.payload["score"], job.version) == (2, 2)


def test_a_job_waits_for_its_time() -> None:
    ask("a", at=timezone.now() + HOUR)
    assert claimed(later=0.9 * HOUR) == []
    assert len(claimed(later=1.1 * HOUR)) == 1


def test_a_kind_that_nobody_registered_is_refused() -> None:
    with pytest.raises(UnknownJobKindError):
        enqueue("nobodys", "a", {})


def test_two_kinds_of_one_code_are_an_error(kind: JobKind) -> None:
    register_job_kind(kind)
    with pytest.raises(ValueError, match="Two kinds of jobs have the code 'test'"):
        register_job_kind(JobKind("test", kind.handle, form=9))


def test_a_worker_of_this_process_hears_of_it_once_it_is_committed(
    django_capture_on_commit_callbacks: DjangoCaptureOnCommitCallbacks,
) -> None:
    news.clear()
    with django_capture_on_commit_callbacks(execute=True):
        ask("a")
        assert not news.is_set()
    assert news.is_set()


def test_a_job_that_is_done_is_done() -> None:
    ask("a")
    (job,) = claimed()
    assert end_attempt(job, Done(), Aftermath(finished_at=timezone.now()))
    row = Job.objects.get()
    assert row.finished_at
    assert (row.next_at, row.lease, row.lease_until) == (None, None, None)


def test_a_newer_payload_that_came_meanwhile_waits_on() -> None:
    ask("a", {"score": 1})
    (job,) = claimed()
    ask("a", {"score": 2})
    assert claimed() == []  # it is worked on
    assert end_attempt(job, Done(), Aftermath(finished_at=timezone.now()))
    (newer,) = claimed()
    assert (newer.payload["score"], newer.attempt, newer.version) == (2, 1, 2)
    assert end_attempt(newer, Done(), Aftermath(finished_at=timezone.now()))
    assert waiting() == []


def test_a_newer_payload_waits_as_long_as_the_older_one_was_told_to() -> None:
    ask("a")
    (job,) = claimed()
    ask("a")
    assert end_attempt(job, Again(WHY), Aftermath(next_at=timezone.now() + HOUR, problem=WHY))
    assert claimed() == []
    assert not Job.objects.get().problem
    assert len(claimed(later=1.1 * HOUR)) == 1


def test_what_needs_a_person_stops_until_it_is_asked_for_again() -> None:
    ask("a")
    (job,) = claimed()
    end_attempt(job, NeedsPerson(WHY), Aftermath(stopped_at=timezone.now(), problem=WHY))
    assert (Job.objects.get().problem, waiting()) == (WHY, [])
    row = ask("a")
    assert (row.stopped_at, row.attempts, bool(row.problem)) == (None, 0, False)
    assert waiting() == ["a"]


def test_what_is_tried_again_says_why_and_counts_its_attempts() -> None:
    ask("a")
    (job,) = claimed()
    end_attempt(job, Again(WHY), Aftermath(next_at=timezone.now(), problem=WHY))
    assert Job.objects.get().problem == WHY
    (again,) = claimed()
    assert (again.attempt, again.losses) == (2, 0)


def test_a_lease_that_ran_out_is_another_workers() -> None:
    ask("a")
    (lost,) = claimed(lease_for=timedelta(seconds=10))
    assert claimed(later=timedelta(seconds=9)) == []
    (taken,) = claimed(later=timedelta(seconds=11))
    assert (taken.attempt, taken.losses) == (2, 1)
    assert not end_attempt(lost, Done(), Aftermath(finished_at=timezone.now()))
    assert Job.objects.get().lease == taken.lease


def test_a_lease_that_is_kept_is_not() -> None:
    ask("a")
    (kept,) = claimed(lease_for=timedelta(seconds=10))
    prolong([kept], timezone.now(), lease_for=HOUR)
    assert claimed(later=timedelta(seconds=11)) == []


def test_what_was_lost_cannot_be_kept() -> None:
    ask("a")
    (lost,) = claimed(lease_for=timedelta(seconds=10))
    (taken,) = claimed(later=timedelta(seconds=11), lease_for=timedelta(seconds=10))
    until = Job.objects.get(lease=taken.lease).lease_until
    prolong([lost], timezone.now(), lease_for=HOUR)
    assert Job.objects.get().lease_until == until


def forget_all() -> None:
    Job.objects.all().delete()


def test_a_lost_worker_writes_nothing() -> None:
    ask("a")
    (lost,) = claimed(lease_for=timedelta(seconds=10))
    claimed(later=timedelta(seconds=11))
    assert not end_attempt(lost, Done(forget_all), Aftermath(finished_at=timezone.now()))
    assert Job.objects.count() == 1


def test_what_is_handed_back_was_never_begun() -> None:
    ask("a")
    (job,) = claimed()
    hand_back([job])
    assert waiting() == ["a"]
    assert claimed()[0].attempt == 1


def test_of_a_lane_one_at_a_time_is_worked_on() -> None:
    for key in "abc":
        ask(key, lane="canvas")
    ask("d")
    first, other = sorted(claimed(), key=lambda job: job.key)
    assert (first.key, other.key) == ("a", "d")
    assert claimed() == []
    end_attempt(first, Done(), Aftermath(finished_at=timezone.now()))
    assert [job.key for job in claimed()] == ["b"]


def test_a_lane_whose_worker_was_lost_goes_on_with_the_job_that_it_had() -> None:
    ask("a", lane="canvas")
    ask("b", lane="canvas")
    claimed(lease_for=timedelta(seconds=10))
    assert [job.key for job in claimed(later=timedelta(seconds=11))] == ["a"]


def test_the_database_itself_keeps_a_lane_to_one() -> None:
    """Two workers that looked at the same moment."""
    ask("a", lane="canvas")
    ask("b", lane="canvas")
    due = DueQueue(Queue("test", "", "canvas"))
    assert claim(due, timezone.now(), lease_for=HOUR)
    assert claim(due, timezone.now(), lease_for=HOUR) is None


def test_a_job_changes_its_lane_only_while_nobody_works_on_it() -> None:
    ask("a", lane="canvas")
    claimed()
    assert ask("a", lane="moodle").lane == "canvas"
