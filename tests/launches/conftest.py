"""Schools for the tests of launches: one per server and test module."""

from collections.abc import Iterator

import pytest

from tests.launches.alone import apart  # noqa: F401  # a fixture
from tests.launches.oidc import OidcLms, registered
from tests.launches.oidc_platform import Platform, running_platform
from tests.launches.school import School, school
from tests.servers import Slipway

# What the two databases might do otherwise: races, one winner, rows that come and go.
ON_BOTH = {"test_replay.py", "test_log_walls.py", "test_oidc_legacy_course.py"}


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Run the other files on SQLite alone in `make test`, and on both databases in `make test-long`."""
    for item in items:
        if "launches" in item.path.parts and item.path.name not in ON_BOTH and item.get_closest_marker("postgresql"):
            item.add_marker(pytest.mark.long)


@pytest.fixture(scope="module", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def acme(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> School:
    """A school on the server on SQLite, and on the one on PostgreSQL."""
    server: Slipway = request.getfixturevalue("live" if request.param == "sqlite" else "live_pg")
    return school(server, tmp_path_factory.mktemp("classes"))


@pytest.fixture(scope="session")
def platform() -> Iterator[Platform]:
    """The HTTP side of a test LMS of LTI 1.3."""
    with running_platform() as running:
        yield running


@pytest.fixture(scope="module")
def canvas13(acme: School, platform: Platform) -> OidcLms:
    """The school's Canvas, by LTI 1.3."""
    return registered(acme, platform)
