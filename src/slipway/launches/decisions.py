"""What a verified launch may do: decisions over plain values (docs/architecture.md, rules 3 to 5)."""

from dataclasses import dataclass
from enum import Enum, auto
from uuid import UUID

from slipway.classes.roles import ClassRole, class_role
from slipway.lti.refusal import Refusal
from slipway.lti.roles import Roles, leads_course, may_only_administer


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What an LMS says that somebody is in its course. `leads`: teaches it, and does not only help there."""

    right: ClassRole
    leads: bool = False

    @property
    def told(self) -> ClassRole | None:
        """What of it is kept for the class; None for who only looks."""
        if self.right is ClassRole.TEACHER:
            return ClassRole.TEACHER if self.leads else ClassRole.ASSISTANT
        return None if self.right is ClassRole.PREVIEW else self.right


class Connection(Enum):
    """How the LMS course of a launch stands to the class of the unit."""

    STANDS = auto()
    MAKE = auto()  # the launch of one who teaches both connects them
    ASK = auto()  # leave a request for the class's teachers
    NONE = auto()


class Enrol(Enum):
    """What becomes of the person's enrolment."""

    NEW = auto()
    KEEP = auto()  # its role is what all its courses say: `says_otherwise`
    NOT = auto()  # the LMS's administrator looks, and is enrolled nowhere
    ENDED = auto()  # a teacher removed this person


def standing(roles: Roles, family: str = "") -> Standing | None:
    """What the launch lets its person be: only roles of the course count, an LMS administrator may look.

    `family` is the kind of LMS. Some call their administrators teachers of every course: these look too, for nobody can
    tell whether they do teach it. `leads` says that they may, so a place that was given here by hand is theirs.
    """
    right = class_role(roles)
    if right is None:
        return Standing(right=ClassRole.PREVIEW) if roles.is_administrator else None
    only_looks = may_only_administer(roles, family)
    return Standing(right=ClassRole.PREVIEW if only_looks else right, leads=leads_course(roles))


def right_in_class(
    standing: Standing, enrolment: EnrolmentFacts | None, *, elsewhere: ClassRole | None = None
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
    if enrolment is not None and by_hand and (standing.told is not None or standing.leads):
        return ClassRole(enrolment.role)
    if standing.told is None or elsewhere is None or enrolment is None or not enrolment.active:
        return standing.right
    return max(standing.told, elsewhere, key=lambda told: told.rank).enrolled


def unit_problem(unit: UnitFacts | None, *, organization_id: UUID) -> Refusal | None:
    """Why an LMS of `organization_id` can't open this unit at all, whoever asks."""
    if unit is None:
        return Refusal.UNIT_UNKNOWN
    if unit.organization_id != organization_id:
        return Refusal.FOREIGN_ORGANIZATION
    return None if unit.lti_enabled else Refusal.LTI_OFF


def connection(*, named_by_url: bool, connected: bool, standing: Standing, may_connect: bool) -> Connection:
    """A unit's URL proves nothing about the course it is launched from (docs/architecture.md, rule 5).

    `named_by_url`: the Class LMS URL names this course; `connected`: a teacher connected it before;
    `may_connect`: this very person already teaches the class in Slipway (`classes.connecting.may_connect`).
    """
    if named_by_url or connected:
        return Connection.STANDS
    if standing.right is not ClassRole.TEACHER and not standing.leads:
        return Connection.NONE
    return Connection.MAKE if may_connect else Connection.ASK


def availability(unit: UnitFacts, right: ClassRole) -> Refusal | None:
    """Why this person can't see the unit now. Teachers and the LMS's administrator see drafts and withdrawn units."""
    if right in {ClassRole.TEACHER, ClassRole.PREVIEW}:
        return None
    if unit.withdrawn:
        return Refusal.UNIT_WITHDRAWN
    return None if unit.published else Refusal.UNIT_UNPUBLISHED


def enrolment_step(enrolment: EnrolmentFacts | None, right: ClassRole) -> Enrol:
    """What this launch does to the person's enrolment in the class."""
    if right is ClassRole.PREVIEW:
        return Enrol.NOT
    if enrolment is None:
        return Enrol.NEW
    if not enrolment.active:
        return Enrol.ENDED
    return Enrol.KEEP


def says_otherwise(enrolment: EnrolmentFacts | None, now: ClassRole, *, before: ClassRole | None) -> bool:
    """Whether there is something to write: the course says something else than before, or more than the place is."""
    if now != before or enrolment is None:
        return True
    return not enrolment.by_hand and ClassRole(enrolment.role).rank < now.enrolled.rank


def may_pick(right: ClassRole | None) -> bool:
    """Whether somebody may open the picker: teachers of the course, and the LMS's administrators."""
    return right in {ClassRole.TEACHER, ClassRole.PREVIEW}


def may_bind(*, resource_link_id: str, context_id: str) -> bool:
    """Whether a link can be bound to one unit.

    Canvas gives navigation and all links of a page's text the course's own id: binding one would bind them all.
    """
    return resource_link_id != context_id
