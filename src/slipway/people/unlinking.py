"""Undoing a linking, from the account's side or from the LMS's (docs/architecture.md, rule 3).

What becomes of work: what moved at the linking goes back, if it is still the account's as it was moved. What was begun
since stays with the account, for it was done by somebody who was signed in as both. So neither side loses anything, and
neither gains what it did not bring. Each room decides for its own rows (`merge.py` there).
"""

from enum import StrEnum

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.account.mail import mail_account
from slipway.orgs.models import User
from slipway.people.linking import MEMOS_FORM, movers
from slipway.people.models import Linking, LmsIdentity
from slipway.web.payloads import Payload, UnreadablePayloadError


class Side(StrEnum):
    """Who undoes it."""

    ACCOUNT = "account"
    LMS = "lms"
    OPERATOR = "operator"  # for the account's rightful owner


class NotLinkedError(Exception):
    """No account stands behind the identity, or another one by now."""


def unlink_identity(*, identity: LmsIdentity, account: User, side: Side) -> None:
    """Take `identity` from `account`: it belongs to the person again that its launches had made, or to a new one.

    Launches of it that are open end. An identity that *became* the account, by setting up a sign-in, leaves it too;
    all work then stays with the account. Raises NotLinkedError.
    """
    with transaction.atomic():
        held = LmsIdentity.objects.select_for_update(of=("self",)).select_related("user", "lms").get(pk=identity.pk)
        if held.user_id != account.pk or not held.user.email:
            raise NotLinkedError
        person = _person_of(held)
        linking = Linking.objects.filter(identity=held, account=account, undone_at=None).first()
        moved = _moved(linking)
        for mover in movers:
            mover.give_back(moved.get(mover.name, list, []), held, person)
        LmsIdentity.objects.filter(pk=held.pk).update(user=person, unlinked_user=None)
        Linking.objects.filter(identity=held, undone_at=None).update(undone_at=timezone.now())
        organization_id, details = held.lms.organization_id, {"lms": held.lms.name, "side": side.value}
        audit(account, AuditAction.IDENTITY_UNLINK, held, organization_id=organization_id, **details)
        subject = _("Slipway: an LMS account was unlinked from yours")
        transaction.on_commit(lambda: mail_account(account, subject, "people/unlinked_mail.txt", identity=held))


def _moved(linking: Linking | None) -> Payload:
    """What each room wrote down, in form 0 too; nothing of a newer release's: all work stays with the account."""
    try:
        return Payload(linking.moved if linking else {}, newest=MEMOS_FORM)
    except UnreadablePayloadError:
        return Payload({}, newest=MEMOS_FORM)


def _person_of(identity: LmsIdentity) -> User:
    """Whom the identity belonged to before, while that is nobody else's by now; else somebody new."""
    before = identity.unlinked_user
    if before and before.is_active and not before.email and not before.identities.exists():
        return before
    return User.objects.create_user()
