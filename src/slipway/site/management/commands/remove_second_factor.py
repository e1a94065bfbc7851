"""`slipway remove-second-factor EMAIL`: for somebody who has lost the phone and the recovery codes."""

from slipway.orgs.models import User
from slipway.orgs.second_factor.state import remove_second_factor
from slipway.site.management.on_database import AccountCommand


class Command(AccountCommand):
    help = (
        "Take the authenticator app and the recovery codes from this account: it signs in by its password alone. "
        "Make sure first that it is really its owner who asks: whoever has the password is in."
    )

    def act(self, user: User) -> str:
        removed = remove_second_factor(user=user)
        return f"{user.email}: {'signs in by password alone now' if removed else 'has no second factor'}"
