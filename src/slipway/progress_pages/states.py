"""How far a student is in a unit, as a teacher sees it. A decision over plain values."""

from dataclasses import dataclass
from enum import StrEnum


class WorkState(StrEnum):
    """The states, by the names that the pages know."""

    NOT_BEGUN = "not-begun"
    WORKING = "working"  # begun, nothing handed in
    WAITING = "waiting"  # handed in, not graded yet
    NOT_GRADED = "not-graded"  # the exercise is broken: somebody has to mend it
    SUBMITTED = "submitted"  # graded, and not completed
    LATE = "late"  # the due time has passed without work, or what counts came after it
    DONE = "done"  # completed


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkFacts:
    """What the state hangs on. `newest` is the state of the newest submission, "" for none; `came_late` says that the
    submission which counts came after the due time, `is_overdue` that the due time of this student has passed.
    """

    is_begun: bool = False
    is_completed: bool = False
    newest: str = ""
    came_late: bool = False
    is_overdue: bool = False


NEWEST = {"waiting": WorkState.WAITING, "running": WorkState.WAITING, "failed": WorkState.NOT_GRADED}


def is_late(facts: WorkFacts) -> bool:
    """Whether a teacher who looks for late work is to see it, whatever has become of it since."""
    return facts.came_late or (facts.is_overdue and not facts.newest and not facts.is_completed)


def work_state(facts: WorkFacts) -> WorkState:
    """The one state that is shown: what somebody waits for comes first."""
    if facts.newest in NEWEST:
        return NEWEST[facts.newest]
    if facts.is_completed:
        return WorkState.DONE
    if is_late(facts):
        return WorkState.LATE
    if facts.newest:
        return WorkState.SUBMITTED
    return WorkState.WORKING if facts.is_begun else WorkState.NOT_BEGUN
