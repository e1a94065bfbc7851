"""Whichever of many submissions is graded first, the grade counts all; on both databases."""

from pathlib import Path

import pytest

from tests.at_once import printed_by
from tests.postgres import Cluster

PROGRAM, PRINTED = "tests.gradebook.at_once", "8 0.800000 [] 101101101101"


def test_graded_at_once_on_sqlite(tmp_path: Path) -> None:
    assert printed_by(PROGRAM, tmp_path) == PRINTED


@pytest.mark.postgresql
def test_graded_at_once_on_postgresql(tmp_path: Path, postgresql_cluster: Cluster) -> None:
    database = postgresql_cluster.new_database("graded_at_once")
    assert printed_by(PROGRAM, tmp_path, DATABASE_URL=database) == PRINTED
