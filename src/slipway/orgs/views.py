"""The list of a person's organizations, and the general settings of one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from slipway.orgs.access import account_of, may_found, owned_or_404
from slipway.orgs.forms import OrganizationForm
from slipway.orgs.founding import rename_organization


@login_required
@require_safe
def organizations(request: HttpRequest) -> HttpResponse:
    """*My Organizations*."""
    user = account_of(request)
    memberships = user.memberships.select_related("organization").order_by("organization__name")
    context = {"memberships": memberships, "may_found": may_found(user)}
    return render(request, "orgs/organizations.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def settings(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """*Organization settings*, section General."""
    user = account_of(request)
    organization = owned_or_404(user, organization_id)
    form = OrganizationForm(request.POST if request.method == "POST" else None, initial={"name": organization.name})
    if form.is_valid():
        rename_organization(actor=user, organization=organization, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("organization-settings", organization_id)
    context = {"organization": organization, "form": form}
    return render(request, "orgs/general.html", context, status=422 if form.is_bound else 200)
