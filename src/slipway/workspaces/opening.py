"""What a visitor meets who comes to a unit: the page, or the reason why not. A decision over plain values."""

from dataclasses import dataclass
from enum import Enum

from slipway.classes.roles import ClassRole

# Drafts and withdrawn units: whoever places links looks at them too.
SEE_DRAFTS = frozenset({ClassRole.TEACHER, ClassRole.PREVIEW})


class Opening(Enum):
    """What becomes of somebody who comes to a unit."""

    OPEN = "open"
    START_IN_LMS = "start-in-lms"  # the LMS learns of the work only when it is begun there
    NOT_YET = "not-yet"  # not published
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, kw_only=True)
class Situation:
    """All that the decision hangs on. `launched`: by a launch's door, not by Slipway's own."""

    role: ClassRole
    launched: bool
    lti_enabled: bool
    started: bool
    published: bool
    withdrawn: bool


def opening(situation: Situation) -> Opening:
    """Whether the unit opens. Students and observers see what is published and still in the class.

    A student begins a unit of an LTI class in the LMS, so that its link, and later its grade, are theirs; what they
    have begun opens by both doors.
    """
    if situation.role in SEE_DRAFTS:
        return Opening.OPEN
    if situation.withdrawn:
        return Opening.WITHDRAWN
    if not situation.published:
        return Opening.NOT_YET
    begins_here = situation.launched or situation.started or not situation.lti_enabled
    if situation.role is ClassRole.STUDENT and not begins_here:
        return Opening.START_IN_LMS
    return Opening.OPEN
