"""What the pages of one LMS show: its keys, its courses, its people, and all that hangs on it."""

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
from slipway.owner_pages.registrations.asking import Lacking, keys_lacking, registrations_lacking
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
class Hanging:
    """What hangs on an LMS. The first go with it, the last two stay."""

    keys: int
    registrations: int
    people: int
    accounts: int  # of these people, how many have an account of their own
    courses: int
    classes: int  # that these courses were connected to by a person
    launches: int
    links: int  # that teachers bound to a unit
    places: int  # in classes, of its people
    works: int  # begun by its people


def key_lines(lms: Lms, secrets: dict[UUID, str]) -> list[KeyRow]:
    """The keys of an LMS from `lmss_with_keys`: last used and lacking what: two statements."""
    used, lacking = keys_last_used(lms), keys_lacking(lms)
    return [
        KeyRow(key, secrets.get(key.pk, ""), used.get(key.pk), lacking.get(key.pk)) for key in lms.consumer_keys.all()
    ]


def registration_rows(lms: Lms) -> list[RegistrationRow]:
    """The registrations of an LMS from `lmss_with_keys`: last used and lacking what: two statements."""
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
    named = Classroom.objects.filter(
        organization=lms.organization_id,
        lms_course_id__in={text for course in page for text in spellings(course.course_id)} - {""},
    )
    naming = list(named)
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


def hanging_on(lms: Lms) -> Hanging:
    """What an owner should know before removing the LMS."""
    users = LmsIdentity.objects.filter(lms=lms).values("user")
    places = Enrolment.objects.filter(user__in=users, classroom__organization=lms.organization_id)
    works = Workspace.objects.filter(user__in=users, unit__classroom__organization=lms.organization_id)
    return Hanging(
        keys=lms.consumer_keys.count(),
        registrations=lms.registrations.count(),
        people=LmsIdentity.objects.filter(lms=lms).count(),
        accounts=LmsIdentity.objects.filter(lms=lms).exclude(user__email=None).count(),
        courses=LmsCourse.objects.filter(lms=lms).count(),
        classes=CourseConnection.objects.filter(lms_course__lms=lms).values("classroom").distinct().count(),
        launches=LaunchRecord.objects.filter(lms=lms).count(),
        links=ResourceLink.objects.filter(lms_course__lms=lms).count(),
        places=places.count(),
        works=works.count(),
    )


@dataclass(frozen=True)
class LmsCounts:
    """How much an LMS has brought so far."""

    courses: int
    people: int


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
