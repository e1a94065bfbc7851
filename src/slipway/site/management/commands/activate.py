"""`slipway activate EMAIL`: undo `slipway deactivate`."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from slipway.orgs.account.life import activate
from slipway.site.named_account import named_account


class Command(BaseCommand):
    help = "Switch an account on again that was switched off. Its person signs in anew."
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = named_account(options["email"])
        was_on = user.is_active
        activate(user=user)
        self.stdout.write(f"{user.email}: {'was switched on already' if was_on else 'switched on'}")
