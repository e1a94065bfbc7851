"""An LMS is disabled, enabled, or removed with all that belongs to it."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from slipway.lms.models import Lms
from slipway.lms.retire import disable_lms, enable_lms, remove_lms
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, form_page, page_of, posted
from slipway.owner_pages.forms import RemoveLmsForm
from slipway.owner_pages.one_lms.rows import removal_counts
from slipway.owner_pages.rights import about, owned_lms_or_404


@page_of(owned_lms_or_404, *FORM_METHODS)
def lms_disable(request: HttpRequest, lms: Lms) -> HttpResponse:
    """Ask, then disable the LMS with all its keys."""
    if request.method != "POST":
        return render(request, "owner_pages/disable_lms.html", about(lms))
    disable_lms(actor=account_of(request), lms=lms)
    messages.success(request, _("%(lms)s is disabled. Its launches are refused.") % {"lms": lms})
    return redirect("lms", lms.organization_id, lms.pk)


@page_of(owned_lms_or_404, "POST")
def lms_enable(request: HttpRequest, lms: Lms) -> HttpResponse:
    """Enable the LMS again."""
    enable_lms(actor=account_of(request), lms=lms)
    messages.success(request, _("%(lms)s is enabled. Its launches are taken again.") % {"lms": lms})
    return redirect("lms", lms.organization_id, lms.pk)


@page_of(owned_lms_or_404, *FORM_METHODS)
def lms_remove(request: HttpRequest, lms: Lms) -> HttpResponse:
    """List what belongs to the LMS; remove it for the owner who types its name and has signed in recently."""
    form, counts = RemoveLmsForm(posted(request), lms_name=lms.name), removal_counts(lms)
    if not form.is_valid():
        return form_page(request, "owner_pages/remove_lms.html", form, {**about(lms), "counts": counts})
    remove_lms(actor=account_of(request), lms=lms, **counts)
    messages.success(request, _("%(lms)s is removed.") % {"lms": lms})
    return redirect("lti-integration", lms.organization_id)
