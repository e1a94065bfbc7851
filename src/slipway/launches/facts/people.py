"""Whom a launch names, among the people that its LMS has named before, and their enrolment in the class.

A person may have another id in LTI 1.1 than in LTI 1.3 (`old_ids`); proven, both are one person here, whichever of the
two launches first.
"""

from dataclasses import dataclass
from functools import cache
from uuid import UUID

from django.db.models import CharField, F, FilteredRelation, Q, QuerySet, UUIDField

from slipway.classes.models import Enrolment
from slipway.content.models import Classroom
from slipway.launches.facts.old_ids import is_proven, key_secrets, old_user_id
from slipway.launches.rules import EnrolmentFacts
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lti.message import LaunchMessage
from slipway.people.models import LmsIdentity
from slipway.statements.given import Given
from slipway.statements.select import Select

_ENROLMENT = ("pk", "role", "active", "by_hand", "lms_id", "is_test")


@dataclass(frozen=True, slots=True, kw_only=True)
class EnrolmentRow(EnrolmentFacts):
    """An enrolment as it was read, with what a launch may change of it."""

    pk: UUID
    user_id: UUID
    lms_id: UUID | None
    is_test: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonFacts:
    """The person of a launch. `other_identity` is who they are under the id of the other LTI version, when this id is
    new; `old_id` is that of LTI 1.1, as a launch of 1.3 says it; `is_old_id_proven` tells nothing of one that is kept
    as proven.
    """

    identity: LmsIdentity | None = None
    other_identity: LmsIdentity | None = None
    is_account_off: bool = False
    enrolment: EnrolmentRow | None = None
    old_id: str = ""
    is_old_id_proven: bool = False

    @property
    def seen_before(self) -> LmsIdentity | None:
        """The person, under whichever id they were here before."""
        return self.identity or self.other_identity


def person_facts(launch: VerifiedLaunch, message: LaunchMessage, classroom: Classroom | None) -> PersonFacts:
    """The person of a launch and their enrolment in the class: one statement, and one more to prove an old id."""
    user_id, old_id = message.person.user_id, old_user_id(message)
    if not user_id:
        return PersonFacts()
    rows = _people(has_old_id=bool(old_id), in_class=classroom is not None).all(
        lms_id=launch.lms.pk, user_id=user_id, old_id=old_id, classroom_id=classroom and classroom.pk
    )
    identity = next((row for row in rows if row.lms_user_id == user_id), None)
    other = None if identity else next(iter(rows), None)
    is_kept = identity is not None and identity.legacy_user_id == old_id and identity.legacy_proven
    proven = bool(old_id) and not is_kept and is_proven(launch, key_secrets(launch, message))
    if other is not None and other.legacy_user_id != user_id and not proven:
        other = None
    person = identity or other
    return PersonFacts(
        identity=identity,
        other_identity=other,
        is_account_off=person is not None and not getattr(person, "account_on"),  # noqa: B009  # an annotation
        enrolment=_enrolment(person, classroom),
        old_id=old_id,
        is_old_id_proven=proven,
    )


def enrolment_row(enrolment: Enrolment) -> EnrolmentRow:
    """The values of an enrolment."""
    return EnrolmentRow(user_id=enrolment.user_id, **{name: getattr(enrolment, name) for name in _ENROLMENT})


@cache
def _people(*, has_old_id: bool, in_class: bool) -> Select[LmsIdentity]:
    """Whoever has the id of the launch, or the id that the same person has in the other version; with their enrolment
    in the class, for launches into one.
    """

    def rows() -> QuerySet[LmsIdentity]:
        people = _known(has_old_id=has_old_id)
        return (_enrolled(people) if in_class else people)[:5]

    return Select(rows)


def _known(*, has_old_id: bool) -> QuerySet[LmsIdentity]:
    """A union, not an OR: of two alternatives in one condition SQLite reads all people of the LMS."""
    of_lms, user_id = LmsIdentity.objects.filter(lms=Given("lms_id", UUIDField())), Given("user_id", CharField())
    if has_old_id:
        other = of_lms.filter(lms_user_id=Given("old_id", CharField()))
    else:
        other = of_lms.filter(legacy_user_id=user_id, legacy_proven=True)
    found = of_lms.filter(lms_user_id=user_id).values("pk").union(other.values("pk"), all=True)
    rows = LmsIdentity.objects.filter(pk__in=found).annotate(account_on=F("user__is_active"))
    return rows.defer("unlinked_user", "created_at")


def _enrolled(people: QuerySet[LmsIdentity]) -> QuerySet[LmsIdentity]:
    condition = Q(user__enrolments__classroom=Given("classroom_id", UUIDField()))
    here = FilteredRelation("user__enrolments", condition=condition)
    return people.annotate(here=here, **{f"enrolment_{name}": F(f"here__{name}") for name in _ENROLMENT})


def _enrolment(person: LmsIdentity | None, classroom: Classroom | None) -> EnrolmentRow | None:
    if person is None or classroom is None:
        return None
    values = {name: getattr(person, f"enrolment_{name}") for name in _ENROLMENT}
    return None if values["pk"] is None else EnrolmentRow(user_id=person.user_id, **values)
