"""Placing chosen units in an LMS course."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from slipway.audit.trail import AuditAction, Named, audit
from slipway.classes.connections import connect
from slipway.classes.requests import ask_once
from slipway.content.models import Classroom
from slipway.lms.last_seen import note_units_placed
from slipway.picker.choose import Choice
from slipway.picker.models import Placement
from slipway.picker.picking import Picking
from slipway.picker.ties import Tie


def place(*, actor: Named, picking: Picking, choices: Sequence[Choice]) -> None:
    """Note the units as placed, and connect the course with the classes that `actor` chose from and teaches.

    Where that is not theirs to do, the class's teachers are asked. A class that the course belongs to already stays as
    it is.
    """
    with transaction.atomic():
        for classroom in _chosen(choices, Tie.TAUGHT):
            connect(actor=actor, lms_course=picking.course, classroom=classroom, how="picker")
        for classroom in _chosen(choices, Tie.ASKS):
            ask_once(identity=picking.session.identity, courses=picking.course_rows, classroom=classroom)
        _note(picking, choices)
        if registration := picking.session.registration:
            note_units_placed(registration)
        details = {"units": len(choices), "registration": picking.session.registration_id or ""}
        audit(actor, AuditAction.UNITS_PLACE, picking.course, organization_id=picking.organization.pk, **details)


def _chosen(choices: Sequence[Choice], tie: Tie) -> QuerySet[Classroom]:
    return Classroom.objects.filter(pk__in={room.id for room, _ in choices if room.tie is tie})


def _note(picking: Picking, choices: Sequence[Choice]) -> None:
    course, person, now = picking.course, picking.session.identity, timezone.now()
    rows = [Placement(lms_course=course, unit_id=unit.id, placed_by=person, placed_at=now) for _, unit in choices]
    Placement.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["lms_course", "unit"], update_fields=["placed_by", "placed_at"]
    )
