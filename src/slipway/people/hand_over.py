"""Giving an account to the owner of its address, whoever has made it."""

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity
from slipway.people.unlinking import Side, unlink_identity


def give_account_to_owner(*, user: User) -> None:
    """For the operator, who knows whose address it is: it counts as verified, and every other way in is closed.

    Sessions, visits and launch sessions end; password, second factor, further addresses and linked LMS accounts go.
    Roles, classes and work stay with the account.
    """
    with transaction.atomic():
        held = User.objects.select_for_update().get(pk=user.pk)
        for identity in LmsIdentity.objects.filter(user=held):
            unlink_identity(identity=identity, account=held, side=Side.OPERATOR)
        Authenticator.objects.filter(user=held).delete()
        EmailAddress.objects.filter(user=held).delete()
        EmailAddress.objects.create(user=held, email=held.email, verified=True, primary=True)
        held.set_unusable_password()
        held.sessions_ended_at = timezone.now()
        held.save(update_fields=["password", "sessions_ended_at"])
        audit(None, AuditAction.ACCOUNT_HAND_OVER, held, organization_id=None, email=held.email)
