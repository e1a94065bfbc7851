"""A server of one file's own, for files that count or look for what Slipway writes down of unverified posts.

Slipway counts those by the hour, by key, by address and in all; other files post many of them to the shared server.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.servers import Slipway, slipway_server


@pytest.fixture(scope="module", name="live")
def alone(tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Iterator[Slipway]:
    """A Slipway that serves on SQLite, to this file alone. Import it to have it."""
    with slipway_server(data=tmp_path_factory.mktemp("alone"), prepared=prepared) as server:
        yield server
