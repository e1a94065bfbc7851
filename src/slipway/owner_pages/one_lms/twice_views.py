"""An owner confirms that an LMS's consumer key and registration are of one installation, or takes that back."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from slipway.lms.models import Lms
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, lines_shown, page_of
from slipway.owner_pages.one_lms.rows import pairs
from slipway.owner_pages.rights import about, owned_lms_or_404
from slipway.people.legacy import distrust_legacy_ids, doubtful, trust_legacy_ids


@page_of(owned_lms_or_404, *FORM_METHODS)
def twice(request: HttpRequest, lms: Lms) -> HttpResponse:
    """The people who may stand here twice; a POST decides for all of them, and for those who come later."""
    if request.method == "POST":
        decide = _distrust if "back" in request.POST else _trust
        return decide(request, lms)
    page = lines_shown(request, doubtful(lms).select_related("user").order_by("name", "lms_user_id"))
    context = {**about(lms), "page_obj": page, "pairs": pairs(lms, page.object_list)}
    return render(request, "owner_pages/twice.html", context)


def _trust(request: HttpRequest, lms: Lms) -> HttpResponse:
    joined = trust_legacy_ids(actor=account_of(request), lms=lms)
    message = ngettext(
        "%(count)s person stood here twice and is one now.",
        "%(count)s people stood here twice and are one now.",
        joined,
    )
    messages.success(request, message % {"count": joined} if joined else _("Confirmed."))
    return redirect("lms", lms.organization_id, lms.pk)


def _distrust(request: HttpRequest, lms: Lms) -> HttpResponse:
    distrust_legacy_ids(actor=account_of(request), lms=lms)
    messages.success(request, _("Taken back: from now on only what is proven makes two ids one person."))
    return redirect("lms-twice", lms.organization_id, lms.pk)
