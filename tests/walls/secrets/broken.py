"""Breaking a running Slipway on purpose, to see what it says then."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager

from tests.servers import Slipway


@contextmanager
def without_table(server: Slipway, table: str) -> Iterator[None]:
    """Inside, the table is not there, and every request that needs it fails. For a server on SQLite."""
    _rename(server, table, f"{table}_gone")
    try:
        yield
    finally:
        _rename(server, f"{table}_gone", table)


def _rename(server: Slipway, table: str, to: str) -> None:
    with closing(sqlite3.connect(server.data / "slipway.sqlite3", timeout=20)) as connection:
        connection.execute("PRAGMA legacy_alter_table = ON")  # what refers to the table goes on naming it
        connection.execute(f'ALTER TABLE "{table}" RENAME TO "{to}"')
