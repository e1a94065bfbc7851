"""LMSs, keys and registrations, for owners of their organization: fetched through it, so that a stranger gets 404."""

from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.shortcuts import get_object_or_404

from slipway.lms.models import ConsumerKey, Lms, Registration
from slipway.orgs.access import owned_or_404
from slipway.orgs.models import Organization, User


def owned_lms_or_404(user: User, organization_id: UUID, lms_id: UUID) -> Lms:
    """The LMS with its keys. Raises Http404."""
    return get_object_or_404(lmss_with_keys(owned_or_404(user, organization_id)), pk=lms_id)


def owned_key_or_404(user: User, organization_id: UUID, key_id: UUID) -> ConsumerKey:
    """The key with its LMS. Raises Http404."""
    keys = _unread_keys().filter(lms__organization=owned_or_404(user, organization_id))
    return get_object_or_404(keys, pk=key_id)


def owned_registration_or_404(user: User, organization_id: UUID, registration_id: UUID) -> Registration:
    """The registration with its LMS and organization. Raises Http404."""
    registrations = Registration.objects.select_related("lms__organization")
    mine = registrations.filter(lms__organization=owned_or_404(user, organization_id))
    return get_object_or_404(mine, pk=registration_id)


def lmss_with_keys(organization: Organization) -> QuerySet[Lms]:
    """The organization's LMSs, their keys and their registrations, in one query each."""
    lmss = Lms.objects.filter(organization=organization).select_related("organization")
    registrations = Registration.objects.select_related("lms")
    return lmss.prefetch_related(
        Prefetch("consumer_keys", queryset=_unread_keys()), Prefetch("registrations", queryset=registrations)
    )


def _unread_keys() -> QuerySet[ConsumerKey]:
    # A secret is not even decrypted before a page that may show it asks.
    return ConsumerKey.objects.select_related("lms__organization").defer("secret", "previous_secret")
