"""What teachers at an LMS ask for: that their course is connected to a class, or a class that they can pick units from.

Teachers of the class decide the first (docs/architecture.md, rule 5c), the organization sees to the second.
"""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.classes.connections import connect, decides_courses
from slipway.classes.models import ClassRequest, ConnectionRequest
from slipway.content.models import Classroom
from slipway.lms.models import LmsCourse
from slipway.orgs.models import Organization, User
from slipway.people.models import LmsIdentity

RequestState = ConnectionRequest.State


class MayNotDecideError(Exception):
    """The person teaches the class by an assistant's role at the LMS only, which lets nobody connect courses."""


def ask_once(*, identity: LmsIdentity, courses: Sequence[UUID], classroom: Classroom) -> None:
    """Ask the class's teachers to connect the course: once, whoever asks, and not again after they have refused.

    `courses` are all that stands for the course, the one that would be connected first.
    """
    asked = ConnectionRequest.objects.filter(classroom=classroom)
    if not asked.filter(lms_course__in=courses).exists():
        asked.get_or_create(lms_course_id=courses[0], classroom=classroom, defaults={"identity": identity})


def requests_in(classroom: Classroom, state: RequestState) -> list[ConnectionRequest]:
    """The requests of that state, the oldest first, with who asks for which course."""
    requests = ConnectionRequest.objects.filter(classroom=classroom, state=state)
    return list(requests.select_related("identity", "lms_course__lms", "decided_by").order_by("created_at", "id"))


def approve(*, actor: User, request: ConnectionRequest) -> None:
    """Connect the course; one that was refused may be approved later. Approving twice changes nothing.

    Raises MayNotDecideError.
    """
    with transaction.atomic():
        held = _held(actor, request)
        if held.state == RequestState.APPROVED:
            return
        connect(actor=actor, lms_course=held.lms_course, classroom=held.classroom, how="request")
        _decide(actor, held, RequestState.APPROVED, AuditAction.REQUEST_APPROVED)


def refuse(*, actor: User, request: ConnectionRequest) -> None:
    """Leave the course unconnected; it does not ask again. A request that was decided stays as it is.

    Raises MayNotDecideError.
    """
    with transaction.atomic():
        held = _held(actor, request)
        if held.state == RequestState.OPEN:
            _decide(actor, held, RequestState.REFUSED, AuditAction.REQUEST_REFUSED)


def ask_for_class(*, identity: LmsIdentity, lms_course: LmsCourse) -> ClassRequest:
    """Ask the organization that `lms_course` belongs to for a class. A course has one request: the newest asker's."""
    asked = {"identity": identity, "created_at": timezone.now(), "done_at": None}
    organization_id = identity.lms.organization_id
    with transaction.atomic():
        wanted, _ = ClassRequest.objects.update_or_create(lms_course=lms_course, defaults=asked)
        details = {"asker": identity, "course": lms_course}
        audit(identity.acting, AuditAction.CLASS_ASK, wanted, organization_id=organization_id, **details)
    return wanted


def is_asked_for(lms_course: LmsCourse) -> bool:
    """Whether a class for this course was asked for, and nobody has seen to it yet."""
    return ClassRequest.objects.filter(lms_course=lms_course, done_at=None).exists()


def classes_wanted(organization: Organization) -> QuerySet[ClassRequest]:
    """The organization's open requests, the oldest first, each with its identity, course and LMS."""
    open_ones = ClassRequest.objects.filter(lms_course__lms__organization=organization, done_at=None)
    return open_ones.select_related("identity", "lms_course__lms")


def see_to(*, actor: User, wanted: ClassRequest) -> None:
    """Mark a request as seen to: the asker has a class now, or was answered otherwise."""
    with transaction.atomic():
        ClassRequest.objects.filter(pk=wanted.pk).update(done_at=timezone.now())
        organization_id = wanted.lms_course.lms.organization_id
        audit(actor, AuditAction.CLASS_ASK_DONE, wanted, organization_id=organization_id)


def _held(actor: User, request: ConnectionRequest) -> ConnectionRequest:
    """The request, locked, for somebody who may decide it. Raises MayNotDecideError."""
    rows = ConnectionRequest.objects.filter(pk=request.pk).select_for_update(of=("self",))
    held = rows.select_related("classroom", "lms_course", "identity").get()
    if not decides_courses(actor, held.classroom):
        raise MayNotDecideError
    return held


def _decide(actor: User, request: ConnectionRequest, state: ConnectionRequest.State, action: AuditAction) -> None:
    request.state, request.decided_by, request.decided_at = state, actor, timezone.now()
    request.save(update_fields=["state", "decided_by", "decided_at"])
    organization_id = request.classroom.organization_id
    named = {"course": request.lms_course, "asked_by": request.identity}
    audit(actor, action, request, organization_id=organization_id, **named)
