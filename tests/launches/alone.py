"""A server for files that count or look for what Slipway writes down of unverified posts, its counters at nought.

Slipway counts those by the hour, by key, by address and in all; other files post many of them to the shared server.
"""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from tests.servers import Slipway, slipway_server


@pytest.fixture(scope="session")
def apart(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Slipway]:
    """A Slipway that serves on SQLite, to files that have it as `live` one after the other."""
    with slipway_server(data=tmp_path_factory.mktemp("alone"), prepared=prepared) as server:
        yield server


@pytest.fixture(scope="module", name="live")
def alone(apart: Slipway) -> Slipway:
    """That server, as if its hour had just begun. Import it to have it."""
    with closing(sqlite3.connect(apart.data / "slipway.sqlite3", timeout=20)) as connection, connection:
        connection.execute("DELETE FROM lms_refusaltally")
    return apart
