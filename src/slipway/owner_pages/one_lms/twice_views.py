"""An owner confirms that an LMS's consumer key and registration are of one installation, or takes that back."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from slipway.lms.models import Lms
from slipway.orgs.access import account_of
from slipway.owner_pages.one_lms.twice import pairs
from slipway.owner_pages.rights import owned_lms_or_404
from slipway.people.legacy import distrust_legacy_ids, doubtful, trust_legacy_ids

PAGE = 50


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def twice(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """The people who may stand here twice; a POST decides for all of them, and for those who come later."""
    lms = owned_lms_or_404(account_of(request), organization_id, lms_id)
    if request.method == "POST":
        decide = _distrust if "back" in request.POST else _trust
        return decide(request, lms)
    found = doubtful(lms).select_related("user").order_by("name", "lms_user_id")
    page = Paginator(found, PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": lms.organization,
        "lms": lms,
        "page_obj": page,
        "pairs": pairs(lms, page.object_list),
    }
    return render(request, "owner_pages/twice.html", context)


def _trust(request: HttpRequest, lms: Lms) -> HttpResponse:
    joined = trust_legacy_ids(actor=account_of(request), lms=lms)
    told = ngettext(
        "%(count)s person stood here twice and is one now.",
        "%(count)s people stood here twice and are one now.",
        joined,
    )
    messages.success(request, told % {"count": joined} if joined else _("Confirmed."))
    return redirect("lms", lms.organization_id, lms.pk)


def _distrust(request: HttpRequest, lms: Lms) -> HttpResponse:
    distrust_legacy_ids(actor=account_of(request), lms=lms)
    messages.success(request, _("Taken back: from now on only what is proven makes two ids one person."))
    return redirect("lms-twice", lms.organization_id, lms.pk)
