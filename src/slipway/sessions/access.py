"""What a visitor may do in a class. Rights come by fetching: who has none gets 404, as if there were no such class."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from slipway.classes.managed import owned_classes
from slipway.classes.models import Enrolment, LaunchSession
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom
from slipway.sessions.visitor import Visitor


def role_in(visitor: Visitor, classroom_id: UUID) -> ClassRole | None:
    """The visitor's role in the class, or None.

    A launch session carries its own, for its one class. Else it is the enrolment; an owner of the organization
    who signed in here teaches every class of it.
    """
    if visitor.session:
        here = visitor.session.kind == LaunchSession.Kind.CLASS and visitor.session.classroom_id == classroom_id
        return ClassRole(visitor.session.role) if here else None
    enrolment = _enrolments(visitor).filter(classroom_id=classroom_id).first()
    if enrolment:
        return ClassRole(enrolment.role)
    owns = visitor.lms_id is None and owned_classes(visitor.user).filter(pk=classroom_id).exists()
    return ClassRole.TEACHER if owns else None


def class_or_404(visitor: Visitor, classroom_id: UUID) -> tuple[Classroom, ClassRole]:
    """The class and the visitor's role in it. Raises Http404 where there is none."""
    role = role_in(visitor, classroom_id)
    if role is None:
        raise Http404
    return get_object_or_404(Classroom.objects.select_related("organization"), pk=classroom_id), role


def visible_classes(visitor: Visitor) -> QuerySet[Enrolment]:
    """The enrolments that a visitor's dashboard shows: all of an account's, of a visit those that its LMS brought."""
    return _enrolments(visitor).select_related("classroom__organization").order_by("classroom__title")


def _enrolments(visitor: Visitor) -> QuerySet[Enrolment]:
    mine = Enrolment.objects.filter(user=visitor.user, active=True)
    return mine if visitor.lms_id is None else mine.filter(lms_id=visitor.lms_id)
