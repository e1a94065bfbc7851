"""What the Admin page of a class shows."""

from collections.abc import Iterable
from dataclasses import dataclass, field

from django.db.models import Count

from slipway.classes.models import ConnectionRequest, Enrolment
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Module, Unit


@dataclass
class ModuleRow:
    """A module with its units in order; withdrawn ones stand apart."""

    module: Module
    units: list[Unit] = field(default_factory=list)
    withdrawn: list[Unit] = field(default_factory=list)


@dataclass(frozen=True)
class Outline:
    """The modules that the class shows, in order, and those that were withdrawn."""

    shown: list[ModuleRow]
    withdrawn: list[ModuleRow]


def outline(classroom: Classroom) -> Outline:
    """All modules and units of the class, two statements."""
    modules = Module.objects.filter(classroom=classroom).order_by("position", "title", "id")
    rows = {module.pk: ModuleRow(module) for module in modules}
    units = Unit.objects.filter(classroom=classroom).defer("guide", "guide_html")
    for unit in units.order_by("position", "title", "id"):
        row = rows[unit.module_id]
        (row.withdrawn if unit.withdrawn_at else row.units).append(unit)
    gone = [row for row in rows.values() if row.module.withdrawn_at]
    return Outline([row for row in rows.values() if not row.module.withdrawn_at], gone)


@dataclass(frozen=True)
class People:
    """How many people are in the class; test students are not counted."""

    students: int = 0
    teachers: int = 0
    observers: int = 0


def people(classroom: Classroom) -> People:
    """The class's people by role."""
    enrolments = Enrolment.objects.filter(classroom=classroom, active=True, is_test=False)
    counts = dict(enrolments.values_list("role").annotate(Count("id")))
    return People(counts.get(ClassRole.STUDENT, 0), counts.get(ClassRole.TEACHER, 0), counts.get(ClassRole.OBSERVER, 0))


def requests_in(classroom: Classroom, states: Iterable[str]) -> list[ConnectionRequest]:
    """The requests of those states, the oldest first, with who asks for which course."""
    requests = ConnectionRequest.objects.filter(classroom=classroom, state__in=list(states))
    return list(requests.select_related("identity", "lms_course__lms", "decided_by").order_by("created_at", "id"))
