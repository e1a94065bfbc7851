"""The list of a person's organizations, and the general settings of one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from slipway.orgs.access import account_of, may_found, owned_or_404
from slipway.orgs.forms import OrganizationForm
from slipway.orgs.founding import rename_organization
from slipway.orgs.models import Organization, User
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, account_view, form_page, page_of, posted


@account_view(*SAFE_METHODS)
def organizations(request: HttpRequest, user: User) -> HttpResponse:
    """*My Organizations*."""
    memberships = user.memberships.select_related("organization").order_by("organization__name")
    context = {"memberships": memberships, "may_found": may_found(user)}
    return render(request, "orgs/organizations.html", context)


@page_of(owned_or_404, *FORM_METHODS)
def settings(request: HttpRequest, organization: Organization) -> HttpResponse:
    """*Organization settings*, section General."""
    form = OrganizationForm(posted(request), initial={"name": organization.name})
    if form.is_valid():
        rename_organization(actor=account_of(request), organization=organization, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("organization-settings", organization.pk)
    return form_page(request, "orgs/general.html", form, {"organization": organization})
