"""Rights in an organization come by fetching: who has none gets 404, as if there were no such organization."""

from typing import cast
from uuid import UUID

from django.conf import settings
from django.http import HttpRequest
from django.shortcuts import get_object_or_404

from slipway.orgs.models import Membership, Organization, OrgRole, User


def account_of(request: HttpRequest) -> User:
    """The account that is signed in, for views behind `@login_required`."""
    return cast("User", request.user)


def owned_or_404(user: User, organization_id: UUID) -> Organization:
    """The organization, for one of its owners. Raises Http404."""
    owned = Organization.objects.filter(memberships__user=user, memberships__role=OrgRole.OWNER)
    return get_object_or_404(owned, pk=organization_id)


def member_or_404(user: User, organization_id: UUID) -> Membership:
    """The membership of `user`, with its organization. Raises Http404."""
    mine = Membership.objects.filter(user=user).select_related("organization")
    return get_object_or_404(mine, organization_id=organization_id)


def may_found(user: User) -> bool:
    """Whether `user` may make an organization: an owner another, anybody the first, everybody where sign-up is open."""
    owners = Membership.objects.filter(role=OrgRole.OWNER)
    return bool(settings.SIGNUP_OPEN) or owners.filter(user=user).exists() or not owners.exists()
