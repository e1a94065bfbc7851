"""An organization's own page, and how a new one is made in the browser.

It stands here and not in `orgs`, whose models and settings are on a lower floor: the page lists the classes of the
organization and the teachers who ask for one, and a new organization gets its first LMS with it.
"""

from uuid import UUID

from django.contrib import messages
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _

from slipway.classes.requests import classes_wanted, see_to
from slipway.content.models import Classroom
from slipway.lms.connect import connect_lms
from slipway.orgs.access import may_found, member_or_404, owned_or_404
from slipway.orgs.forms import OrganizationForm
from slipway.orgs.founding import found_organization, free_organization_slug
from slipway.orgs.models import Membership, Organization, OrgRole, User
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, account_view, form_page, page_of, posted


@page_of(member_or_404, *SAFE_METHODS)
def organization(request: HttpRequest, membership: Membership) -> HttpResponse:
    """The organization's classes that this member may see; for owners also who asks for one."""
    is_owner = membership.role == OrgRole.OWNER
    context = {
        "organization": membership.organization,
        "membership": membership,
        "owner": is_owner,
        "may_teach": membership.role in {OrgRole.OWNER, OrgRole.TEACHER},
        "classes": _classes_for(membership),
        "wanted": classes_wanted(membership.organization) if is_owner else (),
    }
    return render(request, "workspaces/organization.html", context)


@account_view("POST")
def class_wanted_done(request: HttpRequest, user: User, organization_id: UUID, wanted_id: UUID) -> HttpResponse:
    """Take a teacher's request for a class off the list, and go back to the page that the button stands on."""
    wanted = get_object_or_404(classes_wanted(owned_or_404(user, organization_id)), pk=wanted_id)
    see_to(actor=user, wanted=wanted)
    messages.success(request, _("The request of %(person)s is done.") % {"person": wanted.identity})
    return redirect("lti-integration" if request.GET.get("back") == "lti" else "organization", organization_id)


@account_view(*FORM_METHODS)
def new_organization(request: HttpRequest, user: User) -> HttpResponse:
    """The form that makes an organization."""
    if not may_found(user):
        raise Http404
    form = OrganizationForm(posted(request))
    if form.is_valid():
        return redirect("organization", _founded(user, form.cleaned_data["name"]).pk)
    return form_page(request, "workspaces/new_organization.html", form, {})


def _founded(user: User, name: str) -> Organization:
    with transaction.atomic():
        organization = found_organization(actor=user, slug=free_organization_slug(name), name=name, owner=user)
        # The owner finds the values for the LMS at once; a second LMS is one click more.
        connect_lms(actor=user, organization=organization, name=_("LMS"))
    return organization


def _classes_for(membership: Membership) -> QuerySet[Classroom]:
    classes = Classroom.objects.filter(organization=membership.organization)
    if membership.role == OrgRole.OWNER:
        return classes
    return classes.filter(Q(enrolments__user=membership.user, enrolments__active=True))
