"""The People page of a class: who is in it, courses that ask to be connected, and what its teachers decide."""

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from slipway.class_pages.account_view import account_view
from slipway.class_pages.forms import ClassRoleForm, EnrolForm
from slipway.classes import enrol
from slipway.classes.enrolled import enrolled_people, enrolments_in
from slipway.classes.managed import managed_class_or_404, managed_classes, managed_enrolment_or_404
from slipway.classes.models import ConnectionRequest
from slipway.classes.requests import requests_in
from slipway.classes.roles import ENROLLED_CHOICES, ClassRole
from slipway.content.models import Classroom
from slipway.orgs.models import User

PAGE = 50


@never_cache
@account_view("GET", "HEAD", "POST")
def people(request: HttpRequest, user: User, classroom_id: UUID) -> HttpResponse:
    """Who is in the class, and the form that enrols by hand."""
    classroom = managed_class_or_404(user, classroom_id)
    form = EnrolForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _enrolled(user, classroom, form):
        messages.success(request, _("%(email)s is in the class now.") % form.cleaned_data)
        return redirect("class-people", classroom_id)
    search = request.GET.get("q", "").strip()[:100]
    page = Paginator(enrolments_in(classroom, search), PAGE).get_page(request.GET.get("page"))
    context = {
        "classroom": classroom,
        "form": form,
        "search": search,
        "page_obj": page,
        "people": enrolled_people(classroom, page.object_list),
        "roles": ENROLLED_CHOICES,
        "requests": requests_in(classroom, [ConnectionRequest.State.OPEN]),
    }
    return render(request, "class_pages/people.html", context, status=422 if form.is_bound else 200)


@account_view("POST")
def set_role(request: HttpRequest, user: User, classroom_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """Give somebody another role in the class."""
    enrolment = managed_enrolment_or_404(user, classroom_id, enrolment_id)
    form = ClassRoleForm(request.POST)
    if form.is_valid():
        role = ClassRole(form.cleaned_data["role"])
        enrol.set_role(actor=user, enrolment=enrolment, role=role)
        messages.success(request, _("The role is now: %(role)s.") % {"role": role.label})
    return _back(user, classroom_id)


@account_view("POST")
def remove(request: HttpRequest, user: User, classroom_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """End somebody's access. They stay in the list, so that it is undone as quickly."""
    enrol.end_enrolment(actor=user, enrolment=managed_enrolment_or_404(user, classroom_id, enrolment_id))
    ended = _("Their access has ended; their work is kept. “Restore” at the end of the list undoes it.")
    messages.success(request, ended)
    return _back(user, classroom_id)


@account_view("POST")
def restore(request: HttpRequest, user: User, classroom_id: UUID, enrolment_id: UUID) -> HttpResponse:
    """Let somebody in again."""
    enrol.restore_enrolment(actor=user, enrolment=managed_enrolment_or_404(user, classroom_id, enrolment_id))
    messages.success(request, _("They are in the class again, with their work."))
    return _back(user, classroom_id)


def _enrolled(user: User, classroom: Classroom, form: EnrolForm) -> bool:
    email, role = form.cleaned_data["email"], ClassRole(form.cleaned_data["role"])
    try:
        enrol.enrol_member(actor=user, classroom=classroom, email=email, role=role)
    except enrol.NotAMemberError:
        form.add_error("email", _("Nobody of the organization has this address. An owner can invite them first."))
    except enrol.EnrolledAlreadyError:
        form.add_error("email", _("This person is in the class already. Change the role in the list."))
    return not form.errors


def _back(user: User, classroom_id: UUID) -> HttpResponse:
    # A teacher who has just given up that role has no business on the page any more.
    manages = managed_classes(user).filter(pk=classroom_id).exists()
    return redirect("class-people", classroom_id) if manages else redirect("own:dashboard")
