"""`slipway confirm-address EMAIL`: what a mailed link would prove, by the operator's word."""

from slipway.orgs.models import User
from slipway.people.hand_over import give_account_to_owner
from slipway.site.management.commands.reset_link import reset_link
from slipway.site.management.on_database import AccountCommand


class Command(AccountCommand):
    help = (
        "Give the account with this address to the owner of the address, whoever has made it: everybody is signed out, "
        "password, second factor, further addresses and linked LMS accounts go. Prints the link by which the owner "
        "sets a new password: hand it to nobody else."
    )

    def act(self, user: User) -> str:
        give_account_to_owner(user=user)
        user.refresh_from_db()
        return reset_link(user)
