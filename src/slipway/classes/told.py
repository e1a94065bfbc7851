"""The role that LMS courses give in a class: the greatest of the told roles, one of each connected course.

A course's told role is what its last launch said of the person (`ToldRole`). They are kept apart, so that it does not
matter which course was opened last: who assists in one and learns in another is a teacher of the class, and who is
demoted in a course is demoted here. Told roles of courses that are no longer connected, and of LMSs that are no longer
in use, do not count. Where none is left, as for people who came before they were kept, the role stays as it is until
the next launch. A role that was given by hand is left alone.
"""

from collections.abc import Callable, Collection
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, Subquery

from slipway.classes.models import Enrolment, LaunchSession, ToldRole
from slipway.classes.roles import COURSE_ROLES, ClassRole
from slipway.content.models import Classroom
from slipway.lms.models import ConsumerKey, LmsCourse, Registration


def counting() -> QuerySet[ToldRole]:
    """The told roles that count: their LMS is not disabled, and has a credential in use."""
    keys = ConsumerKey.objects.filter(lms=OuterRef("lms_course__lms"), disabled_at=None)
    registrations = Registration.objects.filter(lms=OuterRef("lms_course__lms"), disabled_at=None)
    in_use = Exists(keys) | Exists(registrations.exclude(accepted_at=None))
    return ToldRole.objects.filter(in_use, lms_course__lms__disabled_at=None)


def told_elsewhere(enrolment_id: UUID, courses: Collection[LmsCourse], *, lms_id: UUID) -> ClassRole | None:
    """The most that other courses of the LMS than these say of somebody in the class: one statement."""
    others = counting().filter(enrolment=enrolment_id, lms_course__lms=lms_id).exclude(lms_course__in=courses)
    told = others.order_by("-told").values_list("told", flat=True).first()
    return None if told is None else COURSE_ROLES[told]


def keep_told(enrolment_id: UUID, course: LmsCourse, told: ClassRole, *, other: LmsCourse | None = None) -> Enrolment:
    """Keep what `course` says now, and give the enrolment the role that it makes. Returns the enrolment as it then is.

    `other` is the same course under its other id: what was kept of it goes. In the caller's transaction.
    """
    held = Enrolment.objects.select_for_update().get(pk=enrolment_id)
    ToldRole.objects.update_or_create(enrolment=held, lms_course=course, defaults={"told": told.rank})
    if other is not None:
        ToldRole.objects.filter(enrolment=held, lms_course=other).delete()
    return _settled(held)


def settle_class(classroom: Classroom, connected: Collection[LmsCourse]) -> None:
    """Forget what courses said that are no longer among those `connected` to the class."""
    rows = ToldRole.objects.filter(enrolment__classroom=classroom)
    gone, left = rows.exclude(lms_course__in=connected), rows.filter(lms_course__in=connected)
    with transaction.atomic():
        places = set(gone.filter(enrolment__in=left.values("enrolment")).values_list("enrolment", flat=True))
        gone.delete()
        settle(places)


def watch_use(lms_id: UUID) -> Callable[[], None]:
    """The LMS comes into use or goes out of it: the result is called afterwards, and gives people their roles anew.

    Only people of whom another LMS says something too can get another role by it.
    """
    others = ToldRole.objects.exclude(lms_course__lms=lms_id).values("enrolment")
    rows = ToldRole.objects.filter(lms_course__lms=lms_id, enrolment__in=others)
    places = set(rows.values_list("enrolment", flat=True))
    return lambda: settle(places)


def settle(places: Collection[UUID]) -> None:
    """Give these enrolments the role that told roles make now. Launches that are open with a greater role end."""
    most = counting().filter(enrolment=OuterRef("pk")).order_by("-told").values("told")[:1]
    with transaction.atomic():
        found = Enrolment.objects.filter(pk__in=places, by_hand=False).annotate(most=Subquery(most))
        changed = [pk for pk, role, told in found.values_list("pk", "role", "most") if _is_other(role, told)]
        for held in Enrolment.objects.select_for_update().filter(pk__in=changed):
            _settled(held)


def _is_other(role: str, told: int | None) -> bool:
    return told is not None and COURSE_ROLES[told].enrolled != role


def _settled(held: Enrolment) -> Enrolment:
    most = counting().filter(enrolment=held).select_related("lms_course").order_by("-told").first()
    if most is None or held.by_hand or most.role == held.role:
        return held
    was, held.role, held.lms_id = ClassRole(held.role), most.role, most.lms_course.lms_id
    held.save(update_fields=["role", "lms"])
    if most.role.rank < was.rank:  # a launch session carries the role that it was let in with
        LaunchSession.objects.filter(enrolment=held, role__in=COURSE_ROLES[most.role.rank + 1 :]).end()
    return held
