"""Dashboard, class home, unit page and the two things that a student does on it."""

from collections.abc import Callable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render

from slipway.classes.requests import RequestState, requests_in
from slipway.classes.roles import ClassRole
from slipway.content.guides.layout import with_image_urls
from slipway.content.models import Unit
from slipway.lti.refusal import Refusal, Refused
from slipway.sessions.access import class_or_404
from slipway.sessions.unit_files import image_url_for
from slipway.sessions.visitor import Visitor
from slipway.web.refusals import refusal_page
from slipway.workspaces import progress
from slipway.workspaces.cards import cards
from slipway.workspaces.class_home import marks, sections
from slipway.workspaces.counted import grade_context
from slipway.workspaces.entry import UnitAccess, entry_or_404
from slipway.workspaces.framing import manages, page_context, trail
from slipway.workspaces.kind_pages import kind_context
from slipway.workspaces.next_steps import advice
from slipway.workspaces.opening import Opening
from slipway.workspaces.outline import steps_beside
from slipway.workspaces.tally import student_count
from slipway.workspaces.way_to_lms import course_home, visited_lms

SEE_OTHER = 303
NOT_HERE = {
    Opening.NOT_YET: Refused(Refusal.UNIT_UNPUBLISHED, "moved to a unit that is not published"),
    Opening.WITHDRAWN: Refused(Refusal.UNIT_WITHDRAWN, "moved to a unit that was withdrawn"),
}


def dashboard(request: HttpRequest, visitor: Visitor) -> HttpResponse:
    """The visitor's classes. A launch is for one class, so that its dashboard is that class's home."""
    if visitor.session:
        if visitor.session.classroom_id is None:
            raise Http404
        return redirect(visitor.url("class", classroom_id=visitor.session.classroom_id))
    shown = cards(visitor)
    context = {"cards": shown, "lms": visited_lms(visitor), "advice": None if shown else advice(visitor)}
    return render(request, "workspaces/dashboard.html", page_context(visitor) | context)


def class_home(request: HttpRequest, visitor: Visitor, classroom_id: UUID) -> HttpResponse:
    """Modules and units in order, with the student's progress, or the class's for its teachers."""
    classroom, role = class_or_404(visitor, classroom_id)
    teaches = role is ClassRole.TEACHER
    context = {
        "trail": trail(visitor, classroom),
        "sections": sections(visitor, role, classroom.pk),
        "role": role,
        "teaches": teaches,
        "manages": manages(visitor, role),
        "students": student_count(classroom.pk) if teaches else None,
        "asking": len(requests_in(classroom, RequestState.OPEN)) if teaches else 0,
    }
    return render(request, "workspaces/class_home.html", page_context(visitor, classroom) | context)


def unit(request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
    """The unit's page, or what its visitor should know instead."""
    entry = entry_or_404(visitor, unit_id)
    if entry.opening is not Opening.OPEN:
        return _not_opened(request, visitor, entry)
    before, after = steps_beside(entry.role, entry.unit)
    context = {
        "trail": trail(visitor, entry.unit.classroom, entry.unit.title),
        "entry": entry,
        "unit": entry.unit,
        "manages": manages(visitor, entry.role),
        "works": entry.role is ClassRole.STUDENT,
        "marks": marks(entry.unit),
        "is_marked": progress.is_marked(entry.unit),
        "work_template": f"workspaces/kinds/{entry.unit.kind}.html",
        "guide": with_image_urls(entry.unit.guide_html, image_url_for(visitor, entry.unit)),
        "before": before,
        "after": after,
        **grade_context(visitor, entry),
        **kind_context(visitor, entry),
    }
    return render(request, "workspaces/unit.html", page_context(visitor, entry.unit.classroom) | context)


def unit_start(request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
    """POST: the student begins the unit."""
    return _work(request, visitor, unit_id, progress.start)


def unit_complete(request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
    """POST: the student marks the unit as completed."""
    return _work(request, visitor, unit_id, progress.complete, where=progress.is_marked)


def unit_reopen(request: HttpRequest, visitor: Visitor, unit_id: UUID) -> HttpResponse:
    """POST: the student goes on with an exercise that they have marked as completed."""
    return _work(request, visitor, unit_id, progress.take_back_completion, where=progress.can_be_reopened)


def _work(
    request: HttpRequest,
    visitor: Visitor,
    unit_id: UUID,
    action: Callable[..., object],
    *,
    where: Callable[[Unit], bool] = lambda _unit: True,
) -> HttpResponse:
    """`where`: the units in which it can be done; 404 for others."""
    page = visitor.url("unit", unit_id=unit_id)
    if request.method != "POST":
        return redirect(page)  # signed in again on the way: the sign-in page comes back by GET
    entry = entry_or_404(visitor, unit_id)
    if not where(entry.unit):
        raise Http404
    if entry.opening is not Opening.OPEN:
        return _not_opened(request, visitor, entry, status=409)
    if entry.role is not ClassRole.STUDENT:
        context = page_context(visitor, entry.unit.classroom) | {"entry": entry, "unit": entry.unit}
        return render(request, "workspaces/not_a_student.html", context, status=403)
    action(user=visitor.user, unit=entry.unit)
    return HttpResponseRedirect(page, status=SEE_OTHER)


def _not_opened(request: HttpRequest, visitor: Visitor, entry: UnitAccess, status: int = 200) -> HttpResponse:
    if entry.opening is Opening.START_IN_LMS:
        classroom = entry.unit.classroom
        steps = trail(visitor, classroom, entry.unit.title)
        context = {"unit": entry.unit, "course_home": course_home(classroom), "trail": steps}
        page = page_context(visitor, classroom) | context
        return render(request, "workspaces/start_in_lms.html", page, status=status)
    if visitor.session is None:
        raise Http404
    return refusal_page(request, NOT_HERE[entry.opening], visitor.session.launch_id)
