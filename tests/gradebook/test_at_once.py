"""Whichever of many submissions is graded first, the grade counts all; on both databases."""

from pathlib import Path

import pytest

from tests.at_once import printed_by
from tests.postgres import NewDatabase

PROGRAM, PRINTED = "tests.gradebook.at_once", "8 0.800000 [] 101101101101"


def test_graded_at_once_on_sqlite(tmp_path: Path, migrated: Path) -> None:
    assert printed_by(PROGRAM, tmp_path, migrated=migrated) == PRINTED


@pytest.mark.postgresql
def test_graded_at_once_on_postgresql(tmp_path: Path, migrated: Path, new_postgresql: NewDatabase) -> None:
    database = new_postgresql("graded_at_once")
    assert printed_by(PROGRAM, tmp_path, migrated=migrated, DATABASE_URL=database) == PRINTED
