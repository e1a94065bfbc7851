"""`slipway activate EMAIL`: undo `slipway deactivate`."""

from slipway.orgs.account.life import activate
from slipway.orgs.models import User
from slipway.site.management.on_database import AccountCommand


class Command(AccountCommand):
    help = "Switch an account on again that was switched off. Its person signs in anew."

    def act(self, user: User) -> str:
        was_on = user.is_active
        activate(user=user)
        return f"{user.email}: {'was switched on already' if was_on else 'switched on'}"
