"""Accounts: people who can sign in here by e-mail address and password."""

from allauth.account.models import EmailAddress
from django.db import transaction

from slipway.audit.trail import audit
from slipway.orgs.models import User


class AccountExistsError(Exception):
    """Somebody has an account with this e-mail address already."""


def make_account(*, email: str, name: str, password: str | None) -> User:
    """A user whose address counts as verified; without password they set one by a reset link.

    For the operator's word and for addresses confirmed by mail. Raises AccountExistsError.
    """
    address = email.strip().lower()
    with transaction.atomic():
        if User.objects.filter(email=address).exists() or EmailAddress.objects.filter(email=address).exists():
            raise AccountExistsError(address)
        user = User.objects.create_user(email=address, password=password, name=name)
        EmailAddress.objects.create(user=user, email=address, verified=True, primary=True)
    return user


def choose_language(*, actor: User, language: str) -> None:
    """Let the account read Slipway in `language`, one of the settings' LANGUAGES; '' is whatever its browser asks for.

    A launched page goes by the launch's language first.
    """
    with transaction.atomic():
        was, actor.language = actor.language, language
        actor.save(update_fields=["language"])
        audit(actor, "account.language", actor, organization_id=None, was=was, language=language)
