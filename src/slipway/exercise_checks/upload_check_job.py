"""The job that checks the exercises of an archive, some at a time, so that one large archive does not keep others
waiting."""

import time
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from django.utils import timezone

from slipway.classes.class_uploads import read_upload
from slipway.content.folder import FolderRefused, FolderUnit
from slipway.exercise_checks.findings import CheckFinding, FindingKind, found, is_sound, kept_sentence
from slipway.exercise_checks.folder_checks import check_folder_unit, exercises_of
from slipway.exercise_checks.models import CheckState, UploadCheck
from slipway.exercise_checks.unit_check_job import LONGEST
from slipway.exercise_checks.upload_checks import CHECKING_UPLOAD, ask_for_upload_check
from slipway.jobs.ends import Again, Done, JobEnd
from slipway.jobs.held import HeldJob
from slipway.jobs.kinds import JobKind
from slipway.sandbox.sandbox import SandboxFailed
from slipway.submissions.grading import sandbox

SECONDS_AT_A_TIME = 30.0  # then others have their turn
_WORTH_KEEPING = {FindingKind.FAULT, FindingKind.WARNING}


def check_upload(job: HeldJob) -> JobEnd:
    """Check some exercises of the archive that the job's key names, from the first that is not checked yet.

    Begun twice, it goes on after the last exercise whose findings were written.
    """
    row = UploadCheck.objects.select_related("upload__organization").filter(upload_id=UUID(job.key)).first()
    if row is None or row.state in {CheckState.PASSED, CheckState.FAILED}:
        return Done()
    begun = _BegunUpload(job, row)
    try:
        is_over = begun.check_some()
    except SandboxFailed as failed:
        problem = kept_sentence(failed.cause)
        return Again(failed.cause, write=lambda: begun.write(state=CheckState.UNKNOWN, problem=problem))
    except FolderRefused as refused:
        faults = [each.to_json() for each in found(FindingKind.FAULT, refused.faults)]
        return Done(write=lambda: begun.write(state=CheckState.FAILED, findings=faults))
    if not is_over:
        return Done(write=lambda: ask_for_upload_check(row.upload))
    state = CheckState.PASSED if begun.is_sound else CheckState.FAILED
    return Done(write=lambda: begun.write(state=state, problem={}))


CHECK_UPLOAD = JobKind(code=CHECKING_UPLOAD, handle=check_upload, longest=LONGEST, gives_up_after=timedelta(days=1))


@dataclass(frozen=True, slots=True)
class _BegunUpload:
    """A check of an archive that a worker has in hand. `row` is kept as it was last written."""

    job: HeldJob
    row: UploadCheck

    @property
    def is_sound(self) -> bool:
        """Whether nothing that was found is a fault."""
        return is_sound([CheckFinding.from_json(each) for each in self.row.findings])

    def check_some(self) -> bool:
        """Check as many exercises as there is time for. Returns whether all are checked by now."""
        units = {unit.slug: unit for unit in exercises_of(read_upload(self.row.upload))}
        until = time.monotonic() + SECONDS_AT_A_TIME
        left = self.row.slugs[self.row.done :]
        for slug in left:
            if time.monotonic() > until:
                return False
            self._check(units[slug])
        return True

    def _check(self, unit: FolderUnit) -> None:
        self._move()
        found_of = check_folder_unit(unit, sandbox(), most_changes=0, tell=lambda _done, _of: self._move())
        self.row.findings = [*self.row.findings, *(each.to_json() for each in found_of if each.kind in _WORTH_KEEPING)]
        self.row.done += 1
        self._move()

    def _move(self) -> None:
        """Write how far it is. Raises LostLeaseError when the job is another worker's by now."""
        with self.job.held():
            self.write(state=CheckState.RUNNING, done=self.row.done, findings=self.row.findings)

    def write(self, **columns: object) -> None:
        """Write columns of the check, unless it was begun anew."""
        mine = UploadCheck.objects.filter(pk=self.row.pk, asked_at=self.row.asked_at)
        mine.update(**columns, moved_at=timezone.now())
