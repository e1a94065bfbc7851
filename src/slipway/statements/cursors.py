"""Cursors for statements whose text does not change: on PostgreSQL their values travel apart, and it prepares them."""

import sqlite3
from functools import cache
from typing import Any, Self

from django.db.backends.base.base import BaseDatabaseWrapper


def fixed_cursor(connection: BaseDatabaseWrapper) -> Any:
    """A cursor for a statement that is always the same text."""
    used: Any = connection
    used.close_if_health_check_failed()
    used.ensure_connection()
    with used.wrap_database_errors:
        return used._prepare_cursor(_plain_cursor(used))  # noqa: SLF001  # as `connection.cursor()` does


def _plain_cursor(connection: Any) -> Any:
    """One that is near to the driver's own: Django's would write SQLite's placeholders anew each time, and for
    PostgreSQL bind the values itself, which keeps it from preparing.
    """
    if connection.vendor != "postgresql":
        return connection.connection.cursor(factory=_SqliteCursor)
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  # there is no psycopg elsewhere

    bound_by_server: Any = ServerBindingCursor
    return bound_by_server(connection.connection)


class _SqliteCursor(sqlite3.Cursor):
    """Takes statements as Django writes and logs them: with `%s` in the places of values, where SQLite wants `?`."""

    def execute(self, sql: str, values: Any = (), /) -> Self:
        return super().execute(_placed(sql), values)


@cache
def _placed(sql: str) -> str:
    return sql.replace("%s", "?").replace("%%", "%")
