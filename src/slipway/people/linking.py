"""Linking an LMS identity to an account (docs/architecture.md, rule 3): both sides seen, then a POST, mailed, audited.

Each room that keeps work of people moves its own; what it needs to give it back is kept in `Linking.moved`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.account.mail import mail_account
from slipway.orgs.models import User
from slipway.people.models import Linking, LmsIdentity
from slipway.web.payloads import FORM

MEMOS_FORM = 1  # of `Linking.moved`: to be raised when a room writes down something else
Memo = list[dict[str, Any]]  # what a room writes down of what it moved, as JSON takes it


@dataclass(frozen=True, kw_only=True)
class Mover:
    """How a room above hands its work over when a launched person turns out to be an account, and back again.

    `move(person, account)` returns what `give_back(memo, identity, person)` is called with when the linking is undone;
    `identity.user` is still the account then. Both run in the linking's own transaction.
    """

    name: str
    move: Callable[[User, User], Memo]
    give_back: Callable[[Memo, LmsIdentity, User], None]


movers: list[Mover] = []


class NotLinkableError(Exception):
    """Why an identity can't be linked; the text is for the person who asked."""


def link_identity(*, actor: User, identity: LmsIdentity) -> None:
    """Give `identity`, and the work of the user that launches had made for it, to `actor`'s account.

    Raises NotLinkableError when it belongs to an account already, or to nobody: an LMS's test student.
    """
    with transaction.atomic():
        held = LmsIdentity.objects.select_for_update(of=("self",)).select_related("user", "lms").get(pk=identity.pk)
        if held.user_id == actor.pk:
            raise NotLinkableError(_("This LMS account is linked to your Slipway account already."))
        if held.user.email:
            raise NotLinkableError(_("This LMS account is linked to another Slipway account."))
        if held.is_test:
            raise NotLinkableError(_("The test student of an LMS is nobody, and cannot be linked."))
        moved = {mover.name: mover.move(held.user, actor) for mover in movers}
        LmsIdentity.objects.filter(pk=held.pk).update(user=actor, unlinked_user=held.user)
        Linking.objects.create(identity=held, account=actor, moved={FORM: MEMOS_FORM, **moved})
        audit(actor, AuditAction.IDENTITY_LINK, held, organization_id=held.lms.organization_id, lms=held.lms.name)
        subject = gettext_lazy("Slipway: an LMS account was linked to yours")
        transaction.on_commit(lambda: mail_account(actor, subject, "people/linked_mail.txt", identity=held))
