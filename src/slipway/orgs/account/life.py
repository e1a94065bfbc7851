"""Accounts: people who can sign in here by e-mail address and password."""

from allauth.account.models import EmailAddress
from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.models import Membership, Organization, OrgRole, User


class AccountExistsError(Exception):
    """Somebody has an account with this e-mail address already."""


def make_account(*, email: str, name: str, password: str | None) -> User:
    """A user whose address counts as verified; without password they set one by a reset link.

    For addresses that the operator vouches for, or that a mail has confirmed. Raises AccountExistsError.
    """
    address = email.strip().lower()
    with transaction.atomic():
        if User.objects.filter(email=address).exists() or EmailAddress.objects.filter(email=address).exists():
            raise AccountExistsError(address)
        user = User.objects.create_user(email=address, password=password, name=name)
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def deactivate(*, user: User) -> list[Organization]:
    """For the operator: switch the account off. Nobody signs in with it; its sessions, visits and launch sessions end.

    What it had begun stays over when it is switched on again. Returns the organizations that are left without an owner
    who can sign in.
    """
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if held.is_active:
            held.is_active, held.sessions_ended_at = False, timezone.now()
            held.save(update_fields=["is_active", "sessions_ended_at"])
            audit(None, AuditAction.ACCOUNT_DEACTIVATE, held, organization_id=None, email=held.email)
    working = Membership.objects.filter(organization=OuterRef("pk"), role=OrgRole.OWNER, user__is_active=True)
    owned = Organization.objects.filter(memberships__user=user, memberships__role=OrgRole.OWNER)
    return list(owned.exclude(Exists(working)))


def activate(*, user: User) -> None:
    """For the operator: switch the account on again. Its person signs in, or launches, anew."""
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        if not held.is_active:
            held.is_active = True
            held.save(update_fields=["is_active"])
            audit(None, AuditAction.ACCOUNT_ACTIVATE, held, organization_id=None, email=held.email)


def choose_language(*, actor: User, language: str) -> None:
    """Let the account read Slipway in `language`, one of the settings' LANGUAGES; '' is whatever its browser asks for.

    A launched page goes by the launch's language first.
    """
    with transaction.atomic():
        was, actor.language = actor.language, language
        actor.save(update_fields=["language"])
        audit(actor, AuditAction.ACCOUNT_LANGUAGE, actor, organization_id=None, was=was, language=language)
