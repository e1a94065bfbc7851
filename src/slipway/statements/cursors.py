"""Cursors for statements whose text does not change: on PostgreSQL their values travel apart, and it prepares them."""

from typing import Any

from django.db.backends.base.base import BaseDatabaseWrapper


def fixed_cursor(connection: BaseDatabaseWrapper) -> Any:
    """A cursor for a statement that is always the same text."""
    if connection.vendor != "postgresql":
        return connection.cursor()
    return _prepared_cursor(connection)


def _prepared_cursor(postgresql: Any) -> Any:
    """As `connection.cursor()` makes one, but bound by the server: what is bound by the client cannot be prepared."""
    from django.db.backends.postgresql.base import ServerBindingCursor  # noqa: PLC0415  # there is no psycopg elsewhere

    bound_by_server: Any = ServerBindingCursor
    postgresql.close_if_health_check_failed()
    postgresql.ensure_connection()
    with postgresql.wrap_database_errors:
        return postgresql._prepare_cursor(bound_by_server(postgresql.connection))  # noqa: SLF001
