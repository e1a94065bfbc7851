"""The second factor of an account: whether it is on, and what is written down of it."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.models import User
from slipway.web.languages import writing_to


def has_second_factor(user: User) -> bool:
    """Whether signing in asks this account for a code."""
    return bool(Authenticator.objects.filter(user_id=user.pk, type=Authenticator.Type.TOTP).exists())


def note(user: User, action: AuditAction) -> None:
    """Write down what somebody did with their own second factor, in the caller's transaction."""
    audit(user, action, user, organization_id=None)


def remove_second_factor(*, user: User) -> bool:
    """For the operator: take app and recovery codes from somebody who has lost both. False when there are none.

    The account then signs in by its password alone. It is told by mail, for whoever asked the operator may be
    somebody else.
    """
    with transaction.atomic():
        if not Authenticator.objects.filter(user=user).delete()[0]:
            return False
        audit(None, AuditAction.SECOND_FACTOR_REMOVE, user, organization_id=None, email=user.email)
        transaction.on_commit(lambda: _tell(user))
    return True


def _tell(user: User) -> None:
    if not settings.HAS_MAIL or not user.email:
        return
    with writing_to(user):
        subject = _("Slipway: your two-step sign-in was removed")
        text = render_to_string("orgs/second_factor_removed_mail.txt", {"user": user})
    send_mail(subject, text, None, [user.email], fail_silently=True)
