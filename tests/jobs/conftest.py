import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest

from tests.jobs.databases import Database
from tests.postgres import NewDatabase
from tests.surroundings import slipway_environment

Databases = Callable[[str], Database]


@pytest.fixture(scope="session")
def databases(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, migrated: Path
) -> Callable[[str], Database]:
    """The databases of the jobs' tests by their product, each made when it is first asked for."""

    @cache
    def made(product: str) -> Database:
        folder = tmp_path_factory.mktemp("jobs")
        shutil.copytree(migrated, folder, dirs_exist_ok=True)
        environment = slipway_environment(data=folder)
        if product == "postgresql":
            new_postgresql: NewDatabase = request.getfixturevalue("new_postgresql")
            environment["DATABASE_URL"] = new_postgresql(folder.name)
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
