"""Starting and completing hold when many ask at the same moment."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.surroundings import slipway_environment


def ran(folder: Path, **more: str) -> str:
    environment = slipway_environment(data=folder, **more)
    command = [sys.executable, "-m", "tests.workspaces.at_once"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_one_workspace_on_sqlite(tmp_path: Path) -> None:
    assert ran(tmp_path) == "1 1"


@pytest.mark.postgresql
def test_one_workspace_on_postgresql(tmp_path: Path, postgresql_cluster: Cluster) -> None:
    assert ran(tmp_path, DATABASE_URL=postgresql_cluster.new_database("at_once")) == "1 1"
