"""Connections to PostgreSQL that are kept from request to request, and statements that it prepares."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest

from slipway.site import environment
from slipway.site.environment import BadConfigurationError
from tests.postgres import Cluster
from tests.servers import Slipway

STANDS: dict[str, object] = {"idle": "SELECT 1", "lost": "OperationalError", "of late": "SELECT 'the request before'"}
STANDS |= dict.fromkeys(("replaced", "works", "works after a loss"), True)


@pytest.mark.http
@pytest.mark.postgresql
@pytest.mark.parametrize(("option", "statements"), [("", 1), ("&prepare=on", 1), ("&prepare=off", 0)])
def test_connections_and_prepared_statements(live_pg: Slipway, option: str, statements: int) -> None:
    """What was used of late is only looked at, what was idle is asked, what has ended is replaced."""
    known = dict(live_pg.environment) | {"DJANGO_SETTINGS_MODULE": "slipway.site.settings"}
    done = subprocess.run(
        [sys.executable, "-m", "tests.site.kept_connections"],
        env=known | {"DATABASE_URL": known["DATABASE_URL"] + option},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    found: dict[str, Any] = json.loads(done.stdout)
    assert found == {**STANDS, "prepared": statements}


@pytest.mark.http
@pytest.mark.postgresql
def test_a_server_goes_on_when_its_connections_were_ended(live_pg: Slipway, postgresql_cluster: Cluster) -> None:
    def asked() -> set[int]:
        return {live_pg.get(f"/l/{uuid4()}/").status_code for _ in range(20)}  # a launch is looked for each time

    assert asked() == {200}
    with postgresql_cluster.connect("slipway") as connection:
        ended = connection.execute(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity"
            " WHERE datname = 'slipway' AND pid <> pg_backend_pid()"
        ).fetchall()
    assert ended
    assert asked() == {200}


@pytest.mark.parametrize(("option", "threshold"), [("", 0), ("?prepare=on", 0), ("?prepare=off", None)])
def test_the_option_is_ours_and_the_driver_never_sees_it(tmp_path: Path, option: str, threshold: int | None) -> None:
    read = environment.database({"DATABASE_URL": f"postgres://host/name{option}"}, tmp_path)
    assert read["OPTIONS"] == {"connect_timeout": "10", "prepare_threshold": threshold}


@pytest.mark.parametrize("option", ["no", "Off", "0", ""])
def test_another_value_is_a_fault(tmp_path: Path, option: str) -> None:
    with pytest.raises(BadConfigurationError, match="prepare=off"):
        environment.database({"DATABASE_URL": f"postgres://host/name?prepare={option}"}, tmp_path)
