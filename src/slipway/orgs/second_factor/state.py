"""The second factor of an account: whether it is on, and what is written down of it."""

from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.account.mail import mail_account
from slipway.orgs.models import User


def has_second_factor(user: User) -> bool:
    """Whether signing in asks this account for a code."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def remove_second_factor(*, user: User) -> bool:
    """For the operator: take app and recovery codes from somebody who has lost both. False when there are none.

    The account signs in by its password alone then. A mail tells its owner: whoever asked may be somebody else.
    """
    with transaction.atomic():
        if not Authenticator.objects.filter(user=user).delete()[0]:
            return False
        audit(None, AuditAction.SECOND_FACTOR_REMOVE, user, organization_id=None, email=user.email)
        subject = _("Slipway: your two-step sign-in was removed")
        transaction.on_commit(lambda: mail_account(user, subject, "orgs/second_factor_removed_mail.txt"))
    return True
