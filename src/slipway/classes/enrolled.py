"""Who is in a class, as its pages count and list them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Case, CharField, Count, IntegerField, OuterRef, QuerySet, Subquery, Value, When
from django.db.models.functions import Coalesce, NullIf

from slipway.classes.models import Enrolment
from slipway.classes.roles import ENROLLED_ROLES
from slipway.content.models import Classroom
from slipway.lms.last_seen import newest_launches_into
from slipway.lms.models import LaunchRecord
from slipway.people.models import LmsIdentity, pseudonym


@dataclass(frozen=True)
class EnrolledPerson:
    """Somebody in the class. `launch` is their newest one into it; None where none is kept."""

    enrolment: Enrolment
    name: str
    identity: LmsIdentity | None
    launch: LaunchRecord | None

    @property
    def lms(self) -> str:
        """The LMS that they come from, by its name; '' for somebody who was enrolled here and never launched."""
        lms = self.launch.lms if self.launch and self.launch.lms else self.enrolment.lms
        return lms.name if lms else ""

    @property
    def course(self) -> str:
        """The course of that LMS."""
        return (self.launch.context_title or self.launch.context_id) if self.launch else ""


def people(classroom: Classroom) -> dict[str, int]:
    """How many people are in the class in each of the enrolled roles; test students are not counted."""
    enrolments = Enrolment.objects.filter(classroom=classroom, active=True, is_test=False)
    counts = dict(enrolments.values_list("role").annotate(Count("id")))
    return {role.value: counts.get(role, 0) for role in ENROLLED_ROLES}


def enrolments_in(classroom: Classroom, search: str = "") -> QuerySet[Enrolment]:
    """Everybody in the class: teachers, students, observers, each by name, then those whose access was ended.

    `shown` is the account's name, else what an LMS of the organization calls the person, else ''. What LMSs of other
    organizations say of them plays no part.
    """
    identities = LmsIdentity.objects.filter(user=OuterRef("user"), lms__organization=classroom.organization_id)
    named = identities.exclude(name="").order_by("created_at", "pk").values("name")[:1]
    called = (NullIf("user__name", Value("")), "user__email", Subquery(named), Value(""))
    shown = Coalesce(*called, output_field=CharField())
    place = Case(*(When(role=role, then=-role.rank) for role in ENROLLED_ROLES), default=1, output_field=IntegerField())
    rows = Enrolment.objects.filter(classroom=classroom).select_related("user", "lms")
    rows = rows.annotate(shown=shown, place=place).order_by("-active", "place", "shown", "pk")
    return rows.filter(shown__icontains=search) if search else rows


def enrolled_people(classroom: Classroom, enrolments: Iterable[Enrolment]) -> list[EnrolledPerson]:
    """Those enrolments, of `enrolments_in`, with where each person comes from: three statements."""
    page = list(enrolments)
    users = [enrolment.user_id for enrolment in page]
    identities = list(LmsIdentity.objects.filter(user__in=users, lms__organization=classroom.organization_id))
    launches = newest_launches_into(classroom.pk, [identity.pk for identity in identities])
    return [_row(enrolment, identities, launches) for enrolment in page]


def names_of(classroom: Classroom, enrolments: Iterable[Enrolment]) -> dict[UUID, str]:
    """What those enrolments, of `enrolments_in`, are called, by their ids: one statement."""
    page = list(enrolments)
    nameless = [enrolment.user_id for enrolment in page if not _shown(enrolment)]
    told = LmsIdentity.objects.filter(user__in=nameless, lms__organization=classroom.organization_id)
    first = dict(told.order_by("-created_at", "-pk").values_list("user_id", "pk"))
    return {each.pk: _shown(each) or pseudonym(first.get(each.user_id, each.user_id)) for each in page}


def _shown(enrolment: Enrolment) -> str:
    return str(getattr(enrolment, "shown", ""))


def _row(
    enrolment: Enrolment, identities: Iterable[LmsIdentity], launches: Mapping[UUID, LaunchRecord]
) -> EnrolledPerson:
    mine = [identity for identity in identities if identity.user_id == enrolment.user_id]
    came = sorted((identity for identity in mine if identity.pk in launches), key=lambda one: launches[one.pk].at)
    identity = came[-1] if came else next(iter(mine), None)
    name = _shown(enrolment) or pseudonym(identity.pk if identity else enrolment.user_id)
    return EnrolledPerson(enrolment, name, identity, launches[came[-1].pk] if came else None)
