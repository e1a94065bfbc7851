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

from slipway.classes.wanted import classes_wanted
from slipway.integration.arrivals import arrival_at, lights
from slipway.integration.canvas import addresses, canvas_document
from slipway.integration.forms import LmsForm
from slipway.integration.lms_page import KeyRow, extents, kind_of
from slipway.integration.revealed import revealed_secrets
from slipway.integration.rights import lmss_with_keys, owned_lms_or_404
from slipway.lms.connect import connect_lms, rename_lms
from slipway.lms.models import Lms
from slipway.orgs.access import account_of, owned_or_404
from slipway.web.origin import absolute


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
        "form": LmsForm(initial={"name": "Canvas"}),
        **addresses(),
    }
    return render(request, "integration/lti.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_lms(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Connect an LMS: makes it with key and secret, and leads on to what its administrator does."""
    user = account_of(request)
    organization = owned_or_404(user, organization_id)
    form = LmsForm(request.POST if request.method == "POST" else None, initial={"name": "Canvas"})
    if form.is_valid():
        key = connect_lms(actor=user, organization=organization, name=form.cleaned_data["name"])
        return redirect("lms-connect", organization_id, key.lms_id)
    context = {"organization": organization, "form": form}
    return render(request, "integration/new_lms.html", context, status=422 if form.is_bound else 200)


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
    return render(request, "integration/rename_lms.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_safe
def connect(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """*Connect your LMS*: what its administrator does, with the values to paste, and a light for the first launch."""
    lms = owned_lms_or_404(account_of(request), organization_id, lms_id)
    context = {
        "organization": lms.organization,
        "lms": lms,
        "keys": _values(request, lms),
        "arrival": arrival_at(lms),
        **addresses(),
        "xml": canvas_document().decode(),
        "domain": absolute("").split("://")[1].split(":")[0],
        "back": "connect",
    }
    return render(request, "integration/connect.html", context)


@never_cache
@login_required
@require_safe
def first_launch(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """The light alone, for the page that waits."""
    lms = owned_lms_or_404(account_of(request), organization_id, lms_id)
    context = {"organization": lms.organization, "lms": lms, "arrival": arrival_at(lms)}
    return render(request, "integration/light.html", context)


def _cards(request: HttpRequest, lmss: Sequence[Lms]) -> list[Mapping[str, object]]:
    arrivals, brought = lights(lmss), extents(lmss)
    return [
        {
            "lms": lms,
            "kind": kind_of(lms),
            "keys": _values(request, lms),
            "live": sum(not key.is_disabled for key in lms.consumer_keys.all()),
            "arrival": arrivals[lms.pk],
            "extent": brought[lms.pk],
        }
        for lms in lmss
    ]


def _values(request: HttpRequest, lms: Lms) -> list[KeyRow]:
    """The keys that launches may come with; all of them where none may, so that one can be enabled."""
    secrets = revealed_secrets(request, lms)
    rows = [KeyRow(key, secrets.get(key.pk, "")) for key in lms.consumer_keys.all()]
    return [row for row in rows if row.key.disabled_at is None] or rows
