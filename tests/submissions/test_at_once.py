"""No attempt is counted twice, and none is given away, when many tabs hand in at the same moment."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.postgres import Cluster
from tests.surroundings import slipway_environment


def ran(folder: Path, **more: str) -> str:
    environment = slipway_environment(data=folder, **more)
    command = [sys.executable, "-m", "tests.submissions.at_once"]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=False, timeout=100)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip().splitlines()[-1]


def test_three_attempts_on_sqlite(tmp_path: Path) -> None:
    assert ran(tmp_path) == "3 5 [1, 2, 3]"


@pytest.mark.postgresql
def test_three_attempts_on_postgresql(tmp_path: Path, postgresql_cluster: Cluster) -> None:
    assert ran(tmp_path, DATABASE_URL=postgresql_cluster.new_database("hand_in_at_once")) == "3 5 [1, 2, 3]"
