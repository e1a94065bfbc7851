"""allauth's forms for the code of a second factor, with Slipway's limits of guesses."""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.core import context
from allauth.mfa.base import forms
from allauth.mfa.models import Authenticator
from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.sign_in.guessing import CODE_SLOWED, guess


class _GuardedCode:
    """Counts guesses by account and place: who knows only the password cannot lock the owner out by wrong codes."""

    user: Any
    authenticator: Any

    def clean_code(self) -> str:
        """The code, if it is right. Raises ValidationError."""
        made = guess(context.request, f"code of {self.user.pk}", email=self.user.email or "", every=CODE_SLOWED)
        if made.refusal:
            raise get_adapter().validation_error(made.refusal)
        code: str = super().clean_code()  # type: ignore[misc]  # allauth's form stands behind it
        made.was_right()
        return code

    def save(self) -> None:
        """A recovery code that was used is gone: the trail says so."""
        with transaction.atomic():
            super().save()  # type: ignore[misc]
            if self.authenticator.type == Authenticator.Type.RECOVERY_CODES:
                audit(self.user, AuditAction.SECOND_FACTOR_RECOVERY_CODE, self.user, organization_id=None)


class AuthenticateForm(_GuardedCode, forms.AuthenticateForm):  # type: ignore[misc]  # allauth has no types
    """The second step of signing in."""


class ReauthenticateForm(_GuardedCode, forms.ReauthenticateForm):  # type: ignore[misc]
    """The second step of confirming that it is you."""
