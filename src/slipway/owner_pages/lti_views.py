"""*Organization settings*, section LTI Integration: the values that an LMS's administrator needs, for owners only."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from slipway.classes.requests import classes_wanted
from slipway.lms.connect import rename_lms
from slipway.lms.models import Lms
from slipway.orgs.access import account_of, owned_or_404
from slipway.owner_pages.forms import LmsForm
from slipway.owner_pages.keys.revealed import live_keys
from slipway.owner_pages.kinds import name_of_kind
from slipway.owner_pages.one_lms.arrivals import lights
from slipway.owner_pages.one_lms.page import extents
from slipway.owner_pages.published.advantage import tool_values
from slipway.owner_pages.published.canvas_xml import addresses
from slipway.owner_pages.registrations.forms import ConnectForm
from slipway.owner_pages.rights import lmss_with_keys, owned_lms_or_404


@never_cache
@login_required
@require_safe
def lti_integration(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Every connected LMS with its values, and the teachers there who ask for a class."""
    organization = owned_or_404(account_of(request), organization_id)
    context = {
        "organization": organization,
        "lmss": _cards(request, list(lmss_with_keys(organization))),
        "wanted": classes_wanted(organization),
        "form": ConnectForm(),
        **addresses(),
        **tool_values(organization.pk),
    }
    return render(request, "owner_pages/lti.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Call an LMS something else."""
    user = account_of(request)
    lms = owned_lms_or_404(user, organization_id, lms_id)
    form = LmsForm(request.POST if request.method == "POST" else None, initial={"name": lms.name})
    if form.is_valid():
        rename_lms(actor=user, lms=lms, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("lms", organization_id, lms_id)
    context = {"organization": lms.organization, "lms": lms, "form": form}
    return render(request, "owner_pages/rename_lms.html", context, status=422 if form.is_bound else 200)


def _cards(request: HttpRequest, lmss: Sequence[Lms]) -> list[Mapping[str, object]]:
    arrivals, brought = lights(lmss), extents(lmss)
    return [
        {
            "lms": lms,
            "kind": name_of_kind(lms),
            "keys": live_keys(request, lms),
            "live": sum(not key.is_disabled for key in lms.consumer_keys.all()),
            "registrations": list(lms.registrations.all()),
            "arrival": arrivals[lms.pk],
            "extent": brought[lms.pk],
        }
        for lms in lmss
    ]
