"""What a verified launch may do: decisions over plain values (DESIGN rules 3 to 5), tested as tables."""

from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from slipway.classes.access import Right
from slipway.lti.refusal import Refusal
from slipway.lti.roles import Roles, course_right


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """What a decision needs to know of a unit and its class."""

    organization_id: UUID
    lti_enabled: bool
    published: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentFacts:
    """A person's place in the class. `by_hand`: somebody here decided its role, so launches leave it alone."""

    role: str
    active: bool = True
    by_hand: bool = False


class Connection(Enum):
    """How the LMS course of a launch stands to the class of the unit."""

    STANDS = auto()
    MAKE = auto()  # the launch of one who teaches both connects them
    ASK = auto()  # leave a request for the class's teachers
    NONE = auto()


class Enrol(Enum):
    """What becomes of the person's enrolment."""

    NEW = auto()
    KEEP = auto()
    CHANGE_ROLE = auto()
    NOT = auto()  # the LMS's administrator looks, and is enrolled nowhere
    ENDED = auto()  # a teacher removed this person


def standing(roles: Roles) -> Right | None:
    """What the launch lets its person be: only roles of the course count, an LMS administrator may look."""
    right = course_right(roles)
    if right is not None:
        return Right(right)
    return Right.PREVIEW if roles.is_administrator else None


def right_in_class(told: Right, enrolment: EnrolmentFacts | None) -> Right:
    """What the person is in the class: as the LMS tells, unless a role was given here by hand. That one holds.

    No launch gives it, so it may be more than the LMS tells, or less. Whether the course is connected is decided by
    what the LMS tells; an administrator of the LMS who looks goes on looking.
    """
    if told is Right.PREVIEW or enrolment is None or not (enrolment.active and enrolment.by_hand):
        return told
    return Right(enrolment.role)


def unit_problem(unit: UnitFacts | None, *, organization_id: UUID) -> Refusal | None:
    """Why an LMS of `organization_id` can't open this unit at all, whoever asks."""
    if unit is None:
        return Refusal.UNIT_UNKNOWN
    if unit.organization_id != organization_id:
        return Refusal.FOREIGN_ORGANIZATION
    return None if unit.lti_enabled else Refusal.LTI_OFF


def connection(*, named_by_url: bool, connected: bool, right: Right, teaches_here: bool) -> Connection:
    """A unit's URL proves nothing about the course it is launched from (DESIGN rule 5).

    `named_by_url`: the Class LMS URL names this course; `connected`: a teacher connected it before;
    `teaches_here`: this very person already teaches the class in Slipway.
    """
    if named_by_url or connected:
        return Connection.STANDS
    if right is not Right.TEACHER:
        return Connection.NONE
    return Connection.MAKE if teaches_here else Connection.ASK


def availability(unit: UnitFacts, right: Right) -> Refusal | None:
    """Why this person can't see the unit now. Teachers and the LMS's administrator see drafts and withdrawn units."""
    if right in {Right.TEACHER, Right.PREVIEW}:
        return None
    if unit.withdrawn:
        return Refusal.UNIT_WITHDRAWN
    return None if unit.published else Refusal.UNIT_UNPUBLISHED


def enrolment_step(enrolment: EnrolmentFacts | None, right: Right) -> Enrol:
    """What this launch does to the person's enrolment in the class."""
    if right is Right.PREVIEW:
        return Enrol.NOT
    if enrolment is None:
        return Enrol.NEW
    if not enrolment.active:
        return Enrol.ENDED
    return Enrol.KEEP if enrolment.by_hand or enrolment.role == right else Enrol.CHANGE_ROLE


def may_pick(right: Right | None) -> bool:
    """Whether somebody may open the picker: teachers of the course, and the LMS's administrators."""
    return right in {Right.TEACHER, Right.PREVIEW}


def may_bind(*, resource_link_id: str, context_id: str) -> bool:
    """Whether a link can be bound to one unit.

    Canvas gives navigation and all links of a page's text the course's own id: binding one would bind them all.
    """
    return resource_link_id != context_id
