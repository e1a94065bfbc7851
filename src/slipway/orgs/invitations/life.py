"""Invitations: a link that makes one person, known by e-mail address, a member. Single use, 14 days.

The address is the one that the invited person's own account has. What an LMS says of a person plays no part.
"""

import secrets
from datetime import timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.limits import Count, Limit, over
from slipway.orgs.members import set_member
from slipway.orgs.models import Invitation, Membership, Organization, OrgRole, User
from slipway.web.sealed import hashed

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


class NotInvitedError(Exception):
    """Why an e-mail address is not invited; the text is for the owner who invites."""


class InvitationOverError(Exception):
    """The invitation was used, taken back, or its time is over."""


class OtherAddressError(Exception):
    """The invitation is for another e-mail address than the account's."""


def invite(*, actor: User, organization: Organization, email: str, role: OrgRole) -> tuple[Invitation, str]:
    """Invite an address; an open invitation to it is replaced. Returns the invitation and its token, kept nowhere.

    Raises NotInvitedError for members, and for too many: an owner could else have Slipway fill a stranger's mailbox, or
    send the name of an organization, which may be any text, to strangers by the thousand.
    """
    token, address = secrets.token_urlsafe(32), email.strip().lower()
    _count(actor, organization, address)
    with transaction.atomic():
        if Membership.objects.filter(organization=organization, user__email=address).exists():
            raise NotInvitedError(_("This person belongs to the organization already."))
        open_invitations(organization).filter(email=address).delete()
        ends = timezone.now() + INVITATION_LASTS
        invitation = organization.invitations.create(
            email=address, role=role, token_hash=hashed(token), invited_by=actor, expires_at=ends
        )
        details = {"email": address, "role": role.value}
        audit(actor, AuditAction.INVITATION_MAKE, invitation, organization_id=organization.pk, **details)
    return invitation, token


def _count(actor: User, organization: Organization, address: str) -> None:
    """Count one more, refused or not. Raises NotInvitedError."""
    to_address = [Count(TO_ADDRESS_HERE, f"{organization.pk} {address}"), Count(TO_ADDRESS, address)]
    by_owner = [Count(limit, str(actor.pk)) for limit in BY_OWNER]
    if over(to_address):
        raise NotInvitedError(
            _("This address was invited several times already. The newest invitation works; make another one tomorrow.")
        )
    if over([*by_owner, Count(BY_ORGANIZATION, str(organization.pk))]):
        raise NotInvitedError(_("Too many invitations were made of late. Go on in an hour, or tomorrow."))


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
        # One UPDATE decides: of two clicks at once, one wins.
        if not Invitation.objects.filter(pk=invitation.pk).open().update(accepted_at=timezone.now()):
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
    return Invitation.objects.filter(token_hash=hashed(token)).open().select_related("organization").first()


def invitation_by_id(invitation_id: object) -> Invitation | None:
    """The open invitation with this id, which a session keeps as text; None for anything else."""
    try:
        invited = Invitation.objects.filter(pk=UUID(str(invitation_id)))
    except ValueError:
        return None
    return invited.open().select_related("organization").first()


def open_invitations(organization: Organization) -> QuerySet[Invitation]:
    """The organization's invitations that still work, the newest first."""
    mine = Invitation.objects.filter(organization=organization)
    return mine.open().select_related("invited_by").order_by("-created_at")
