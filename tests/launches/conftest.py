"""Schools for the tests of the door: one per server and test module."""

import pytest

from tests.launches.school import School, school
from tests.servers import Slipway


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def acme(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school on the server on SQLite, and on the one on PostgreSQL."""
    server: Slipway = request.getfixturevalue("live" if request.param == "sqlite" else "live_pg")
    return school(server, tmp_path_factory.mktemp("classes"))
