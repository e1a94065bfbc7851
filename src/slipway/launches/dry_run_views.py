"""The dry run's page, for owners of the organization: reached from a launch of the log."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from slipway.launches.dry_run import NothingKeptError, forecast
from slipway.lms.models import LaunchRecord
from slipway.orgs.access import account_of, owned_or_404
from slipway.web.languages import in_words
from slipway.web.refusals import EXPLANATIONS

PAGES = {"units": "unit", "classes": "class", "choose": "choose", "picker": "picker", "works": "works"}


@never_cache
@login_required
@require_safe
def dry_run(request: HttpRequest, organization_id: UUID, launch_id: UUID) -> HttpResponse:
    """What the same click would do now."""
    organization = owned_or_404(account_of(request), organization_id)
    launches = LaunchRecord.objects.select_related("consumer_key__lms__organization", "registration__lms__organization")
    launch = get_object_or_404(launches, organization=organization, pk=launch_id)
    context: dict[str, object] = {"organization": organization, "launch": launch}
    try:
        found = forecast(launch)
    except NothingKeptError:
        return render(request, "launches/dry_run.html", context | {"nothing_kept": True})
    if found.refused:
        context |= {"explanation": EXPLANATIONS[found.refused.refusal], "cause": in_words(found.refused.cause)}
    if found.admission:
        page = PAGES[found.admission.what.split("/")[0]]
        context |= {"admission": found.admission, "page": page}
    return render(request, "launches/dry_run.html", context | {"refused": found.refused, "sight": found.sight})
