"""Cursors for statements whose text does not change: on PostgreSQL their values travel apart, and it prepares them."""

import sqlite3
from functools import cache
from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def fixed_cursor(connection: BaseDatabaseWrapper) -> Any:
    """A cursor for a statement that is always the same text."""
    used: Any = connection
    used.close_if_health_check_failed()
    used.ensure_connection()
    with used.wrap_database_errors:
        return used._prepare_cursor(_driver_cursor(used))  # noqa: SLF001  # as `connection.cursor()` does


class _SqliteCursor(sqlite3.Cursor):
    """Takes Django's placeholders. Django's own writes them anew each time."""

    def execute(self, sql: str, params: Any = (), /) -> "_SqliteCursor":
        super().execute(_with_question_marks(sql), params)
        return self


@cache
def _with_question_marks(sql: str) -> str:
    return sql.replace("%s", "?").replace("%%", "%")


def _driver_cursor(connection: Any) -> Any:
    """The driver's own. Django's would bind PostgreSQL's values itself, which keeps it from preparing."""
    if connection.vendor != "postgresql":
        return connection.connection.cursor(factory=_SqliteCursor)
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  # there is no psycopg elsewhere

    bound_by_server: Any = ServerBindingCursor
    return bound_by_server(connection.connection)
