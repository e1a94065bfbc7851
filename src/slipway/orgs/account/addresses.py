"""What the audit trail says of an account's e-mail addresses."""

from collections.abc import Iterator
from contextlib import contextmanager

from allauth.account.models import EmailAddress

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.models import User


@contextmanager
def changes_of_addresses_audited(account: User) -> Iterator[None]:
    """Write down what becomes of the account's addresses meanwhile: allauth has several ways to change them."""
    before = _addresses(account)
    yield
    after = _addresses(account)
    primary = {email for email, is_primary in after.items() if is_primary and not before.get(email)}
    for action, emails in (
        (AuditAction.ACCOUNT_EMAIL_ADD, after.keys() - before.keys()),
        (AuditAction.ACCOUNT_EMAIL_REMOVE, before.keys() - after.keys()),
        (AuditAction.ACCOUNT_EMAIL_PRIMARY, primary),
    ):
        for email in sorted(emails):
            audit(account, action, account, organization_id=None, email=email)


def _addresses(account: User) -> dict[str, bool]:
    """Each address, and whether it is the primary one."""
    return dict(EmailAddress.objects.filter(user=account).values_list("email", "primary"))
