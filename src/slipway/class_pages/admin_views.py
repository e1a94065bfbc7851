"""The Admin page of a class, and the decisions about LMS courses that are taken on it."""

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from slipway.class_pages.forms import ArchiveForm
from slipway.classes import requests
from slipway.classes.connections import connected_courses, disconnect
from slipway.classes.edit import accept_lms_url
from slipway.classes.enrolled import people
from slipway.classes.links import bound_links
from slipway.classes.lms_url import lms_url_hint, proposed_lms_url
from slipway.classes.managed import managed_class_or_404, managed_connection_or_404, managed_request_or_404
from slipway.classes.models import CourseConnection
from slipway.content.models import Classroom
from slipway.content.outline import outline
from slipway.exercise_checks.unit_checks import units_at_fault
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, account_view, page_of

DECISIONS: dict[str, Callable[..., None]] = {"approve": requests.approve, "refuse": requests.refuse}


@page_of(managed_class_or_404, *SAFE_METHODS)
def admin(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Everything that a class's teachers decide, on one page."""
    content = outline(classroom)
    context = {
        "classroom": classroom,
        "outline": content,
        "at_fault": units_at_fault([unit for row in content.shown for unit in row.units]),
        "people": people(classroom),
        "requests": requests.requests_in(classroom, requests.RequestState.OPEN),
        "refused": requests.requests_in(classroom, requests.RequestState.REFUSED),
        "courses": connected_courses(classroom),
        "links": bound_links(classroom),
        "archive_form": ArchiveForm(),
        "proposed": proposed_lms_url(classroom),
        "hint": lms_url_hint(classroom.lms_url),
    }
    return render(request, "class_pages/admin.html", context)


@page_of(managed_class_or_404, "POST")
def accept_url(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Take the Class LMS URL that a connected launch told; one that is there stays."""
    proposed = proposed_lms_url(classroom)
    # What was on the page must be what is proposed now: another course may have come first since.
    if proposed and proposed == request.POST.get("lms_url"):
        accept_lms_url(actor=account_of(request), classroom=classroom, lms_url=proposed)
        messages.success(request, _("The Class LMS URL is now %(url)s.") % {"url": proposed})
    return redirect("class-admin", classroom.pk)


@account_view("POST")
def decide(request: HttpRequest, user: User, classroom_id: UUID, request_id: UUID, decision: str) -> HttpResponse:
    """Approve or refuse a course's request to be connected."""
    asked = managed_request_or_404(user, classroom_id, request_id)
    try:
        DECISIONS[decision](actor=user, request=asked)
    except requests.MayNotDecideError:
        refusal = _(
            "Which courses belong to the class is for its teachers and the owners to decide. Your LMS calls you an "
            "assistant, or has not said yet what you are: then open the class from your course once."
        )
        messages.error(request, refusal)
    else:
        approved, refused = _("%(course)s is connected."), _("The request from %(course)s is refused.")
        messages.success(request, (approved if decision == "approve" else refused) % {"course": asked.lms_course})
    return redirect("class-people" if request.GET.get("back") == "people" else "class-admin", classroom_id)


@page_of(managed_connection_or_404, *FORM_METHODS)
def remove_connection(request: HttpRequest, connection: CourseConnection) -> HttpResponse:
    """Ask, then take a course's connection away."""
    if request.method == "POST":
        disconnect(actor=account_of(request), connection=connection)
        messages.success(request, _("%(course)s is no longer connected.") % {"course": connection.lms_course})
        return redirect("class-admin", connection.classroom_id)
    context = {"classroom": connection.classroom, "connection": connection}
    return render(request, "class_pages/remove_connection.html", context)
