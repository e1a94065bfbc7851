"""Placing chosen units in an LMS course."""

from collections.abc import Sequence
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import audit
from slipway.classes.models import CourseConnection
from slipway.orgs.models import User
from slipway.picker.choose import Choice
from slipway.picker.models import Placement
from slipway.picker.picking import Picking
from slipway.picker.ties import Tie


def place(*, actor: User, picking: Picking, choices: Sequence[Choice]) -> None:
    """Note the units as placed, and connect the course with the classes that `actor` chose from and teaches.

    A class that the course belongs to already stays as it is.
    """
    new = dict.fromkeys(room.id for room, _ in choices if room.tie is Tie.TAUGHT)
    with transaction.atomic():
        for classroom_id in new:
            _connect(actor, picking, classroom_id)
        _note(picking, choices)
        audit(
            picking.session.identity.acting,
            "units.place",
            picking.course,
            organization_id=picking.organization.pk,
            units=len(choices),
            registration=picking.session.registration_id or "",
        )


def _connect(actor: User, picking: Picking, classroom_id: UUID) -> None:
    made, is_new = CourseConnection.objects.get_or_create(
        lms_course=picking.course, classroom_id=classroom_id, defaults={"connected_by": actor}
    )
    if is_new:
        audit(
            picking.session.identity.acting,
            "course.connect",
            made,
            organization_id=picking.organization.pk,
            how="picker",
        )


def _note(picking: Picking, choices: Sequence[Choice]) -> None:
    rows = [
        Placement(
            lms_course=picking.course, unit_id=unit.id, placed_by=picking.session.identity, placed_at=timezone.now()
        )
        for _, unit in choices
    ]
    Placement.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["lms_course", "unit"], update_fields=["placed_by", "placed_at"]
    )
