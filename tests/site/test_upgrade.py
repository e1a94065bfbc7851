"""An upgrade loses nothing: a database of 2026-11-28, with a row in every table, has all of it afterwards."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.postgres import Cluster
from tests.surroundings import slipway_environment

ROOT = Path(__file__).parents[2]
# What an upgrade means to change, and why.
CHANGED = {
    ("classes_classroom", "lms_host"): "the Class LMS URL is read anew, by today's knowledge of LMSs' pages",
    ("classes_classroom", "lms_course_id"): "the same",
}
Tables = dict[str, list[dict[str, Any]]]


@pytest.fixture(params=["sqlite", pytest.param("postgresql", marks=pytest.mark.postgresql)])
def upgraded(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Tables, Tables]:
    environment = slipway_environment(data=tmp_path, DJANGO_SETTINGS_MODULE="slipway.site.settings")
    if request.param == "postgresql":
        cluster: Cluster = request.getfixturevalue("postgresql_cluster")
        environment["DATABASE_URL"] = cluster.new_database("upgrade")
    command = [sys.executable, "-m", "tests.site.upgraded"]
    run = subprocess.run(command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True, timeout=100)
    contents = json.loads(run.stdout)
    return contents["before"], contents["after"]


@pytest.mark.http
def test_every_row_of_every_table_is_there_after_the_upgrade(upgraded: tuple[Tables, Tables]) -> None:
    before, after = upgraded
    assert len(before) > 30
    assert [table for table, rows in before.items() if not rows] == []
    lost = []
    for table, rows in before.items():
        kept = after[table]
        for row in rows:
            known = {name: value for name, value in row.items() if (table, name) not in CHANGED}
            if not any(known.items() <= each.items() for each in kept):
                lost.append((table, known, kept))
    assert lost == []
