"""Invitations: a link that makes one person, known by e-mail address, a member. Single use, 14 days.

The address is the one that the invited person's own account has. What an LMS says of a person plays no part.
"""

import secrets
from datetime import timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.counted import Count, Limit, over
from slipway.orgs.members import set_member
from slipway.orgs.models import Invitation, Membership, Organization, OrgRole, User

INVITATION_LASTS = timedelta(days=14)
_HOUR, _DAY = 3600, 86_400  # seconds
TO_ADDRESS_HERE = Limit("invitations to an address by an organization", 3, _DAY)
TO_ADDRESS = Limit("invitations to an address", 5, _DAY)
BY_OWNER = (
    Limit("invitations by a person, in an hour", 50, _HOUR),
    Limit("invitations by a person, in a day", 150, _DAY),
)
BY_ORGANIZATION = Limit("invitations by an organization, in a day", 300, _DAY)
_RANK = {OrgRole.MEMBER: 0, OrgRole.TEACHER: 1, OrgRole.OWNER: 2}


class AlreadyMemberError(Exception):
    """The e-mail address belongs to somebody who is in the organization already."""


class TooManyInvitationsError(Exception):
    """There were too many of late. The text says of what, for the owner who invites."""


class InvitationOverError(Exception):
    """The invitation was used, taken back, or its time is over."""


class OtherAddressError(Exception):
    """The invitation is for another e-mail address than the account's."""


def invite(*, actor: User, organization: Organization, email: str, role: OrgRole) -> tuple[Invitation, str]:
    """Invite an address; an open invitation to it is replaced. Returns the invitation and its token, kept nowhere.

    Raises AlreadyMemberError and TooManyInvitationsError: whoever is an owner could else have us fill a stranger's
    mailbox, and send what they like to call an organization to strangers by the thousand.
    """
    _count(actor, organization, email.strip().lower())
    token, address = secrets.token_urlsafe(32), email.strip().lower()
    with transaction.atomic():
        if Membership.objects.filter(organization=organization, user__email=address).exists():
            raise AlreadyMemberError
        open_invitations(organization).filter(email=address).delete()
        invitation = Invitation.objects.create(
            organization=organization,
            email=address,
            role=role,
            token_hash=_hashed(token),
            invited_by=actor,
            expires_at=timezone.now() + INVITATION_LASTS,
        )
        told = {"email": address, "role": role.value}
        audit(actor, AuditAction.INVITATION_MAKE, invitation, organization_id=organization.pk, **told)
    return invitation, token


def _count(actor: User, organization: Organization, address: str) -> None:
    """Count one more, refused or not. Raises TooManyInvitationsError."""
    to_address = [Count(TO_ADDRESS_HERE, f"{organization.pk} {address}"), Count(TO_ADDRESS, address)]
    by_owner = [Count(limit, str(actor.pk)) for limit in BY_OWNER]
    if over(to_address):
        raise TooManyInvitationsError(
            _("This address was invited several times already. The newest invitation works; make another one tomorrow.")
        )
    if over([*by_owner, Count(BY_ORGANIZATION, str(organization.pk))]):
        raise TooManyInvitationsError(_("Too many invitations were made of late. Go on in an hour, or tomorrow."))


def revoke(*, actor: User, invitation: Invitation) -> None:
    """Take an invitation back: its link is dead from now on."""
    organization_id = invitation.organization_id
    with transaction.atomic():
        audit(actor, AuditAction.INVITATION_REVOKE, invitation, organization_id=organization_id, email=invitation.email)
        invitation.delete()


def accept(*, actor: User, invitation: Invitation) -> Membership:
    """Make the actor a member as invited; a higher role that they have stays.

    Raises OtherAddressError when the account's own address is not the invited one, else InvitationOverError.
    """
    if actor.email != invitation.email:
        raise OtherAddressError
    with transaction.atomic():
        now = timezone.now()
        # One UPDATE decides: of two clicks at once, one wins.
        living = Invitation.objects.filter(pk=invitation.pk, accepted_at=None, expires_at__gt=now)
        if not living.update(accepted_at=now):
            raise InvitationOverError
        organization = invitation.organization
        audit(actor, AuditAction.INVITATION_ACCEPT, invitation, organization_id=organization.pk, email=invitation.email)
        held = Membership.objects.filter(organization=organization, user=actor).first()
        role = OrgRole(invitation.role)
        if held and _RANK[OrgRole(held.role)] >= _RANK[role]:
            return held
        return set_member(actor=actor, organization=organization, user=actor, role=role)


def invitation_by_token(token: str) -> Invitation | None:
    """The open invitation whose link holds `token`."""
    return _if_open(Invitation.objects.select_related("organization").filter(token_hash=_hashed(token)).first())


def invitation_by_id(invitation_id: object) -> Invitation | None:
    """The open invitation with this id, which a session keeps as text; None for anything else."""
    try:
        found = Invitation.objects.select_related("organization").filter(pk=UUID(str(invitation_id))).first()
    except ValueError:
        return None
    return _if_open(found)


def open_invitations(organization: Organization) -> QuerySet[Invitation]:
    """The organization's invitations that still work, the newest first."""
    living = Invitation.objects.filter(organization=organization, accepted_at=None, expires_at__gt=timezone.now())
    return living.select_related("invited_by").order_by("-created_at")


def _if_open(invitation: Invitation | None) -> Invitation | None:
    return invitation if invitation and invitation.is_open else None


def _hashed(token: str) -> str:
    return sha256(token.encode()).hexdigest()
