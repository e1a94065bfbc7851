"""The People page of a class: who is in it, courses that ask to be connected, and what its teachers decide."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from slipway.class_pages.forms import ClassRoleForm, EnrolForm
from slipway.classes import enrol
from slipway.classes.enrolled import enrolled_people, enrolments_in
from slipway.classes.managed import managed_class_or_404, managed_classes, managed_enrolment_or_404
from slipway.classes.models import Enrolment
from slipway.classes.requests import RequestState, requests_in
from slipway.classes.roles import ENROLLED_CHOICES, ClassRole
from slipway.content.models import Classroom
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.orgs.pages import FORM_METHODS, form_page, lines_shown, page_of, posted


@page_of(managed_class_or_404, *FORM_METHODS)
def people(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Who is in the class, and the form that enrols by hand."""
    form = EnrolForm(posted(request))
    if form.is_valid() and _enrolled(account_of(request), classroom, form):
        messages.success(request, _("%(email)s is in the class now.") % form.cleaned_data)
        return redirect("class-people", classroom.pk)
    search = request.GET.get("q", "").strip()[:100]
    page = lines_shown(request, enrolments_in(classroom, search))
    context = {
        "classroom": classroom,
        "search": search,
        "page_obj": page,
        "people": enrolled_people(classroom, page.object_list),
        "roles": ENROLLED_CHOICES,
        "requests": requests_in(classroom, RequestState.OPEN),
    }
    return form_page(request, "class_pages/people.html", form, context)


@page_of(managed_enrolment_or_404, "POST")
def set_role(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Give somebody another role in the class."""
    form = ClassRoleForm(request.POST)
    if form.is_valid():
        role = ClassRole(form.cleaned_data["role"])
        enrol.set_role(actor=account_of(request), enrolment=enrolment, role=role)
        messages.success(request, _("The role is now: %(role)s.") % {"role": role.label})
    return _back(request, enrolment)


@page_of(managed_enrolment_or_404, "POST")
def remove(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """End somebody's access. They stay in the list, so that it is undone as quickly."""
    enrol.end_enrolment(actor=account_of(request), enrolment=enrolment)
    ended = _("Their access has ended; their work is kept. “Restore” at the end of the list undoes it.")
    messages.success(request, ended)
    return _back(request, enrolment)


@page_of(managed_enrolment_or_404, "POST")
def restore(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    """Let somebody in again."""
    enrol.restore_enrolment(actor=account_of(request), enrolment=enrolment)
    messages.success(request, _("They are in the class again, with their work."))
    return _back(request, enrolment)


def _enrolled(user: User, classroom: Classroom, form: EnrolForm) -> bool:
    email, role = form.cleaned_data["email"], ClassRole(form.cleaned_data["role"])
    try:
        enrol.enrol_member(actor=user, classroom=classroom, email=email, role=role)
    except enrol.NotAMemberError:
        form.add_error("email", _("Nobody of the organization has this address. An owner can invite them first."))
    except enrol.EnrolledAlreadyError:
        form.add_error("email", _("This person is in the class already. Change the role in the list."))
    return not form.errors


def _back(request: HttpRequest, enrolment: Enrolment) -> HttpResponse:
    # A teacher who has just given up that role has no business on the page any more.
    classroom_id = enrolment.classroom_id
    manages = managed_classes(account_of(request)).filter(pk=classroom_id).exists()
    return redirect("class-people", classroom_id) if manages else redirect("own:dashboard")
