"""Starting and completing hold when many ask at the same moment."""

from pathlib import Path

import pytest

from tests.at_once import printed_by
from tests.postgres import NewDatabase

PROGRAM = "tests.workspaces.at_once"


def test_one_workspace_on_sqlite(tmp_path: Path, migrated: Path) -> None:
    assert printed_by(PROGRAM, tmp_path, migrated=migrated) == "1 1"


@pytest.mark.postgresql
def test_one_workspace_on_postgresql(tmp_path: Path, migrated: Path, new_postgresql: NewDatabase) -> None:
    assert printed_by(PROGRAM, tmp_path, migrated=migrated, DATABASE_URL=new_postgresql("at_once")) == "1 1"
