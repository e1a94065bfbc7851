"""What LMSs' servers fetch: Slipway's keys and Canvas's files. Public, without cookie or sign-in: they send none."""

from hashlib import sha256
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from slipway.lms.key_sets.tool_keys import UnknownOrganizationError, published_key_set
from slipway.owner_pages.published.canvas_files import canvas_json_document, canvas_xml_document

public_for_five_minutes = cache_control(public=True, max_age=300)


@require_safe
@public_for_five_minutes
@etag(lambda _request, organization_id=None: _keys(organization_id)[1])
def key_set(_request: HttpRequest, organization_id: UUID | None = None) -> HttpResponse:
    """The key set (RFC 7517 §5) of an organization; without one that of the installation itself, for the operator's
    applications and for registrations of earlier releases. No statement but one every few seconds."""
    return HttpResponse(_keys(organization_id)[0], content_type="application/json")


@require_safe
@public_for_five_minutes
@etag(lambda _request: _tag_of(canvas_xml_document()))
def config_xml(_request: HttpRequest) -> HttpResponse:
    """Canvas's XML, the same for every organization: key and secret alone tell whose launch it is."""
    return HttpResponse(canvas_xml_document(), content_type="application/xml; charset=utf-8")


@require_safe
@public_for_five_minutes
@etag(lambda _request, organization_id: _tag_of(canvas_json_document(organization_id)))
def config_json(_request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Canvas's JSON of an organization; it costs no more statements than its key set, however often it is asked for."""
    _keys(organization_id)
    return HttpResponse(canvas_json_document(organization_id), content_type="application/json")


@require_safe
def moved_json(_request: HttpRequest) -> HttpResponse:
    """The old address of one JSON for the whole installation, whose key opens the services of no new school."""
    explanation = (
        "Each organization has an address of its own now. Slipway shows it: Organization settings, LTI Integration.\n"
    )
    return HttpResponse(explanation, status=410, content_type="text/plain; charset=utf-8")


def _keys(organization_id: UUID | None) -> tuple[bytes, str]:
    """The key set and its tag. Raises Http404 for an organization that is not there."""
    try:
        return published_key_set(organization_id)
    except UnknownOrganizationError as nobody:
        raise Http404 from nobody


def _tag_of(document: bytes) -> str:
    return f'"{sha256(document).hexdigest()[:32]}"'
