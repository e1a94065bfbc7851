"""The job that checks an exercise as it stands in its class."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from django.utils import timezone

from slipway.content.faults import Fault
from slipway.content.kinds import UNIT_KINDS, ReadUnit
from slipway.content.models import Unit, UnitFile
from slipway.content.unit import content_of
from slipway.exercise_checks.check import check_exercise
from slipway.exercise_checks.findings import CheckFinding, FindingKind, found, is_sound, kept_sentence
from slipway.exercise_checks.models import CheckState, ExerciseCheck
from slipway.exercise_checks.unit_checks import CHECKING, GIVES_UP_AFTER
from slipway.exercise_checks.versions import checked_version
from slipway.jobs.ends import Again, Done, JobEnd
from slipway.jobs.held import HeldJob
from slipway.jobs.kinds import JobKind
from slipway.sandbox.sandbox import SandboxFailed
from slipway.submissions.grading import sandbox
from slipway.words import text

LONGEST = timedelta(minutes=20)  # more than one check of an exercise can take
_NO_EXERCISE = Fault("unit.toml", 0, text("The unit is no exercise any more."))


def check_unit(job: HeldJob) -> JobEnd:
    """Check the unit that the job's key names. Begun twice, it checks twice; only the newest result is kept."""
    row = ExerciseCheck.objects.select_related("unit").filter(unit=UUID(job.key)).first()
    if row is None:
        return Done()
    begun = _Begun(job, row.unit, row.asked_at)
    try:
        findings, version = begun.look()
    except SandboxFailed as failed:
        problem = kept_sentence(failed.cause)
        return Again(failed.cause, write=lambda: begun.write(state=CheckState.UNKNOWN, problem=problem))
    state = CheckState.PASSED if is_sound(findings) else CheckState.FAILED
    kept = [each.to_json() for each in findings]
    return Done(
        write=lambda: begun.write(state=state, version=version, findings=kept, problem={}, checked_at=timezone.now())
    )


CHECK_EXERCISE = JobKind(code=CHECKING, handle=check_unit, longest=LONGEST, gives_up_after=GIVES_UP_AFTER)


@dataclass(frozen=True, slots=True)
class _Begun:
    """A check that a worker has in hand."""

    job: HeldJob
    unit: Unit
    asked_at: datetime

    def look(self) -> tuple[list[CheckFinding], str]:
        """What is found, and in which version. Raises SandboxFailed."""
        if self.unit.exercise is None:
            return list(found(FindingKind.FAULT, [_NO_EXERCISE])), ""
        rows = list(UnitFile.objects.filter(unit=self.unit).select_related("file").order_by("path"))
        version = checked_version(self.unit.exercise, {row.path: row.file_id for row in rows})
        return list(self._findings({row.path: bytes(row.file.content) for row in rows})), version

    def _findings(self, files: dict[str, bytes]) -> list[CheckFinding]:
        """What readers of class folders would say of it; where that is no fault, what running it says too."""
        assert self.unit.exercise is not None
        read = ReadUnit(content=content_of(self.unit), files=files, line_of=lambda _key: 0)
        said = [each for each in UNIT_KINDS[self.unit.kind].check(read) if not each.is_doubt]
        if faults := [fault for fault in said if not fault.is_warning]:
            return list(found(FindingKind.FAULT, faults))
        findings = check_exercise(self.unit.exercise, files, sandbox(), tell=self._tell)
        return [*found(FindingKind.WARNING, said), *findings]

    def _tell(self, done: int, of: int) -> None:
        """Raises LostLeaseError when the job is another worker's by now."""
        with self.job.held():
            self.write(state=CheckState.RUNNING, done=done, of=of)

    def write(self, **columns: object) -> None:
        """Write columns of the check, unless it was asked for anew."""
        ExerciseCheck.objects.filter(unit=self.unit, asked_at=self.asked_at).update(**columns)
