"""How the jobs stand, as the operator reads it."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from slipway.jobs.backlog import Backlog, backlog_line, read_backlog
from slipway.jobs.ending import end_attempt
from slipway.jobs.ends import Aftermath, Again, Done, NeedsPerson
from slipway.jobs.models import Job
from slipway.site.tidy import tidy
from slipway.words import text
from tests.jobs.asked import HOUR, ask, claimed, registered

NOW = datetime(2026, 11, 30, 9, tzinfo=UTC)
NOBODY = " No worker seems to run: start `slipway worker`, or `slipway serve --with-worker`."
LONG = (
    "Jobs: 30 waiting (the oldest for 3 hours), 4 of them failed before; 2 running; 1 stopped: `slipway jobs` says why."
)
WHY = text("%(lms)s does not know this person.", lms="Canvas")


def before(**time: float) -> datetime:
    return NOW - timedelta(**time)


@pytest.mark.parametrize(
    ("backlog", "line"),
    [
        (Backlog(0, 0, 0, 0, None, None), "Jobs: none waiting."),
        (Backlog(0, 0, 1, 0, None, None), "Jobs: none waiting; 1 running."),
        (Backlog(1, 0, 0, 0, NOW, NOW), "Jobs: 1 waiting (the oldest for less than a minute)."),
        (Backlog(30, 4, 2, 1, before(hours=3), before(minutes=5)), LONG),
        (
            Backlog(2, 0, 0, 0, before(days=1), before(minutes=5)),
            "Jobs: 2 waiting (the oldest for 1 day)." + NOBODY,
        ),
        (
            Backlog(2, 2, 0, 0, before(hours=1, minutes=59), NOW + timedelta(minutes=5)),
            "Jobs: 2 waiting (the oldest for 1 hour), 2 of them failed before.",
        ),
    ],
)
def test_a_line_says_what_waits_since_when_and_what_fails(backlog: Backlog, line: str) -> None:
    assert backlog_line(backlog, NOW) == line


@pytest.fixture
def jobs() -> Iterator[None]:
    """One of each state: waiting, running, failed before, stopped, done."""
    with registered():
        for key, end, after in (
            ("again", Again(WHY), Aftermath(next_at=timezone.now() + HOUR, problem=WHY)),
            ("stopped", NeedsPerson(WHY), Aftermath(stopped_at=timezone.now(), problem=WHY)),
            ("done", Done(), Aftermath(finished_at=timezone.now())),
        ):
            ask(key)
            (job,) = claimed()
            end_attempt(job, end, after)
        ask("running")
        claimed()
        ask("waiting")
        ask("tomorrow", at=timezone.now() + 24 * HOUR)
        Job.objects.filter(key="tomorrow").update(asked_at=timezone.now() - 24 * HOUR)
        yield


def printed(*arguments: str) -> str:
    out = StringIO()
    call_command("jobs", *arguments, stdout=out)
    return out.getvalue()


@pytest.mark.http
@pytest.mark.django_db
@pytest.mark.usefixtures("jobs")
def test_each_state_is_counted() -> None:
    found = read_backlog(timezone.now())
    assert (found.waiting, found.failed, found.running, found.stopped) == (3, 1, 1, 1)
    assert found.oldest == Job.objects.get(key="again").asked_at  # not the one that waits for its time


@pytest.mark.http
@pytest.mark.django_db
@pytest.mark.usefixtures("jobs")
def test_the_operator_reads_why_and_has_them_tried_again() -> None:
    lines = printed().splitlines()
    assert lines[0].startswith("Jobs: 3 waiting")
    assert lines[1] == "  test stopped stopped, attempts: 1. Canvas does not know this person."
    assert lines[2].startswith("  test again is tried again at 2")
    assert lines[2].endswith("UTC, attempts: 1. Canvas does not know this person.")
    assert printed("--again", "test", "--key", "nobodys") == "0 are tried again\n"
    assert printed("--again", "test") == "1 is tried again\n"
    assert read_backlog(timezone.now()).stopped == 0
    assert [job.key for job in (*claimed(), *claimed())] == ["waiting", "stopped"]


@pytest.mark.http
@pytest.mark.django_db
def test_a_key_alone_says_too_little() -> None:
    with pytest.raises(CommandError, match="--again KIND"):
        printed("--key", "a")


@pytest.mark.http
@pytest.mark.django_db
@pytest.mark.usefixtures("jobs")
def test_jobs_that_are_done_are_tidied_away_after_a_day() -> None:
    assert tidy() == []
    Job.objects.filter(key="done").update(finished_at=timezone.now() - timedelta(days=2))
    assert [str(removed) for removed in tidy()] == ["jobs that are done: 1 removed"]
    assert Job.objects.count() == 5
