"""Starting and completing hold when many ask at the same moment."""

from pathlib import Path

import pytest

from tests.at_once import printed_by
from tests.postgres import Cluster

PROGRAM = "tests.workspaces.at_once"


def test_one_workspace_on_sqlite(tmp_path: Path) -> None:
    assert printed_by(PROGRAM, tmp_path) == "1 1"


@pytest.mark.postgresql
def test_one_workspace_on_postgresql(tmp_path: Path, postgresql_cluster: Cluster) -> None:
    assert printed_by(PROGRAM, tmp_path, DATABASE_URL=postgresql_cluster.new_database("at_once")) == "1 1"
