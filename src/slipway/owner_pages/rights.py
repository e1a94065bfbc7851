"""LMSs, keys and registrations, for owners of their organization: fetched through it, so that a stranger gets 404."""

from uuid import UUID

from django.db.models import Count, OuterRef, Prefetch, Q, QuerySet, Subquery, UUIDField
from django.shortcuts import get_object_or_404

from slipway.lms.models import ConsumerKey, Deployment, Lms, Registration
from slipway.orgs.access import owned_or_404
from slipway.orgs.models import Organization, User

_WAITING = Q(state=Deployment.State.WAITING, registration__disabled_at=None)


def owned_lms_or_404(user: User, organization_id: UUID, lms_id: UUID) -> Lms:
    """The LMS with its keys. Raises Http404."""
    return get_object_or_404(lmss_with_keys(owned_or_404(user, organization_id)), pk=lms_id)


def owned_key_or_404(user: User, organization_id: UUID, key_id: UUID) -> ConsumerKey:
    """The key with its LMS. Raises Http404."""
    return get_object_or_404(_unread_keys(owned_or_404(user, organization_id)), pk=key_id)


def owned_registration_or_404(user: User, organization_id: UUID, registration_id: UUID) -> Registration:
    """The registration with its LMS and organization. Raises Http404."""
    return get_object_or_404(_registrations(owned_or_404(user, organization_id)), pk=registration_id)


def about(held: Lms | ConsumerKey | Registration) -> dict[str, object]:
    """What the templates of a page about an LMS, a key or a registration call it, its LMS and its organization."""
    if isinstance(held, Lms):
        return {"organization": held.organization, "lms": held}
    return {**about(held.lms), "key" if isinstance(held, ConsumerKey) else "registration": held}


def lmss_with_keys(organization: Organization) -> QuerySet[Lms]:
    """The organization's LMSs, their keys and their registrations, in one query each.

    LMSs and registrations with `waiting`, how many of their deployments wait for an owner; LMSs with `waiting_at`,
    the id of the registration where the first of these is decided.
    """
    waiting = Deployment.objects.filter(_WAITING, registration__lms=OuterRef("pk")).order_by()
    lmss = Lms.objects.filter(organization=organization).select_related("organization")
    told = lmss.annotate(
        waiting=Subquery(waiting.values("registration__lms").annotate(count=Count("pk")).values("count")),
        waiting_at=Subquery(waiting.order_by("created_at").values("registration")[:1], output_field=UUIDField()),
    )
    return told.prefetch_related(
        Prefetch("consumer_keys", queryset=_unread_keys(organization)),
        Prefetch("registrations", queryset=_registrations(organization)),
    )


def _registrations(organization: Organization) -> QuerySet[Registration]:
    waiting = Deployment.objects.filter(_WAITING, registration=OuterRef("pk")).order_by()
    count = waiting.values("registration").annotate(count=Count("pk")).values("count")
    mine = Registration.objects.filter(lms__organization=organization).select_related("lms__organization")
    return mine.annotate(waiting=Subquery(count))


def _unread_keys(organization: Organization) -> QuerySet[ConsumerKey]:
    # A secret is not even decrypted before a page that may show it asks.
    mine = ConsumerKey.objects.filter(lms__organization=organization).select_related("lms__organization")
    return mine.defer("secret", "previous_secret")
