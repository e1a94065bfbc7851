"""Whether the database is what this version of Slipway expects, and its secrets can be read."""

from collections.abc import Iterator

from cryptography.fernet import InvalidToken
from django.core.management import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from slipway.lms.models import ConsumerKey, OrganizationKey, ToolKey
from slipway.site.faults import WRONG_KEYS


def is_current() -> bool:
    """Whether every migration has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def require_current_database() -> None:
    """Raise CommandError, with what to do, when a migration is missing or the encryption keys are others."""
    if not is_current():
        raise CommandError("The database is not up to date. Run `slipway migrate` first.")
    readable = list(_newest_secrets_are_readable())
    if readable and not any(readable):  # some may need a key that has left the list
        raise CommandError(WRONG_KEYS)


def _newest_secrets_are_readable() -> Iterator[bool]:
    for rows in (ConsumerKey.objects.only("secret"), ToolKey.objects.only("pem"), OrganizationKey.objects.only("pem")):
        try:
            if rows.order_by("-created_at").first() is not None:
                yield True
        except InvalidToken:
            yield False
