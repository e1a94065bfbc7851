"""`slipway migrate`: Django's, which first sees that there is a database."""

from typing import Any

from django.core.management.commands.migrate import Command as Migrate
from django.db import connection


class Command(Migrate):
    help = "Bring the database up to date."

    def execute(self, *args: Any, **options: Any) -> str | None:
        """Run it. The connection comes before what Django says of the configuration."""
        connection.ensure_connection()
        return super().execute(*args, **options)
