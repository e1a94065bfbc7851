"""What each address of the door does with a verified launch: it sees and decides. Nothing is written here."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field
from uuid import UUID

from slipway.classes.models import LaunchSession
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Unit
from slipway.launches import decisions
from slipway.launches.arrival import Arrival
from slipway.launches.courses import classes_of_course
from slipway.launches.enter import Purpose
from slipway.launches.links import opened_by
from slipway.launches.sight import Sight, family_of, see, unit_by_id
from slipway.launches.verdict import Entry, check_person, decide
from slipway.lti.message import LaunchMessage
from slipway.lti.refusal import Refusal, Refused
from slipway.words import said


@dataclass(frozen=True, kw_only=True)
class Admission:
    """A launch that may be let in: what was seen of it, as what its person enters, and the page that it leads to."""

    sight: Sight
    entry: Entry
    what: str
    purpose: Purpose = field(default_factory=Purpose)


class SeenAndRefusedError(Exception):
    """A refusal together with what was seen, so that the launch log can tell more than the code."""

    def __init__(self, reason: Refused, sight: Sight) -> None:
        super().__init__(str(reason))
        self.reason, self.sight = reason, sight


def into_unit(arrival: Arrival, message: LaunchMessage, unit_id: UUID) -> Admission:
    """The unit whose id stands in the address."""
    return _enter_unit(arrival, message, unit_by_id(unit_id))


def into_link(arrival: Arrival, message: LaunchMessage) -> Admission:
    """The unit that this link was bound to; for a teacher of a connected class the page that binds it."""
    opened = opened_by(arrival, message)
    if opened.unit is not None:
        return _enter_unit(arrival, message, opened.unit)
    sight, entry = _enter_class(arrival, message, opened.classes)
    if entry.right is ClassRole.PREVIEW:
        return Admission(sight=sight, entry=entry, what="works")
    if entry.right is not ClassRole.TEACHER:
        raise SeenAndRefusedError(Refused(Refusal.NO_UNIT_YET, "No unit is bound to this link."), sight)
    return Admission(sight=sight, entry=entry, what="choose", purpose=Purpose(request=_link(message, opened.classes)))


def into_course(arrival: Arrival, message: LaunchMessage) -> Admission:
    """The home of the class that the course is connected to."""
    sight, entry = _enter_class(arrival, message, classes_of_course(arrival, message))
    if sight.classroom is None:
        return Admission(sight=sight, entry=entry, what="works")
    return Admission(sight=sight, entry=entry, what=f"classes/{sight.classroom.pk}")


def into_picker(arrival: Arrival, message: LaunchMessage) -> Admission:
    """The picker, for teachers of the course and the LMS's administrators.

    Raises Refused(UNSUPPORTED_MESSAGE) for the launch of a link.
    """
    selection = message.selection
    if selection is None:
        raise Refused(Refusal.UNSUPPORTED_MESSAGE, "A launch of a link came to the picker's address.")
    sight = see(arrival, message, unit=None, classroom=None)
    standing = sight.standing
    try:
        check_person(sight)
        if standing is None or not decisions.may_pick(standing.right):
            raise Refused(Refusal.PICKER_NOT_ALLOWED, "The launch names no teacher's role of the course.")
        if not selection.takes_lti_links:
            kinds = ", ".join(selection.media_types)[:200]
            cause = said("The LMS takes no LTI link in this place, only: %(kinds)s.", kinds=kinds)
            raise Refused(Refusal.NOTHING_TO_PICK, cause)
    except Refused as reason:
        raise SeenAndRefusedError(reason, sight) from reason
    told = {"deployment_id": message.deployment_id, "family": family_of(arrival, message)}
    request: dict[str, object] = asdict(selection) | told
    if sight.other_course:
        request["other_course"] = str(sight.other_course.pk)
    purpose = Purpose(kind=LaunchSession.Kind.PICKER, request=request)
    entry = Entry(right=standing.right, leads=standing.leads)
    return Admission(sight=sight, entry=entry, what="picker", purpose=purpose)


def _enter_unit(arrival: Arrival, message: LaunchMessage, unit: Unit | None) -> Admission:
    sight = see(arrival, message, unit=unit, classroom=_own_class(arrival, unit))
    entry = _decide(arrival, sight)
    assert unit is not None
    return Admission(sight=sight, entry=entry, what=f"units/{unit.pk}")


def _own_class(arrival: Arrival, unit: Unit | None) -> Classroom | None:
    """The unit's class, unless it is another organization's: its log must not name a stranger's class."""
    if unit is None or unit.classroom.organization_id != arrival.lms.organization_id:
        return None
    return unit.classroom


def _enter_class(arrival: Arrival, message: LaunchMessage, classes: Sequence[Classroom]) -> tuple[Sight, Entry]:
    """The first of the classes that the launch's course is connected to, and none for an LMS administrator who looks.

    Where LTI is off in all of them it is refused with the first, so that its teachers see why.
    """
    standing = decisions.standing(message.roles, family_of(arrival, message))
    if standing and standing.right is ClassRole.PREVIEW:
        classes = [each for each in classes if each.lti_enabled]
    sight = see(arrival, message, unit=None, classroom=classes[0] if classes else None)
    if classes:
        return sight, _decide(arrival, sight)
    try:
        check_person(sight)
        if standing is None:
            raise Refused(Refusal.NO_ROLE, "The launch names no role of the course.")
        if standing.right is not ClassRole.PREVIEW:
            raise Refused(Refusal.NOT_CONNECTED, "No class is connected to this course.")
    except Refused as reason:
        raise SeenAndRefusedError(reason, sight) from reason
    return sight, Entry(right=standing.right, leads=standing.leads)


def _decide(arrival: Arrival, sight: Sight) -> Entry:
    try:
        return decide(arrival, sight)
    except Refused as reason:
        raise SeenAndRefusedError(reason, sight) from reason


def _link(message: LaunchMessage, classes: Sequence[Classroom]) -> dict[str, object]:
    """What the page that binds the link is told of it. Its units are those of the first of the classes."""
    link, course = message.resource_link, message.course
    assert link is not None
    assert course is not None
    binds = decisions.may_bind(resource_link_id=link.id, context_id=course.id)
    others = [each.title for each in classes[1:] if each.lti_enabled]
    return {"resource_link_id": link.id, "title": (link.title or "")[:255], "binds": binds, "other_classes": others}
