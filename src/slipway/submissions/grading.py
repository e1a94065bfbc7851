"""Grading as a job: what was handed in is run and judged, and its result written once."""

from collections.abc import Callable
from functools import cache
from uuid import UUID

from django.utils import timezone

from slipway.jobs.ends import Again, Done, JobEnd, NeedsPerson
from slipway.jobs.enqueue import enqueue
from slipway.jobs.held import HeldJob
from slipway.jobs.kinds import JobKind
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.places import PYODIDE_VERSION
from slipway.sandbox.sandbox import Sandbox, SandboxFailed
from slipway.submissions.exercises import BrokenExerciseError, Exercise, load_exercise
from slipway.submissions.lateness import lateness_in
from slipway.submissions.models import Submission
from slipway.submissions.running import NO_ANSWER, Graded, as_decimal, grade_work

GRADING = "grade"
INTERPRETER = f"Pyodide {PYODIDE_VERSION}"
# What rooms above see to before a submission is graded, outside of any transaction.
before_grading: list[Callable[[Submission], None]] = []
# What rooms above do with a submission that was graded, in the transaction that writes it down.
after_grading: list[Callable[[Submission], None]] = []
GRADED_BY = ("result", "tests_version", "interpreter", "graded_at")  # columns of what came of grading, but the score


@cache
def sandbox() -> Sandbox:
    """Where this installation runs programs."""
    return DenoSandbox()


def ask_for_grade(made: Submission) -> None:
    """Have a submission graded, from within the transaction that wrote it down."""
    share = str(made.unit.classroom.organization_id)
    enqueue(GRADING, str(made.pk), {}, share=share)


def grade(job: HeldJob) -> JobEnd:
    """Grade the submission that the job's key names; nothing for one that is gone with its unit."""
    found = Submission.objects.select_related("unit__classroom", "user").filter(pk=UUID(job.key)).first()
    if found is None:
        return Done()
    submission = found
    _set_state(submission, Submission.State.RUNNING)
    for prepare in before_grading:
        prepare(submission)
    try:
        exercise = load_exercise(submission.unit)
        graded = grade_work(exercise, submission.files, sandbox())
    except BrokenExerciseError as broken:
        return NeedsPerson(broken.cause, write=lambda: _set_state(submission, Submission.State.FAILED))
    except SandboxFailed as failed:
        return Again(failed.cause, write=lambda: _set_state(submission, Submission.State.WAITING))
    if graded.score is None:
        return NeedsPerson(NO_ANSWER, write=lambda: _write(submission, exercise, graded))
    return Done(write=lambda: _write(submission, exercise, graded))


GRADE = JobKind(code=GRADING, handle=grade)


def _set_state(submission: Submission, state: Submission.State) -> None:
    Submission.objects.filter(pk=submission.pk).update(state=state)


def _write(held: Submission, exercise: Exercise, graded: Graded) -> None:
    """Read anew what the grade hangs on: while the work ran, dates may have changed, and whose it is."""
    found = Submission.objects.select_for_update(of=("self",)).filter(pk=held.pk)
    submission = found.select_related("unit__classroom", "user").first()
    if submission is None:
        return
    submission.result = graded.kept_result()
    submission.tests_version, submission.interpreter = exercise.version, INTERPRETER
    submission.graded_at = timezone.now()
    if graded.score is None:
        submission.state = Submission.State.FAILED
        submission.save(update_fields=["state", *GRADED_BY])
        return
    submission.state, submission.uses_attempt = Submission.State.GRADED, graded.is_program
    submission.score = as_decimal(graded.score)
    lateness = lateness_in(submission.unit, submission.user_id)
    submission.kept_score = lateness.kept(submission.score, submission.user_id, submission.counts_at)
    submission.save(update_fields=["state", "uses_attempt", "score", "kept_score", *GRADED_BY])
    tell_graded(submission)


def tell_graded(submission: Submission) -> None:
    """Call what is in `after_grading`, in the transaction that has written the submission's score."""
    for tell in after_grading:
        tell(submission)
