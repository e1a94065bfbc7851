"""`slipway remove-second-factor EMAIL`: for somebody who has lost the phone and the recovery codes."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from slipway.orgs.second_factor.state import remove_second_factor
from slipway.site.named_account import named_account


class Command(BaseCommand):
    help = (
        "Take the authenticator app and the recovery codes from this account: it signs in by its password alone. "
        "Make sure first that it is really its owner who asks: whoever has the password is in."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = named_account(options["email"])
        removed = remove_second_factor(user=user)
        self.stdout.write(f"{user.email}: {'signs in by password alone now' if removed else 'has no second factor'}")
