"""The launch log: all launches for owners, those into a class for its teachers."""

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from slipway.audit.trail import AuditAction, audit
from slipway.classes.managed import managed_class_or_404
from slipway.content.models import Classroom
from slipway.lms.models import LaunchRecord
from slipway.orgs.access import account_of, owned_or_404
from slipway.orgs.models import Organization
from slipway.owner_pages.launch_log.csv_export import csv_lines
from slipway.owner_pages.launch_log.filter import LogFilter
from slipway.owner_pages.launch_log.rows import PAGE, launches_into, launches_of, rows, uncounted
from slipway.web.languages import translated

MOST_EXPORTED = 50_000


@never_cache
@login_required
@require_safe
def organization_log(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Every launch that came with a key of the organization."""
    organization = owned_or_404(account_of(request), organization_id)
    context = {
        "base": "owner_pages/organization_log_base.html",
        "organization": organization,
        "uncounted": uncounted(organization),
        "export": "launch-log-csv",
        **_shown(request, launches_of(organization), organization=organization, classroom=None),
    }
    return render(request, "owner_pages/launch_log.html", context)


@never_cache
@login_required
@require_safe
def class_log(request: HttpRequest, classroom_id: UUID) -> HttpResponse:
    """The launches into one class."""
    classroom = managed_class_or_404(account_of(request), classroom_id)
    context = {
        "base": "owner_pages/class_log_base.html",
        "classroom": classroom,
        "export": "class-launch-log-csv",
        **_shown(request, launches_into(classroom), organization=classroom.organization, classroom=classroom),
    }
    return render(request, "owner_pages/launch_log.html", context)


@never_cache
@login_required
@require_POST
def organization_csv(request: HttpRequest, organization_id: UUID) -> StreamingHttpResponse:
    """The organization's launches as a file."""
    organization = owned_or_404(account_of(request), organization_id)
    return _export(request, launches_of(organization), organization=organization, classroom=None)


@never_cache
@login_required
@require_POST
def class_csv(request: HttpRequest, classroom_id: UUID) -> StreamingHttpResponse:
    """A class's launches as a file."""
    classroom = managed_class_or_404(account_of(request), classroom_id)
    return _export(request, launches_into(classroom), organization=classroom.organization, classroom=classroom)


@never_cache
@login_required
@require_safe
def organization_launch(request: HttpRequest, organization_id: UUID, launch_id: UUID) -> HttpResponse:
    """One launch, for owners: with the likely cause of a refusal."""
    organization = owned_or_404(account_of(request), organization_id)
    launch = get_object_or_404(launches_of(organization), pk=launch_id)
    context = {
        "base": "owner_pages/organization_log_base.html",
        "organization": organization,
        "row": rows([launch])[0],
        "cause": translated(launch.cause),
    }
    return render(request, "owner_pages/launch.html", context)


@never_cache
@login_required
@require_safe
def class_launch(request: HttpRequest, classroom_id: UUID, launch_id: UUID) -> HttpResponse:
    """One launch into a class, for its teachers."""
    classroom = managed_class_or_404(account_of(request), classroom_id)
    launch = get_object_or_404(launches_into(classroom), pk=launch_id)
    context = {"base": "owner_pages/class_log_base.html", "classroom": classroom, "row": rows([launch])[0]}
    return render(request, "owner_pages/launch.html", context)


def _shown(
    request: HttpRequest, launches: QuerySet[LaunchRecord], *, organization: Organization, classroom: Classroom | None
) -> dict[str, Any]:
    """A page of the launches that the filter asks for."""
    wanted = LogFilter(request.GET or None, organization=organization, classroom=classroom)
    chosen = wanted.chosen(launches) if wanted.is_bound else launches
    # The list needs no claims: they are the bulk of a record.
    page = Paginator(chosen.defer("claims"), PAGE).get_page(request.GET.get("page"))
    return {"page_obj": page, "rows": rows(page.object_list), "filter": wanted}


def _export(
    request: HttpRequest, launches: QuerySet[LaunchRecord], *, organization: Organization, classroom: Classroom | None
) -> StreamingHttpResponse:
    """The same launches as a file, audited."""
    wanted = LogFilter(request.GET or None, organization=organization, classroom=classroom)
    chosen = (wanted.chosen(launches) if wanted.is_bound else launches).defer("claims")[:MOST_EXPORTED]
    target = classroom or organization
    audit(
        account_of(request), AuditAction.LAUNCH_LOG_EXPORT, target, organization_id=organization.pk, rows=chosen.count()
    )
    response = StreamingHttpResponse(csv_lines(rows(chosen)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="launches.csv"'
    return response
