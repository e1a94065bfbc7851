"""Binding a resource link to one unit, for links whose address names none."""

from uuid import UUID

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.classes.models import LaunchSession
from slipway.content.models import Unit
from slipway.lms.models import ResourceLink
from slipway.sessions.visitor import Visitor


def bind_link(*, visitor: Visitor, session: LaunchSession, unit_id: UUID) -> Unit:
    """Let the link of this launch open `unit_id`, a unit of the session's class. Raises Unit.DoesNotExist."""
    classroom = session.classroom
    assert classroom is not None
    with transaction.atomic():
        unit = Unit.objects.get(pk=unit_id, classroom=classroom, withdrawn_at=None, module__withdrawn_at=None)
        link, _ = ResourceLink.objects.update_or_create(
            lms_course_id=session.lms_course_id,
            resource_link_id=session.picker["resource_link_id"],
            defaults={"unit_id": unit.pk, "title": session.picker["title"]},
        )
        actor, organization_id = session.identity.acting, classroom.organization_id
        audit(actor, AuditAction.LINK_BIND, link, organization_id=organization_id, unit=unit.title)
    return unit
