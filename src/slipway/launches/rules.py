"""What a verified launch may do: pure functions over plain values, tested as tables."""

from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from slipway.classes.roles import ClassRole, class_role
from slipway.lti.refusal import Refusal
from slipway.lti.roles import Roles, leads_course, may_only_administer


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitFacts:
    """What a decision needs to know of a unit and its class. `organization_id` is that of the class."""

    organization_id: UUID
    lti_enabled: bool
    published: bool
    withdrawn: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentFacts:
    """A person's enrolment in the class. `by_hand`: a person here decided its role, so launches leave it alone."""

    role: str
    active: bool = True
    by_hand: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimedRole:
    """What an LMS says that somebody is in its course. `leads`: teaches it, and does not only help there."""

    class_role: ClassRole
    leads: bool = False

    @property
    def told(self) -> ClassRole | None:
        """What of it is kept for the class; None for who only looks."""
        if self.class_role is ClassRole.TEACHER:
            return ClassRole.TEACHER if self.leads else ClassRole.ASSISTANT
        return None if self.class_role is ClassRole.PREVIEW else self.class_role


class ConnectionStep(Enum):
    """What becomes of the connection between the LMS course of a launch and the class."""

    EXISTS = auto()
    MAKE = auto()  # the launch of one who teaches both connects them
    ASK = auto()  # leave a request for the class's teachers
    NONE = auto()


class EnrolmentStep(Enum):
    """What becomes of the person's enrolment."""

    CREATE = auto()
    KEEP = auto()  # its role is what all its courses say: `is_role_to_write`
    NONE = auto()  # the LMS's administrator looks, and is enrolled nowhere
    ENDED = auto()  # a teacher removed this person


def claimed_role(roles: Roles, family: str = "") -> ClaimedRole | None:
    """What the launch lets its person be: only roles of the course count, an LMS administrator may look.

    `family` is the kind of LMS. Some call their administrators teachers of every course: these look too, for nobody can
    tell whether they do teach it. `leads` says that they may, so a place that was given here by hand is theirs.
    """
    found = class_role(roles)
    if found is None:
        return ClaimedRole(class_role=ClassRole.PREVIEW) if roles.is_administrator else None
    only_looks = may_only_administer(roles, family)
    return ClaimedRole(class_role=ClassRole.PREVIEW if only_looks else found, leads=leads_course(roles))


def role_in_class(
    role: ClaimedRole, enrolment: EnrolmentFacts | None, *, elsewhere: ClassRole | None = None
) -> ClassRole:
    """What the person is in the class: the most that a course says, unless a role was given here by hand. That holds.

    `elsewhere` is the most that other courses of the same LMS say. A visit is by the class's role, not by the one
    course's that was clicked in: the class is one, with one list of work that its teachers see, whichever way they come
    in; and who could see less by the way they come would only have to come by the other. What another LMS says is no
    visitor's from here: that LMS did not sign this launch.

    No launch gives what was given by hand, so it may be more than the LMS tells, or less. Whether the course is
    connected is decided by what the LMS tells; an administrator of the LMS who looks goes on looking.
    """
    by_hand = enrolment is not None and enrolment.active and enrolment.by_hand
    if enrolment is not None and by_hand and (role.told is not None or role.leads):
        return ClassRole(enrolment.role)
    if role.told is None or elsewhere is None or enrolment is None or not enrolment.active:
        return role.class_role
    return max(role.told, elsewhere, key=lambda told: told.rank).enrolled


def unit_problem(unit: UnitFacts | None, *, organization_id: UUID) -> Refusal | None:
    """Why an LMS of `organization_id` can't open this unit at all, whoever asks."""
    if unit is None:
        return Refusal.UNIT_UNKNOWN
    if unit.organization_id != organization_id:
        return Refusal.FOREIGN_ORGANIZATION
    return None if unit.lti_enabled else Refusal.LTI_OFF


def connection_step(*, named_by_url: bool, connected: bool, role: ClaimedRole, may_connect: bool) -> ConnectionStep:
    """A unit's URL proves nothing about the course it is launched from.

    `named_by_url`: the Class LMS URL names this course; `connected`: a teacher connected it before;
    `may_connect`: this very person already teaches the class in Slipway (`classes.connecting.may_connect`).
    """
    if named_by_url or connected:
        return ConnectionStep.EXISTS
    if role.class_role is not ClassRole.TEACHER and not role.leads:
        return ConnectionStep.NONE
    return ConnectionStep.MAKE if may_connect else ConnectionStep.ASK


def unavailability(unit: UnitFacts, role: ClassRole) -> Refusal | None:
    """Why this person can't see the unit now. Teachers and the LMS's administrator see drafts and withdrawn units."""
    if role in {ClassRole.TEACHER, ClassRole.PREVIEW}:
        return None
    if unit.withdrawn:
        return Refusal.UNIT_WITHDRAWN
    return None if unit.published else Refusal.UNIT_UNPUBLISHED


def enrolment_step(enrolment: EnrolmentFacts | None, role: ClassRole) -> EnrolmentStep:
    """What this launch does to the person's enrolment in the class."""
    if role is ClassRole.PREVIEW:
        return EnrolmentStep.NONE
    if enrolment is None:
        return EnrolmentStep.CREATE
    if not enrolment.active:
        return EnrolmentStep.ENDED
    return EnrolmentStep.KEEP


def is_role_to_write(enrolment: EnrolmentFacts | None, now: ClassRole, *, before: ClassRole | None) -> bool:
    """Whether there is something to write: the course says something else than before, or more than the place is."""
    if now != before or enrolment is None:
        return True
    return not enrolment.by_hand and ClassRole(enrolment.role).rank < now.enrolled.rank


def may_pick(role: ClassRole | None) -> bool:
    """Whether somebody may open the picker: teachers of the course, and the LMS's administrators."""
    return role in {ClassRole.TEACHER, ClassRole.PREVIEW}


def may_bind(*, resource_link_id: str, context_id: str) -> bool:
    """Whether a link can be bound to one unit.

    Canvas gives navigation and all links of a page's text the course's own id: binding one would bind them all.
    """
    return resource_link_id != context_id
