import shutil
from pathlib import Path

import pytest

from tests.jobs.databases import Database
from tests.postgres import Cluster
from tests.servers import slipway_command
from tests.surroundings import slipway_environment


@pytest.fixture(scope="session", params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def database(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, prepared: Path) -> Database:
    """A database of the jobs' tests, on SQLite and on PostgreSQL: each begins by taking away what another has left."""
    folder = tmp_path_factory.mktemp("jobs")
    shutil.copytree(prepared, folder, dirs_exist_ok=True)
    environment = slipway_environment(data=folder)
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql_cluster")
        environment["DATABASE_URL"] = cluster.new_database(folder.name)
        slipway_command("migrate", environment=environment)
    return Database(folder, environment | {"DJANGO_SETTINGS_MODULE": "slipway.site.settings"})
