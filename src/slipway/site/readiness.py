"""Whether the database is what this version of Slipway expects."""

from django.core.management import CommandError
from django.db import connection
from django.db.migrations.executor import MigrationExecutor


def is_current() -> bool:
    """Whether every migration has been applied."""
    executor = MigrationExecutor(connection)
    return not executor.migration_plan(executor.loader.graph.leaf_nodes())


def require_current_database() -> None:
    """Raise CommandError, with what to type, when a migration is missing."""
    if not is_current():
        raise CommandError("The database is not up to date. Run `slipway migrate` first.")
