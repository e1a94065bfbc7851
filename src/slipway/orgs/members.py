"""Who belongs to an organization, and as what."""

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.models import Membership, Organization, OrgRole, User


class LastOwnerError(Exception):
    """Without this owner nobody could manage the organization any more."""


def set_member(*, actor: User | None, organization: Organization, user: User, role: OrgRole) -> Membership:
    """Make `user` a member with `role`, or change the role they have. Raises LastOwnerError."""
    with transaction.atomic():
        _lock(organization)
        held = organization.memberships.filter(user=user).first()
        if held and held.role == role:
            return held
        if held and role != OrgRole.OWNER:
            _keep_an_owner(held)
        membership, _ = organization.memberships.update_or_create(user=user, defaults={"role": role})
        details = {"member": user, "role": role.value, "was": held.role if held else ""}
        audit(actor, AuditAction.MEMBER_SET, membership, organization_id=organization.pk, **details)
    return membership


def remove_member(*, actor: User, membership: Membership) -> None:
    """End a membership. What the person is in a class stays: that is the class's own list. Raises LastOwnerError."""
    organization_id = membership.organization_id
    with transaction.atomic():
        _lock(membership.organization)
        _keep_an_owner(membership)
        audit(actor, AuditAction.MEMBER_REMOVE, membership, organization_id=organization_id, member=membership.user)
        membership.delete()


def _lock(organization: Organization) -> None:
    # Two owners who remove each other at the same moment must not both succeed.
    Organization.objects.select_for_update().get(pk=organization.pk)


def _keep_an_owner(membership: Membership) -> None:
    owners = Membership.objects.filter(organization_id=membership.organization_id, role=OrgRole.OWNER)
    if membership.role == OrgRole.OWNER and not owners.exclude(pk=membership.pk).exists():
        raise LastOwnerError
