"""`slipway deactivate EMAIL`: nobody signs in with this account any more, and what it has open ends."""

from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand

from slipway.orgs.account.life import deactivate
from slipway.site.named_account import named_account


class Command(BaseCommand):
    help = (
        "Switch an account off: its sessions, visits and launched pages end, and nobody signs in or launches as it. "
        "Roles, classes and work stay; `slipway activate EMAIL` switches it on again."
    )
    requires_system_checks = ()

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")

    def handle(self, *args: Any, **options: Any) -> None:
        user = named_account(options["email"])
        was_off = not user.is_active
        left = deactivate(user=user)
        self.stdout.write(f"{user.email}: {'was switched off already' if was_off else 'switched off, signed out'}")
        for organization in left:
            self.stdout.write(f"organization {organization.slug}: has no owner now who can sign in")
