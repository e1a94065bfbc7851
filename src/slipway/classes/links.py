"""Resource links that a teacher bound to a unit, seen from the class that the unit belongs to."""

from collections import defaultdict
from dataclasses import dataclass
from uuid import UUID

from django.db import transaction
from django.shortcuts import get_object_or_404
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.classes.managed import managed_classes
from slipway.content.models import Classroom, Unit
from slipway.lms.models import ResourceLink
from slipway.orgs.models import User


@dataclass(frozen=True)
class BoundLink:
    """A placed link, with its LMS course, and the unit that it opens."""

    link: ResourceLink
    unit: Unit


def bound_links(classroom: Classroom) -> list[BoundLink]:
    """The links that open units of the class, by LMS course and title: two statements."""
    units = Unit.objects.of(classroom).select_related("module").without_guides()
    rows = {unit.pk: unit for unit in units}
    links = ResourceLink.objects.filter(unit_id__in=units.values("pk")).select_related("lms_course__lms")
    ordered = links.order_by("lms_course__title", "lms_course__id", "title", "id")
    return [BoundLink(link, rows[link.unit_id]) for link in ordered]


def managed_link_or_404(user: User, classroom_id: UUID, link_id: UUID) -> BoundLink:
    """A link to a unit of the class, for those who manage it. Raises Http404."""
    units = Unit.objects.filter(classroom=classroom_id, classroom__in=managed_classes(user))
    links = ResourceLink.objects.filter(unit_id__in=units.values("pk")).select_related("lms_course__lms")
    link = get_object_or_404(links, pk=link_id)
    return BoundLink(link, units.select_related("classroom", "module").get(pk=link.unit_id))


def units_by_module(classroom: Classroom) -> list[tuple[str, list[tuple[str, str]]]]:
    """The units that a link of the class may open: module by module, as a field's choices are given."""
    groups = defaultdict[str, list[tuple[str, str]]](list)
    for unit in Unit.objects.of(classroom).shown().in_order().select_related("module").without_guides():
        groups[unit.module.title].append((str(unit.pk), unit.title))
    return list(groups.items())


def rebind(*, actor: User, bound: BoundLink, unit_id: UUID) -> Unit:
    """Let the link open another unit of the same class. Raises Unit.DoesNotExist for one that it may not."""
    classroom = bound.unit.classroom
    with transaction.atomic():
        unit = Unit.objects.of(classroom).shown().get(pk=unit_id)
        held = ResourceLink.objects.filter(pk=bound.link.pk, unit_id=bound.unit.pk).exclude(unit_id=unit.pk)
        if not held.update(unit_id=unit.pk, bound_at=timezone.now()):
            return unit
        details = {"was": bound.unit.title, "unit": unit.title, "course": bound.link.lms_course}
        audit(actor, AuditAction.LINK_REBIND, bound.link, organization_id=classroom.organization_id, **details)
    return unit


def unbind(*, actor: User, bound: BoundLink) -> None:
    """Let the link open no unit: whoever teaches and opens it next chooses one."""
    with transaction.atomic():
        details = {"unit": bound.unit.title, "course": bound.link.lms_course}
        organization_id = bound.unit.classroom.organization_id
        audit(actor, AuditAction.LINK_UNBIND, bound.link, organization_id=organization_id, **details)
        ResourceLink.objects.filter(pk=bound.link.pk).delete()
