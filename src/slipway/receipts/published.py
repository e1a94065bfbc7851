"""The public keys of receipts, for whoever holds one. Without cookie or sign-in."""

from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from slipway.orgs.models import Organization
from slipway.receipts.public_keys import receipt_keys_json
from slipway.web.origin import absolute


@require_safe
@cache_control(public=True, max_age=300)
def receipt_keys(_request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """The key set (RFC 7517 §5) by which an organization's receipts are verified, keys that have retired among them."""
    organization = get_object_or_404(Organization, pk=organization_id)
    return HttpResponse(receipt_keys_json(organization.pk), content_type="application/json")


def receipt_keys_url(organization_id: UUID) -> str:
    """Its address, as people are told it."""
    return absolute(reverse("receipt-keys", kwargs={"organization_id": organization_id}))
