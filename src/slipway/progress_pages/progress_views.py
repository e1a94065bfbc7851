"""A class's progress: students and units, what was asked to be seen of them, and the same as a file."""

from uuid import UUID

from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.classes.enrolled import names_of
from slipway.classes.managed import managed_class_or_404
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Unit
from slipway.orgs.access import account_of
from slipway.orgs.pages import page_of
from slipway.progress_pages.chosen import Chosen, Only, Sort
from slipway.progress_pages.progress_csv import progress_lines
from slipway.progress_pages.progress_facts import facts_of
from slipway.progress_pages.progress_table import STATE_NAMES, table
from slipway.progress_pages.taught import taught_class_or_404
from slipway.sessions.visitor import Visitor
from slipway.workspaces.framing import manages, page_context, trail
from slipway.workspaces.outline import units_for

STUDENTS_PER_PAGE = 25


def progress(request: HttpRequest, visitor: Visitor, classroom_id: UUID) -> HttpResponse:
    """The page: as many statements for a large class as for a small one."""
    classroom = taught_class_or_404(visitor, classroom_id)
    now, chosen, every_unit = timezone.now(), Chosen.read(request.GET), _units(classroom)
    units = chosen.units(every_unit)
    page = Paginator(chosen.students(classroom, units, now), STUDENTS_PER_PAGE).get_page(request.GET.get("page"))
    students = list(page.object_list)
    facts = facts_of([each.user_id for each in students], units)
    rows = table(students, names_of(classroom, students), units, facts, now)
    address = visitor.url("progress", classroom_id=classroom.pk)
    context = {
        "trail": trail(visitor, classroom, _("Progress")),
        "manages": manages(visitor, ClassRole.TEACHER),
        "chosen": chosen,
        "every_unit": every_unit,
        "units": units,
        "page_obj": page,
        "rows": [(row, row.shown_cells(address)) for row in rows],
        "states": STATE_NAMES.items(),
        "sorts": {each.name.lower(): each.value for each in Sort},
        "only": {each.name.lower(): each.value for each in Only},
    }
    return render(request, "progress_pages/progress.html", page_context(visitor, classroom) | context)


@page_of(managed_class_or_404, "POST")
def progress_csv(request: HttpRequest, classroom: Classroom) -> StreamingHttpResponse:
    """The same students and units as a file, all of them. An export is audited; launched pages have none."""
    now, chosen = timezone.now(), Chosen.read(request.GET)
    units = chosen.units(_units(classroom))
    students = list(chosen.students(classroom, units, now))
    facts = facts_of([each.user_id for each in students], units)
    rows = table(students, names_of(classroom, students), units, facts, now)
    organization_id = classroom.organization_id
    audit(account_of(request), AuditAction.PROGRESS_EXPORT, classroom, organization_id=organization_id, rows=len(rows))
    response = StreamingHttpResponse(progress_lines(rows, units), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="progress.csv"'
    return response


def _units(classroom: Classroom) -> list[Unit]:
    """What students of the class see, in order."""
    return list(units_for(ClassRole.STUDENT, classroom.pk))
