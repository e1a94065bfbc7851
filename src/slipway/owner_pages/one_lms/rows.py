"""What the pages of one LMS show: keys, registrations, courses and people, and how much there is of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Count, Prefetch, QuerySet

from slipway.classes.models import CourseConnection, Enrolment
from slipway.content.models import Classroom
from slipway.lms.course_ref import same_course, spellings
from slipway.lms.last_seen import courses_last_seen, identities_last_seen, keys_last_used, registrations_last_used
from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, LmsCourse, Registration, ResourceLink
from slipway.owner_pages.registrations.lacking import Lacking, keys_lacking, registrations_lacking
from slipway.people.models import LmsIdentity
from slipway.workspaces.models import Workspace


@dataclass(frozen=True)
class KeyRow:
    """A key as its section shows it; `secret` is empty until it was revealed in this browser."""

    key: ConsumerKey
    secret: str = ""
    used_at: datetime | None = None
    lacking: Lacking | None = None  # where that was asked

    @property
    def custom_id(self) -> str:
        """The id of the field that shows its custom parameters."""
        return f"custom-parameters-{self.key.pk.hex}"


@dataclass(frozen=True)
class RegistrationRow:
    """A registration as its line shows it."""

    registration: Registration
    used_at: datetime | None
    lacking: Lacking | None


@dataclass(frozen=True)
class CourseRow:
    """A course that has launched, and the classes that it opens."""

    course: LmsCourse
    classes: list[Classroom]
    seen_at: datetime | None


@dataclass(frozen=True)
class IdentityRow:
    """A person as the LMS names them. `linked` says that a Slipway account of their own stands behind them."""

    identity: LmsIdentity
    seen_at: datetime | None

    @property
    def linked(self) -> bool:
        return bool(self.identity.user.email)


@dataclass(frozen=True)
class TwoIdentities:
    """One person as LTI 1.3 names them, and who they are said to have been by LTI 1.1."""

    now: IdentityRow
    before: IdentityRow

    @property
    def stay_two(self) -> bool:
        """Whether both have an account of their own: only they can say that they are one."""
        return self.now.linked and self.before.linked


@dataclass(frozen=True)
class LmsCounts:
    """How much an LMS has brought so far."""

    courses: int
    people: int


def key_rows(lms: Lms, secrets: dict[UUID, str]) -> list[KeyRow]:
    """The keys of an LMS from `lmss_with_keys`, with last use and what each lacks: two statements."""
    used, lacking = keys_last_used(lms), keys_lacking(lms)
    return [
        KeyRow(key, secrets.get(key.pk, ""), used.get(key.pk), lacking.get(key.pk)) for key in lms.consumer_keys.all()
    ]


def registration_rows(lms: Lms) -> list[RegistrationRow]:
    """The registrations of an LMS from `lmss_with_keys`, with last use and what each lacks: two statements."""
    used = registrations_last_used(lms)
    lacking = registrations_lacking(lms, Registration.objects.filter(lms=lms))
    return [RegistrationRow(each, used.get(each.pk), lacking.get(each.pk)) for each in lms.registrations.all()]


def courses_of(lms: Lms) -> QuerySet[LmsCourse]:
    """The courses that have launched, by name, with the classes that a person connected them to."""
    connections = CourseConnection.objects.filter(lms_course__lms=lms).select_related("classroom")
    courses = LmsCourse.objects.filter(lms=lms).order_by("title", "context_id", "pk")
    return courses.prefetch_related(Prefetch("connections", queryset=connections.order_by("classroom__title")))


def course_rows(lms: Lms, courses: Iterable[LmsCourse]) -> list[CourseRow]:
    """Those courses with their classes, the ones whose Class LMS URL names the course too: two statements."""
    page = list(courses)
    ids = {text for course in page for text in spellings(course.course_id)} - {""}
    naming = list(Classroom.objects.filter(organization=lms.organization_id, lms_course_id__in=ids))
    seen = courses_last_seen(lms, [course.context_id for course in page])
    return [CourseRow(course, _classes_of(course, naming), seen.get(course.context_id)) for course in page]


def people_of(lms: Lms, search: str = "") -> QuerySet[LmsIdentity]:
    """The people whom the LMS has named, by name; those whose name or id there holds `search`."""
    people = LmsIdentity.objects.filter(lms=lms).select_related("user").order_by("name", "lms_user_id")
    if search:
        people = people.filter(name__icontains=search) | people.filter(lms_user_id__icontains=search)
    return people


def identity_rows(people: Iterable[LmsIdentity]) -> list[IdentityRow]:
    """Those people with when they were last seen: one statement."""
    page = list(people)
    seen = identities_last_seen([identity.pk for identity in page])
    return [IdentityRow(identity, seen.get(identity.pk)) for identity in page]


def pairs(lms: Lms, doubtful: Iterable[LmsIdentity]) -> list[TwoIdentities]:
    """Those people of the LMS, each beside their old id, with when both were last seen: two statements."""
    page = list(doubtful)
    old_ids = {identity.legacy_user_id for identity in page}
    old = LmsIdentity.objects.filter(lms=lms, lms_user_id__in=old_ids).select_related("user")
    rows = {row.identity.pk: row for row in identity_rows([*page, *old])}
    by_id = {row.identity.lms_user_id: row for row in rows.values()}
    return [TwoIdentities(rows[identity.pk], by_id[identity.legacy_user_id]) for identity in page]


def removal_counts(lms: Lms) -> dict[str, int]:
    """What an owner should know before removing the LMS: how much goes with it, and the last two, which stay."""
    identities = LmsIdentity.objects.filter(lms=lms)
    users, organization = identities.values("user"), lms.organization_id
    connections = CourseConnection.objects.filter(lms_course__lms=lms)
    return {
        "keys": lms.consumer_keys.count(),
        "registrations": lms.registrations.count(),
        "people": identities.count(),
        "accounts": identities.exclude(user__email=None).count(),  # of these people, how many have one of their own
        "courses": LmsCourse.objects.filter(lms=lms).count(),
        "classes": connections.values("classroom").distinct().count(),  # connected by a person
        "launches": LaunchRecord.objects.filter(lms=lms).count(),
        "links": ResourceLink.objects.filter(lms_course__lms=lms).count(),  # bound to a unit by a teacher
        "places": Enrolment.objects.filter(user__in=users, classroom__organization=organization).count(),
        "works": Workspace.objects.filter(user__in=users, unit__classroom__organization=organization).count(),
    }


def extents(lmss: Iterable[Lms]) -> dict[UUID, LmsCounts]:
    """Courses and people of each of those LMSs: two statements for all."""
    ids = [lms.pk for lms in lmss]
    courses = _counts(LmsCourse.objects.filter(lms__in=ids))
    people = _counts(LmsIdentity.objects.filter(lms__in=ids))
    return {pk: LmsCounts(courses.get(pk, 0), people.get(pk, 0)) for pk in ids}


def _counts(rows: QuerySet[LmsCourse] | QuerySet[LmsIdentity]) -> dict[UUID, int]:
    return dict(rows.order_by().values_list("lms").annotate(Count("pk")))


def _classes_of(course: LmsCourse, naming: list[Classroom]) -> list[Classroom]:
    connected = [connection.classroom for connection in course.connections.all()]
    named = [classroom for classroom in naming if same_course(classroom.lms_course_ref, course.ref)]
    return list(dict.fromkeys([*named, *connected]))
