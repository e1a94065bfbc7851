"""LMSs, keys and registrations, for owners of their organization: fetched through it, so that a stranger gets 404."""

from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, QuerySet, Subquery, UUIDField
from django.shortcuts import get_object_or_404

from slipway.lms.models import ConsumerKey, Deployment, Lms, Registration
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
    mine = _registrations().filter(lms__organization=owned_or_404(user, organization_id))
    return get_object_or_404(mine, pk=registration_id)


def lmss_with_keys(organization: Organization) -> QuerySet[Lms]:
    """The organization's LMSs, their keys and their registrations, in one query each.

    LMSs and registrations with `waiting`, how many of their deployments wait for an owner; LMSs with `waiting_at`,
    the id of the registration where the first of these is decided.
    """
    waiting = _waiting().filter(registration__lms=OuterRef("pk"))
    lmss = Lms.objects.filter(organization=organization).select_related("organization")
    told = lmss.annotate(
        waiting=Subquery(waiting.values("registration__lms").annotate(count=Count("pk")).values("count")),
        waiting_at=Subquery(waiting.order_by("created_at").values("registration")[:1], output_field=UUIDField()),
    )
    return told.prefetch_related(
        Prefetch("consumer_keys", queryset=_unread_keys()), Prefetch("registrations", queryset=_registrations())
    )


def _registrations() -> QuerySet[Registration]:
    waiting = _waiting().filter(registration=OuterRef("pk"))
    count = waiting.values("registration").annotate(count=Count("pk")).values("count")
    return Registration.objects.select_related("lms__organization").annotate(waiting=Subquery(count))


def _waiting() -> QuerySet[Deployment]:
    return Deployment.objects.filter(state=Deployment.State.WAITING, registration__disabled_at=None).order_by()


def _unread_keys() -> QuerySet[ConsumerKey]:
    # A secret is not even decrypted before a page that may show it asks.
    return ConsumerKey.objects.select_related("lms__organization").defer("secret", "previous_secret")
