import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.jobs.databases import Database
from tests.postgres import Cluster
from tests.servers import slipway_command
from tests.surroundings import slipway_environment

Databases = Callable[[str], Database]


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, prepared: Path
) -> Callable[[str], Database]:
    """The databases of the jobs' tests by their product, each made when it is first asked for."""

    @cache
    def made(product: str) -> Database:
        folder = tmp_path_factory.mktemp("jobs")
        shutil.copytree(prepared, folder, dirs_exist_ok=True)
        environment = slipway_environment(data=folder)
        if product == "postgresql":
            cluster: Cluster = request.getfixturevalue("postgresql_cluster")
            environment["DATABASE_URL"] = cluster.new_database(folder.name)
            slipway_command("migrate", environment=environment)
        return Database(folder, environment | {"DJANGO_SETTINGS_MODULE": "slipway.site.settings"})

    return made


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, databases: Databases) -> Database:
    """A database, on SQLite and on PostgreSQL: each test begins by taking away what another has left."""
    return databases(request.param)


@pytest.fixture(
    scope="session",
    params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.long])],
)
def database_at_length(request: pytest.FixtureRequest, databases: Databases) -> Database:
    """The same, on PostgreSQL in `make test-long` only: for what takes long and is the worker's, not the database's."""
    return databases(request.param)
