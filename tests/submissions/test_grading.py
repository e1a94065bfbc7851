"""Submissions are graded by a real worker's handler in a real sandbox."""

from datetime import timedelta
from decimal import Decimal

import pytest
from django.utils import timezone

from slipway.content.models import Classroom, Unit
from slipway.gradebook.models import Grade
from slipway.jobs.claim import claim
from slipway.jobs.models import Job
from slipway.jobs.perform import perform
from slipway.jobs.queues import due_queues
from slipway.orgs.models import User
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork, SandboxFailed
from slipway.submissions.grading import GRADE, GRADING, ask_for_grade
from slipway.submissions.handing_in import Handed, submit
from slipway.submissions.models import Submission
from slipway.suites.observed import SeenContext
from slipway.words import text
from slipway.workspaces.models import Workspace
from tests import factories
from tests.submissions.exercise import HALF_RIGHT, NO_PYTHON, RIGHT, WRONG, exercise_unit

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.sandbox]


def work_all() -> None:
    """Do what a worker would do now."""
    now = timezone.now()
    for due in due_queues(now, {GRADING}):
        if job := claim(due, now, lease_for=timedelta(hours=1)):
            perform(job, GRADE)


def graded(unit: Unit, work: str | dict[str, str], user: User | None = None) -> Submission:
    files = {"shapes.py": work} if isinstance(work, str) else work
    handed = Handed(files=files, at=timezone.now())
    made = submit(unit=unit, user=user or factories.account(), handed=handed, allowed=None, then=ask_for_grade)
    work_all()
    made.refresh_from_db()
    return made


@pytest.mark.parametrize(
    ("program", "score", "uses_attempt"),
    [(RIGHT, "1", True), (HALF_RIGHT, "0.5", True), (WRONG, "0", True), (NO_PYTHON, "0", False)],
)
def test_what_programs_come_to(program: str, score: str, uses_attempt: bool) -> None:
    made = graded(exercise_unit(), program)
    assert (made.state, made.score, made.uses_attempt) == ("graded", Decimal(score), uses_attempt)
    assert made.kept_score == made.score
    assert made.result is not None
    assert Workspace.objects.filter(user=made.user, completed_at__isnull=False).exists() is (score == "1")
    assert (len(made.tests_version), made.interpreter[:7]) == (64, "Pyodide")


ORACLE_SUITE = """
- tab: Style
  testcases:
    - expression: area(2, 3)
      return: !oracle
        value: 6
        oracle: custom_check
        file: style.py
        name: with_loop
"""
ORACLE = """from evaluation_utils import EvaluationResult, Message
def with_loop(context):
    source = open("../submission/source").read()
    return EvaluationResult(
        "for" in source and context.actual == context.expected, "a loop", None, [Message("Use a for loop.")]
    )
"""
LOOP = "def area(w, h):\n    total = 0\n    for _ in range(w):\n        total += h\n    return total\n"


@pytest.mark.parametrize(("program", "score"), [(LOOP, "1"), (RIGHT, "0")])
def test_an_oracle_decides(program: str, score: str) -> None:
    files = {"tests/tests.yaml": ORACLE_SUITE, "tests/style.py": ORACLE}
    made = graded(exercise_unit(files, file="submission.py"), "")
    assert made.state == "graded"
    unit = exercise_unit(files, file="submission.py")
    handed = Handed(files={"submission.py": program}, at=timezone.now())
    made = submit(unit=unit, user=factories.account(), handed=handed, allowed=None, then=ask_for_grade)
    work_all()
    made.refresh_from_db()
    assert (made.state, made.score) == ("graded", Decimal(score))


def test_an_oracle_that_fails_costs_nothing_and_tells_the_teacher() -> None:
    files = {"tests/tests.yaml": ORACLE_SUITE, "tests/style.py": "def with_loop(context):\n    return 1 / 0\n"}
    unit = exercise_unit(files, file="submission.py")
    handed = Handed(files={"submission.py": RIGHT}, at=timezone.now())
    made = submit(unit=unit, user=factories.account(), handed=handed, allowed=None, then=ask_for_grade)
    work_all()
    made.refresh_from_db()
    assert (made.state, made.score) == ("failed", None)
    assert Job.objects.get(key=str(made.pk)).stopped_at is not None


class AwayForNow:
    """A sandbox on a machine that does not answer."""

    def run(self, _work: GuestWork) -> tuple[SeenContext, ...]:
        raise SandboxFailed(text("The machine does not answer."))


def test_while_the_sandbox_is_away_a_submission_waits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("slipway.submissions.grading.sandbox", AwayForNow)
    made = graded(exercise_unit(), RIGHT)
    assert (made.state, made.score) == ("waiting", None)
    job = Job.objects.get(key=str(made.pk))
    assert (job.next_at is not None, job.problem.english) == (True, "The machine does not answer.")


def test_a_broken_suite_costs_nothing() -> None:
    made = graded(exercise_unit({"tests/tests.yaml": "- tab: [\n"}), RIGHT)
    assert (made.state, made.score, made.costs_attempt) == ("failed", None, False)
    job = Job.objects.get(key=str(made.pk))
    assert "tests/tests.yaml" in job.problem.english


def test_a_submission_that_is_gone_is_done() -> None:
    handed = Handed(files={"shapes.py": RIGHT}, at=timezone.now())
    submit(unit=exercise_unit(), user=factories.account(), handed=handed, allowed=None, then=ask_for_grade)
    Submission.objects.all().delete()
    work_all()
    assert Job.objects.get().finished_at is not None


class Meanwhile:
    """A sandbox in which a program runs while the unit's due time is moved, and the student becomes an account."""

    def __init__(self, account: User) -> None:
        self.account = account

    def run(self, work: GuestWork) -> tuple[SeenContext, ...]:
        Unit.objects.update(due_at=timezone.now() - timedelta(hours=30))
        Submission.objects.update(user=self.account)
        return DenoSandbox().run(work)


def test_what_changes_while_a_program_runs_counts(monkeypatch: pytest.MonkeyPatch) -> None:
    unit, student, account = exercise_unit(), factories.account(), factories.account()
    Classroom.objects.update(late_per_day=Decimal(10))
    monkeypatch.setattr("slipway.submissions.grading.sandbox", lambda: Meanwhile(account))
    made = graded(unit, RIGHT, student)
    assert (made.score, made.kept_score) == (Decimal(1), Decimal("0.8"))
    assert [(grade.user, grade.score) for grade in Grade.objects.all()] == [(account, Decimal("0.8"))]
    assert [work.user for work in Workspace.objects.all()] == [account]
