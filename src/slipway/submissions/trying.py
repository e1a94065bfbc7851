"""Trying an exercise: what its teacher hands in is graded as a student's work is, and counts for nobody."""

from collections.abc import Mapping
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from slipway.content.models import Unit
from slipway.jobs.ends import Again, Done, JobEnd
from slipway.jobs.enqueue import enqueue
from slipway.jobs.held import HeldJob
from slipway.jobs.kinds import JobKind
from slipway.orgs.models import User
from slipway.sandbox.sandbox import SandboxFailed
from slipway.submissions.exercises import BrokenExerciseError, load_exercise
from slipway.submissions.grading import sandbox
from slipway.submissions.models import Submission, Trial
from slipway.submissions.running import NO_ANSWER, as_decimal, grade_work
from slipway.words import Text

TRYING = "try-exercise"
_LANE = "trials"  # one trial at a time, whoever's it is: a worker keeps hands free for students
TRIAL_GIVES_UP_AFTER = timedelta(hours=1)


def try_out(*, user: User, unit: Unit, files: Mapping[str, str]) -> Trial:
    """Have work of a teacher graded. It takes the place of what the same person has tried in the unit before."""
    state = Submission.State.WAITING
    begun = {"files": dict(files), "received_at": timezone.now(), "state": state, "result": None, "score": None}
    begun |= {"problem": Text()}
    again = {**begun, "number": F("number") + 1}
    with transaction.atomic():
        trial, _ = Trial.objects.update_or_create(unit=unit, user=user, defaults=again, create_defaults=begun)
        trial.refresh_from_db(fields=["number"])
        enqueue(TRYING, str(trial.pk), {}, lane=_LANE, share=str(unit.classroom.organization_id))
    return trial


def _grade_trial(job: HeldJob) -> JobEnd:
    """Grade the trial that the job's key names. What came of one is not written over a newer one."""
    found = Trial.objects.select_related("unit").filter(pk=UUID(job.key)).first()
    if found is None:
        return Done()
    held = found
    _write(held, state=Submission.State.RUNNING)
    try:
        graded = grade_work(load_exercise(held.unit), held.files, sandbox())
    except BrokenExerciseError as broken:
        problem = broken.cause
        return Done(write=lambda: _write(held, state=Submission.State.FAILED, problem=problem))
    except SandboxFailed as failed:
        problem = failed.cause
        return Again(failed.cause, write=lambda: _write(held, state=Submission.State.WAITING, problem=problem))
    result = graded.kept_result()
    if graded.score is None:
        return Done(write=lambda: _write(held, state=Submission.State.FAILED, result=result, problem=NO_ANSWER))
    score = as_decimal(graded.score)
    return Done(write=lambda: _write(held, state=Submission.State.GRADED, result=result, score=score, problem=Text()))


def _write(held: Trial, **columns: object) -> None:
    """Write columns of a trial, unless a newer one has taken its place."""
    Trial.objects.filter(pk=held.pk, number=held.number).update(**columns)


TRY_EXERCISE = JobKind(code=TRYING, handle=_grade_trial, gives_up_after=TRIAL_GIVES_UP_AFTER, is_last=True)
