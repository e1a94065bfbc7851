"""An LMS is disabled, enabled, or removed with all that hangs on it."""

from dataclasses import asdict
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from slipway.lms.models import Lms
from slipway.lms.retire import disable_lms, enable_lms, remove_lms
from slipway.orgs.access import account_of
from slipway.owner_pages.forms import RemoveLmsForm
from slipway.owner_pages.one_lms.page import Hanging, hanging_on
from slipway.owner_pages.rights import owned_lms_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def switch_off(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Ask, then disable the LMS with all its keys."""
    user = account_of(request)
    lms = owned_lms_or_404(user, organization_id, lms_id)
    if request.method != "POST":
        return render(request, "owner_pages/disable_lms.html", {"organization": lms.organization, "lms": lms})
    disable_lms(actor=user, lms=lms)
    messages.success(request, _("%(lms)s is disabled. Its launches are refused.") % {"lms": lms})
    return redirect("lms", organization_id, lms_id)


@login_required
@require_POST
def switch_on(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Enable the LMS again."""
    user = account_of(request)
    lms = owned_lms_or_404(user, organization_id, lms_id)
    enable_lms(actor=user, lms=lms)
    messages.success(request, _("%(lms)s is enabled. Its launches are taken again.") % {"lms": lms})
    return redirect("lms", organization_id, lms_id)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """List what hangs on the LMS; remove it for the owner who types its name and has signed in recently."""
    lms = owned_lms_or_404(account_of(request), organization_id, lms_id)
    form = RemoveLmsForm(request.POST if request.method == "POST" else None, lms_name=lms.name)
    hanging = hanging_on(lms)
    if form.is_valid():
        return _remove(request, lms, hanging)
    context = {"organization": lms.organization, "lms": lms, "form": form, "hanging": hanging}
    return render(request, "owner_pages/remove_lms.html", context, status=422 if form.is_bound else 200)


def _remove(request: HttpRequest, lms: Lms, hanging: Hanging) -> HttpResponse:
    organization_id, name = lms.organization_id, lms.name
    remove_lms(actor=account_of(request), lms=lms, **asdict(hanging))
    messages.success(request, _("%(lms)s is removed.") % {"lms": name})
    return redirect("lti-integration", organization_id)
