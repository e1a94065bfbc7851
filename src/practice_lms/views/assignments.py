"""Assignments of a course."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practice_lms.forms.course_forms import AssignmentForm
from practice_lms.identity import Seat, manager_or_404, seat_or_404
from practice_lms.models import Assignment, ModuleItem
from practice_lms.views.course_page import course_page
from practice_lms.views.finding import buttons, findable
from practice_lms.views.launches import Launched, find_and_sign
from practice_lms.views.placing import brought_link


@require_GET
def assignments(request: HttpRequest, course_id: int) -> HttpResponse:
    """The assignments that the visitor may see."""
    seat = seat_or_404(request, course_id)
    shown = [one for one in seat.course.assignments.order_by("pk") if seat.sees(one.published)]
    menu = buttons(seat, "course_assignments_menu") if seat.manages else []
    return course_page(request, "assignments.html", seat, assignments=shown, menu=menu, active="assignments")


@require_GET
def assignment(request: HttpRequest, course_id: int, assignment_id: int) -> HttpResponse:
    """One assignment, with its tool below the text."""
    seat = seat_or_404(request, course_id)
    shown = _assignment_or_404(seat, assignment_id)
    launched = launch_assignment(seat, shown, request.GET.get("module_item_id", "")) if shown.tool_url else None
    return course_page(request, "assignment.html", seat, assignment=shown, launched=launched, active="assignments")


def _assignment_or_404(seat: Seat, assignment_id: int) -> Assignment:
    found = get_object_or_404(Assignment, pk=assignment_id, course=seat.course)
    if not seat.sees(found.published):
        raise Http404
    return found


def launch_assignment(seat: Seat, shown: Assignment, module_item_id: str = "") -> Launched:
    """The signed form of an assignment's tool, or the reason why there is none."""
    item = None
    if module_item_id.isdecimal():
        item = ModuleItem.objects.filter(pk=module_item_id, assignment=shown).select_related("module").first()
    return find_and_sign(
        seat,
        url=shown.tool_url,
        title=shown.title,
        new_tab=shown.new_tab,
        assignment=shown,
        item=item,
        stored=shown.stored_link,
    )


@require_http_methods(["GET", "POST"])
def edit_assignment(request: HttpRequest, course_id: int, assignment_id: int | None = None) -> HttpResponse:
    """Write an assignment, new or old."""
    seat = manager_or_404(request, course_id)
    one = _assignment_or_404(seat, assignment_id) if assignment_id else Assignment(course=seat.course)
    form = AssignmentForm(request.POST or None, initial=_typed(one))
    if not form.is_valid():
        context = {"assignment": one, "form": form, "apps": findable(seat, "assignment_selection")}
        status = 422 if form.is_bound else 200
        return course_page(request, "assignment_edit.html", seat, active="assignments", status=status, **context)
    for name in ("title", "description", "points", "tool_url", "new_tab"):
        setattr(one, name, form.cleaned_data[name])
    one.stored_link = brought_link(seat.course, request.POST.get("link", ""), one.tool_url)
    one.published = one.published or "publish" in request.POST
    one.save()
    return HttpResponseRedirect(one.path)


def _typed(one: Assignment) -> dict[str, object]:
    names = ("title", "description", "points", "tool_url", "new_tab")
    kind = "external_tool" if one.tool_url else "none"
    return {name: getattr(one, name) for name in names} | {"submission_type": kind}


@require_POST
def publish_assignment(request: HttpRequest, course_id: int, assignment_id: int) -> HttpResponse:
    """Publish an assignment, or take it back."""
    one = _assignment_or_404(manager_or_404(request, course_id), assignment_id)
    one.published = request.POST.get("published") == "true"
    one.save()
    return HttpResponseRedirect(one.path)


@require_POST
def delete_assignment(request: HttpRequest, course_id: int, assignment_id: int) -> HttpResponse:
    """Delete an assignment."""
    one = _assignment_or_404(manager_or_404(request, course_id), assignment_id)
    one.delete()
    return HttpResponseRedirect(f"{one.course.path}/assignments")
