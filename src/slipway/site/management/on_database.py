"""What commands have in common that work on the database, or on an account in it."""

from abc import ABC, abstractmethod
from argparse import ArgumentParser
from typing import Any

from django.core.management import BaseCommand, CommandError
from django.db.models import Q

from slipway.orgs.models import User
from slipway.site.readiness import require_current_database


class DatabaseCommand(BaseCommand):
    """A command that runs only on a database of this version, with the encryption keys that fit it."""

    requires_system_checks = ()

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Look at the database, then run. Raises CommandError."""
        require_current_database()
        return super().execute(*args, **options)


class AccountCommand(DatabaseCommand, ABC):
    """A command about one account, found by the address that it signs in with."""

    among = Q()  # the accounts that count

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("email", help="the address that they sign in with")

    def handle(self, *args: Any, **options: Any) -> str:
        email = options["email"].strip().lower()
        user = User.objects.filter(self.among, email=email).first()
        if user is None:
            message = f"Nobody signs in here as {email}."
            raise CommandError(message)
        return self.act(user)

    @abstractmethod
    def act(self, user: User) -> str:
        """Do it. Returns what to print."""
