"""*Organization settings*, section LTI Integration: the values that an LMS's administrator needs, for owners only."""

from collections.abc import Mapping, Sequence

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from slipway.classes.requests import classes_wanted
from slipway.lms.models import Lms
from slipway.orgs.access import owned_or_404
from slipway.orgs.models import Organization
from slipway.orgs.pages import SAFE_METHODS, page_of
from slipway.owner_pages.connect.forms import ConnectForm
from slipway.owner_pages.keys.revealed import live_keys
from slipway.owner_pages.kinds import name_of_kind
from slipway.owner_pages.one_lms.arrivals import arrivals_of
from slipway.owner_pages.one_lms.rows import extents
from slipway.owner_pages.published.tool import addresses, tool_values
from slipway.owner_pages.rights import lmss_with_keys


@page_of(owned_or_404, *SAFE_METHODS)
def lti_integration(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Every connected LMS with its values, and the teachers who asked from there for a class."""
    context = {
        "organization": organization,
        "lmss": _cards(request, list(lmss_with_keys(organization))),
        "wanted": classes_wanted(organization),
        "form": ConnectForm(),
        **addresses(),
        **tool_values(organization.pk),
    }
    return render(request, "owner_pages/lti.html", context)


def _cards(request: HttpRequest, lmss: Sequence[Lms]) -> list[Mapping[str, object]]:
    arrivals, brought = arrivals_of(lmss), extents(lmss)
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
