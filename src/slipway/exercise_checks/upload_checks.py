"""Checks of archives that somebody sent: begun with the upload, shown beside what it would change."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import Enum

from django.utils import timezone

from slipway.classes.models import ClassUpload
from slipway.content.faults import Fault
from slipway.content.folder import ClassFolder
from slipway.content.models import Classroom
from slipway.exercise_checks.findings import CheckFinding, FindingKind, found, of_kind
from slipway.exercise_checks.folder_checks import changed_exercises
from slipway.exercise_checks.models import CheckState, UploadCheck
from slipway.exercise_checks.placed import PlacedSentence, placed
from slipway.exercise_checks.unit_checks import LANE
from slipway.jobs.enqueue import enqueue
from slipway.web.languages import translated
from slipway.words import Text

CHECKING_UPLOAD = "check-upload"
# After so long without a worker's sign it may be that none runs, or that the one which did is lost.
LONGEST_WAIT, LONGEST_SILENCE = timedelta(minutes=2), timedelta(minutes=20)


class WayIn(Enum):
    """Whether an archive may be applied."""

    OPEN = "open"
    UNCHECKED = "unchecked"  # if its sender says that it may be without checks
    SHUT = "shut"


def way_in(state: CheckState, moved_at: datetime, now: datetime) -> WayIn:
    """Whether an archive may be applied whose check stands so, and was last written `moved_at`."""
    if state is CheckState.PASSED:
        return WayIn.OPEN
    is_silent = now - moved_at > (LONGEST_WAIT if state is CheckState.WAITING else LONGEST_SILENCE)
    if state is CheckState.UNKNOWN or (state is not CheckState.FAILED and is_silent):
        return WayIn.UNCHECKED
    return WayIn.SHUT


@dataclass(frozen=True, slots=True, kw_only=True)
class UploadCheckShown:
    """A check of an archive, in the language that is spoken now. `done` of `of` exercises are checked. `problem` says
    why nothing is known, where that is so; `warnings` have what was found when the archive was read, too."""

    state: CheckState
    way_in: WayIn
    done: int
    of: int
    problem: str
    faults: tuple[PlacedSentence, ...]
    warnings: tuple[PlacedSentence, ...]

    @property
    def is_under_way(self) -> bool:
        """Whether a page should ask again."""
        return self.state.is_under_way

    @property
    def needs_word(self) -> bool:
        """Whether its sender has to say that the archive may be applied without checks."""
        return self.way_in is WayIn.UNCHECKED

    @property
    def is_shut(self) -> bool:
        """Whether the archive may not be applied."""
        return self.way_in is WayIn.SHUT


def planned_check(folder: ClassFolder, classroom: Classroom | None) -> Callable[[ClassUpload], None]:
    """What has to happen in the transaction that stores an archive, or looks at it anew: its check begins, if any of
    its exercises would change, and its warnings are kept."""
    slugs = [unit.slug for unit in changed_exercises(folder, classroom)]
    findings = [each.to_json() for each in found(FindingKind.WARNING, _certain(folder))]

    def begin(upload: ClassUpload) -> None:
        UploadCheck.objects.filter(upload=upload).delete()
        if not slugs and not findings:
            return
        state = CheckState.WAITING if slugs else CheckState.PASSED
        UploadCheck.objects.create(upload=upload, state=state, slugs=slugs, findings=findings)
        if slugs:
            ask_for_upload_check(upload)

    return begin


def _certain(folder: ClassFolder) -> list[Fault]:
    """Its warnings, without those of which its exercises' checks find out whether there is anything to them."""
    return [each for each in folder.warnings if not each.is_doubt]


def ask_for_upload_check(upload: ClassUpload) -> None:
    """Have the next exercises of an archive checked, in the caller's transaction."""
    enqueue(CHECKING_UPLOAD, str(upload.pk), {}, lane=LANE, share=str(upload.organization_id))


def shown_upload_check(upload: ClassUpload) -> UploadCheckShown | None:
    """How the check of an archive stands; None where there is nothing to check and nothing to say. One statement."""
    row = UploadCheck.objects.filter(upload=upload).first()
    if row is None:
        return None
    state = CheckState(row.state)
    findings = [CheckFinding.from_json(each) for each in row.findings]
    return UploadCheckShown(
        state=state,
        way_in=way_in(state, row.moved_at, timezone.now()),
        done=row.done,
        of=len(row.slugs),
        problem=translated(Text.from_json(row.problem)),
        faults=placed(of_kind(findings, FindingKind.FAULT)),
        warnings=placed(of_kind(findings, FindingKind.WARNING)),
    )
