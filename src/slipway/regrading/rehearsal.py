"""Regrades as jobs. Students' own submissions go first, and nothing that was rehearsed is rehearsed again."""

import time
from collections.abc import Callable
from datetime import timedelta
from functools import partial
from uuid import UUID

from django.utils import timezone

from slipway.jobs.ends import Again, Done, JobEnd
from slipway.jobs.held import HeldJob
from slipway.jobs.kinds import JobKind
from slipway.regrading.applying import apply_some, undo_some
from slipway.regrading.asking import REGRADING, ask_for_work
from slipway.regrading.models import Regrade, RegradeRow
from slipway.regrading.rows import write_rehearsed
from slipway.sandbox.sandbox import SandboxFailed
from slipway.submissions.exercises import BrokenExerciseError, Exercise, load_exercise
from slipway.submissions.grading import sandbox
from slipway.submissions.lateness import Lateness, lateness_in
from slipway.submissions.models import Submission
from slipway.submissions.running import grade_work
from slipway.words import Text

SECONDS_AT_ONCE = 20.0  # that a job goes on with one regrade, before others have their turn
GIVE_WAY = timedelta(seconds=1)  # to students who wait


def regrade(job: HeldJob) -> JobEnd:
    """Go on with the regrade that the job's key names; nothing for one that is gone or has come to its end.

    Each row is written in a transaction that holds the lease, so that a worker which is killed loses the one that it
    was at, and one that comes too late writes nothing.
    """
    found = Regrade.objects.select_related("unit__classroom").filter(pk=UUID(job.key)).first()
    step = None if found is None else _STEPS.get(Regrade.State(found.state))
    return Done() if found is None or step is None else step(job, found)


def _rehearse(job: HeldJob, found: Regrade) -> JobEnd:
    try:
        exercise = load_exercise(found.unit)
    except BrokenExerciseError as broken:
        return Done(write=partial(_end, found, Regrade.State.BROKEN, broken.cause))
    if exercise.version != found.tests_version:
        return Done(write=partial(_end, found, Regrade.State.OUTDATED))
    try:
        is_over = _rehearse_some(job, found, exercise)
    except SandboxFailed as failed:
        return Again(failed.cause, write=partial(_say, found, failed.cause))
    if is_over:
        return Done(write=partial(_end, found, Regrade.State.REHEARSED))
    return Done(write=lambda: ask_for_work(found, at=timezone.now() + GIVE_WAY))


def _rehearse_some(job: HeldJob, found: Regrade, exercise: Exercise) -> bool:
    """Rehearse row after row; False where others have their turn before all is done. Raises SandboxFailed."""
    lateness, until = lateness_in(found.unit), time.monotonic() + SECONDS_AT_ONCE
    waiting = RegradeRow.objects.filter(regrade=found, state=RegradeRow.State.WAITING)
    for key in list(waiting.order_by("submission__received_at").values_list("pk", flat=True)):
        row = waiting.select_related("submission").filter(pk=key).first()
        if row is not None:
            _rehearse_row(job, row, exercise, lateness)
        if time.monotonic() > until or _students_wait():
            return not waiting.exists()
    return True


def _rehearse_row(job: HeldJob, row: RegradeRow, exercise: Exercise, lateness: Lateness) -> None:
    graded = grade_work(exercise, row.submission.files, sandbox())
    with job.held():
        write_rehearsed(row, graded, lateness)


def _students_wait() -> bool:
    return Submission.objects.filter(state=Submission.State.WAITING).exists()


def _apply(job: HeldJob, found: Regrade) -> JobEnd:
    with job.held():
        is_over = apply_some(found)
    return Done() if is_over else Done(write=lambda: ask_for_work(found))


def _undo(job: HeldJob, found: Regrade) -> JobEnd:
    with job.held():
        is_over = undo_some(found)
    return Done() if is_over else Done(write=lambda: ask_for_work(found))


def _end(found: Regrade, state: Regrade.State, problem: Text | None = None) -> None:
    rehearsing = Regrade.objects.filter(pk=found.pk, state=Regrade.State.REHEARSING)
    rehearsing.update(state=state, problem=problem or Text())


def _say(found: Regrade, problem: Text) -> None:
    Regrade.objects.filter(pk=found.pk).update(problem=problem)


_STEPS: dict[Regrade.State, Callable[[HeldJob, Regrade], JobEnd]] = {
    Regrade.State.REHEARSING: _rehearse,
    Regrade.State.APPLYING: _apply,
    Regrade.State.UNDOING: _undo,
}
REGRADE = JobKind(code=REGRADING, handle=regrade)
