"""Trials are graded by the worker's handler in a real sandbox, as submissions are, and count for nobody."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from slipway.content.models import Unit
from slipway.gradebook.models import Grade
from slipway.jobs.claim import claim
from slipway.jobs.models import Job
from slipway.jobs.perform import perform
from slipway.jobs.queues import due_queues
from slipway.orgs.models import User
from slipway.receipts.models import IssuedReceipt
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork, SandboxFailed
from slipway.submissions.models import Submission, Trial
from slipway.submissions.trying import TRY_EXERCISE, TRYING, try_out
from slipway.suites.observed import SeenContext
from slipway.words import text
from slipway.workspaces.models import Workspace
from tests import factories
from tests.submissions.exercise import HALF_RIGHT, NO_PYTHON, RIGHT, exercise_unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]


def work_all() -> None:
    now = timezone.now()
    for due in due_queues(now, {TRYING}):
        if job := claim(due, now, lease_for=timedelta(hours=1)):
            perform(job, TRY_EXERCISE)


def tried(unit: Unit, program: str, user: User | None = None) -> Trial:
    made = try_out(user=user or factories.account(), unit=unit, files={"shapes.py": program})
    work_all()
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(("program", "score"), [(RIGHT, "1"), (HALF_RIGHT, "0.5"), (NO_PYTHON, "0")])
def test_a_trial_comes_to_what_a_submission_would_and_counts_for_nobody(program: str, score: str) -> None:
    made = tried(exercise_unit(), program)
    assert (made.state, made.score) == ("graded", Decimal(score))
    assert made.result is not None
    for rows in (Submission, Grade, Workspace, IssuedReceipt):
        assert not rows.objects.exists()
    job = Job.objects.get()
    assert (job.lane, job.finished_at is not None) == ("trials", True)


def test_a_newer_trial_takes_the_place_of_the_older() -> None:
    unit, teacher = exercise_unit(), factories.account()
    tried(unit, RIGHT, teacher)
    made = try_out(user=teacher, unit=unit, files={"shapes.py": HALF_RIGHT})
    assert (made.number, Trial.objects.get().score, Trial.objects.get().result) == (2, None, None)
    work_all()
    assert Trial.objects.get().score == Decimal("0.5")


def test_what_came_of_an_older_one_is_not_written_over_a_newer_one(monkeypatch: pytest.MonkeyPatch) -> None:
    unit, teacher = exercise_unit(), factories.account()

    class Overtaken(DenoSandbox):
        def run(self, work: GuestWork) -> tuple[SeenContext, ...]:
            if work.program == RIGHT:
                try_out(user=teacher, unit=unit, files={"shapes.py": "# + newer\n"})
            return super().run(work)

    monkeypatch.setattr("slipway.submissions.trying.sandbox", Overtaken)
    made = tried(unit, RIGHT, teacher)
    assert (made.number, made.state, made.score) == (2, "waiting", None)
    work_all()
    assert Trial.objects.get().score == 0


def test_a_broken_exercise_tells_its_teacher_why() -> None:
    made = tried(exercise_unit({"tests/tests.yaml": "- tab: [\n"}), RIGHT)
    assert (made.state, made.result) == ("failed", None)
    assert made.problem.english.startswith("tests/tests.yaml:")
    assert Job.objects.get().finished_at  # nobody else has to do anything


def test_a_sandbox_that_does_not_work_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    class Broken(DenoSandbox):
        def run(self, _work: GuestWork) -> tuple[SeenContext, ...]:
            raise SandboxFailed(text("no Deno"))

    monkeypatch.setattr("slipway.submissions.trying.sandbox", Broken)
    made = tried(exercise_unit(), RIGHT)
    assert (made.state, Job.objects.get().next_at is not None) == ("waiting", True)
