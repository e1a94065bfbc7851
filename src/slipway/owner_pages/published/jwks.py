"""Slipway's public keys for LMSs: plain JSON, an address for each organization, cheap to ask for again and again."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from slipway.lms.key_sets.tool_keys import UnknownOrganizationError, published_key_set


def _etag(_request: HttpRequest, organization_id: UUID | None = None) -> str | None:
    try:
        return published_key_set(organization_id)[1]
    except UnknownOrganizationError:
        return None


@require_safe
@cache_control(public=True, max_age=300)
@etag(_etag)
def key_set(_request: HttpRequest, organization_id: UUID | None = None) -> HttpResponse:
    """The key set (RFC 7517 §5) of an organization; without one that of the installation itself, for the operator's
    applications and for registrations of earlier releases. No cookie, no sign-in; no statement but one every few
    seconds."""
    try:
        body, _tag = published_key_set(organization_id)
    except UnknownOrganizationError as nobody:
        raise Http404 from nobody
    return HttpResponse(body, content_type="application/json")
