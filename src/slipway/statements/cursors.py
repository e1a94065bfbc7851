"""Cursors for statements whose text does not change: on PostgreSQL their values travel apart, and it prepares them."""

import sqlite3
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def fixed_cursor(connection: BaseDatabaseWrapper) -> Any:
    """A cursor for a statement that is always the same text, written by `placed`."""
    used: Any = connection
    used.close_if_health_check_failed()
    used.ensure_connection()
    with used.wrap_database_errors:
        return used._prepare_cursor(_plain_cursor(used))  # noqa: SLF001  # as `connection.cursor()` does


def placed(sql: str, connection: BaseDatabaseWrapper) -> str:
    """The statement as `fixed_cursor` takes it: Django writes `%s` for every database, where SQLite wants `?`."""
    return sql if connection.vendor == "postgresql" else sql.replace("%s", "?").replace("%%", "%")


def _plain_cursor(connection: Any) -> Any:
    """The driver's own: Django's would write SQLite's placeholders anew each time, and for PostgreSQL bind the values
    itself, which keeps it from preparing.
    """
    if connection.vendor != "postgresql":
        return connection.connection.cursor(factory=sqlite3.Cursor)
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  # there is no psycopg elsewhere

    bound_by_server: Any = ServerBindingCursor
    return bound_by_server(connection.connection)
