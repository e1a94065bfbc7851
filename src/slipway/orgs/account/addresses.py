"""What the audit trail says of an account's e-mail addresses."""

from allauth.account.models import EmailAddress

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.models import User


def note_addresses(account: User, before: dict[str, bool]) -> None:
    """Write down what has become of the account's addresses since."""
    after = addresses_of(account)
    came, went = sorted(after.keys() - before.keys()), sorted(before.keys() - after.keys())
    changes = [(AuditAction.ACCOUNT_EMAIL_ADD, email) for email in came]
    changes += [(AuditAction.ACCOUNT_EMAIL_REMOVE, email) for email in went]
    primary = [email for email, is_primary in after.items() if is_primary and not before.get(email)]
    changes += [(AuditAction.ACCOUNT_EMAIL_PRIMARY, email) for email in primary]
    for action, email in changes:
        audit(account, action, account, organization_id=None, email=email)


def addresses_of(account: User) -> dict[str, bool]:
    """Each address, and whether it is the primary one."""
    return dict(EmailAddress.objects.filter(user=account).values_list("email", "primary"))
