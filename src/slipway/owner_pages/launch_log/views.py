"""The launch log: all launches for owners, those into a class for its teachers."""

from uuid import UUID

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render

from slipway.audit.trail import AuditAction, audit
from slipway.classes.managed import managed_class_or_404
from slipway.content.models import Classroom
from slipway.lms.models import LaunchRecord
from slipway.orgs.access import account_of, owned_or_404
from slipway.orgs.models import Organization, User
from slipway.orgs.pages import SAFE_METHODS, lines_shown, page_of
from slipway.owner_pages.launch_log.csv_export import csv_lines
from slipway.owner_pages.launch_log.filter import LogFilter
from slipway.owner_pages.launch_log.rows import launches_into, launches_of, rows, uncounted
from slipway.web.languages import translated

MOST_EXPORTED = 50_000


def _owned_launch_or_404(user: User, organization_id: UUID, launch_id: UUID) -> tuple[Organization, LaunchRecord]:
    organization = owned_or_404(user, organization_id)
    return organization, get_object_or_404(launches_of(organization), pk=launch_id)


def _class_launch_or_404(user: User, classroom_id: UUID, launch_id: UUID) -> tuple[Classroom, LaunchRecord]:
    classroom = managed_class_or_404(user, classroom_id)
    return classroom, get_object_or_404(launches_into(classroom), pk=launch_id)


@page_of(owned_or_404, *SAFE_METHODS)
def organization_log(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Every launch that came with a key of the organization."""
    context = {
        "base": "owner_pages/organization_log_base.html",
        "organization": organization,
        "uncounted": uncounted(organization),
        "export": "launch-log-csv",
    }
    return _page(request, organization, context)


@page_of(managed_class_or_404, *SAFE_METHODS)
def class_log(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """The launches into one class."""
    context = {"base": "owner_pages/class_log_base.html", "classroom": classroom, "export": "class-launch-log-csv"}
    return _page(request, classroom, context)


@page_of(owned_or_404, "POST")
def organization_csv(request: HttpRequest, organization: Organization) -> StreamingHttpResponse:
    """The organization's launches as a file."""
    return _export(request, organization)


@page_of(managed_class_or_404, "POST")
def class_csv(request: HttpRequest, classroom: Classroom) -> StreamingHttpResponse:
    """A class's launches as a file."""
    return _export(request, classroom)


@page_of(_owned_launch_or_404, *SAFE_METHODS)
def organization_launch(request: HttpRequest, held: tuple[Organization, LaunchRecord]) -> HttpResponse:
    """One launch, for owners: with the likely cause of a refusal."""
    organization, launch = held
    context = {
        "base": "owner_pages/organization_log_base.html",
        "organization": organization,
        "row": rows([launch])[0],
        "cause": translated(launch.cause),
    }
    return render(request, "owner_pages/launch.html", context)


@page_of(_class_launch_or_404, *SAFE_METHODS)
def class_launch(request: HttpRequest, held: tuple[Classroom, LaunchRecord]) -> HttpResponse:
    """One launch into a class, for its teachers."""
    classroom, launch = held
    context = {"base": "owner_pages/class_log_base.html", "classroom": classroom, "row": rows([launch])[0]}
    return render(request, "owner_pages/launch.html", context)


def _page(request: HttpRequest, of: Organization | Classroom, context: dict[str, object]) -> HttpResponse:
    wanted, chosen = _chosen(request, of)
    page = lines_shown(request, chosen)
    return render(
        request,
        "owner_pages/launch_log.html",
        {**context, "page_obj": page, "rows": rows(page.object_list), "filter": wanted},
    )


def _export(request: HttpRequest, of: Organization | Classroom) -> StreamingHttpResponse:
    """The same launches as a file, audited."""
    _wanted, chosen = _chosen(request, of)
    exported = chosen[:MOST_EXPORTED]
    organization_id = of.pk if isinstance(of, Organization) else of.organization_id
    audit(
        account_of(request), AuditAction.LAUNCH_LOG_EXPORT, of, organization_id=organization_id, rows=exported.count()
    )
    response = StreamingHttpResponse(csv_lines(rows(exported)), content_type="text/csv; charset=utf-8")
    response["Content-Disposition"] = 'attachment; filename="launches.csv"'
    return response


def _chosen(request: HttpRequest, of: Organization | Classroom) -> tuple[LogFilter, QuerySet[LaunchRecord]]:
    """The filter, and the launches that it asks for, without their claims: no list needs them, and they are large."""
    wanted = LogFilter(request.GET or None, of=of)
    launches = launches_into(of) if isinstance(of, Classroom) else launches_of(of)
    return wanted, wanted.chosen(launches).defer("claims")
