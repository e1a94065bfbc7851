"""A teacher at the LMS asks to connect their course: a teacher of the class decides (docs/architecture.md, rule 5c)."""

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.classes.connecting import connect, decides_courses
from slipway.classes.models import ConnectionRequest
from slipway.orgs.models import User

RequestState = ConnectionRequest.State


class MayNotDecideError(Exception):
    """Who is a teacher of the class by an assistant's role at the LMS does not say which courses are the class's."""


def approve(*, actor: User, request: ConnectionRequest) -> None:
    """Connect the course; one that was refused may be approved later. Approving twice changes nothing.

    Raises MayNotDecideError.
    """
    with transaction.atomic():
        held = _held(request)
        _check(actor, held)
        if held.state == RequestState.APPROVED:
            return
        connect(actor=actor, lms_course=held.lms_course, classroom=held.classroom, how="request")
        _decide(actor, held, RequestState.APPROVED, AuditAction.REQUEST_APPROVED)


def refuse(*, actor: User, request: ConnectionRequest) -> None:
    """Leave the course unconnected; it does not ask again. A request that was decided stays as it is.

    Raises MayNotDecideError.
    """
    with transaction.atomic():
        held = _held(request)
        _check(actor, held)
        if held.state == RequestState.OPEN:
            _decide(actor, held, RequestState.REFUSED, AuditAction.REQUEST_REFUSED)


def _check(actor: User, request: ConnectionRequest) -> None:
    if not decides_courses(actor, request.classroom):
        raise MayNotDecideError


def _held(request: ConnectionRequest) -> ConnectionRequest:
    row = ConnectionRequest.objects.filter(pk=request.pk).select_for_update(of=("self",))
    return row.select_related("classroom", "lms_course", "identity").get()


def _decide(actor: User, request: ConnectionRequest, state: ConnectionRequest.State, action: AuditAction) -> None:
    request.state, request.decided_by, request.decided_at = state, actor, timezone.now()
    request.save(update_fields=["state", "decided_by", "decided_at"])
    organization_id = request.classroom.organization_id
    named = {"course": request.lms_course, "asked_by": request.identity}
    audit(actor, action, request, organization_id=organization_id, **named)
