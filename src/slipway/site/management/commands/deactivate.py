"""`slipway deactivate EMAIL`: nobody signs in with this account any more, and what it has open ends."""

from slipway.orgs.account.life import deactivate
from slipway.orgs.models import User
from slipway.site.management.on_database import AccountCommand


class Command(AccountCommand):
    help = (
        "Switch an account off: its sessions, visits and launched pages end, and nobody signs in or launches as it. "
        "Roles, classes and work stay; `slipway activate EMAIL` switches it on again."
    )

    def act(self, user: User) -> str:
        was_off = not user.is_active
        left = [f"organization {each.slug}: has no owner now who can sign in" for each in deactivate(user=user)]
        done = f"{user.email}: {'was switched off already' if was_off else 'switched off, signed out'}"
        return "\n".join([done, *left])
