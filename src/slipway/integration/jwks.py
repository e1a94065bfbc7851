"""Slipway's public keys for LMSs: plain JSON at one address for all organizations, cheap to ask for again and again."""

from django.http import HttpRequest, HttpResponse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import etag, require_safe

from slipway.lms.tool_keys import published_key_set


def _etag(_request: HttpRequest) -> str:
    return published_key_set()[1]


@require_safe
@cache_control(public=True, max_age=300)
@etag(_etag)
def key_set(_request: HttpRequest) -> HttpResponse:
    """The key set (RFC 7517 §5). No cookie, no sign-in; no statement but one every few seconds."""
    return HttpResponse(published_key_set()[0], content_type="application/json")
