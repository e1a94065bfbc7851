"""`slipway confirm-address EMAIL`: what a mailed link would prove, by the operator's word."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from slipway.people.hand_over import give_account_to_owner
from slipway.site.management.commands.reset_link import reset_link
from slipway.site.named_account import named_account


class Command(BaseCommand):
    help = (
        "Give the account with this address to the owner of the address, whoever has made it: everybody is signed out, "
        "password, second factor, further addresses and linked LMS accounts go. Prints the link by which the owner "
        "sets a new password: hand it to nobody else."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that the account has")

    def handle(self, *args: Any, **options: Any) -> None:
        user = named_account(options["email"])
        give_account_to_owner(user=user)
        user.refresh_from_db()
        self.stdout.write(reset_link(user))
