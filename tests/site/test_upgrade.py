"""An upgrade loses nothing: a database of 2026-11-28, with a row in every table, has all of it afterwards."""

import json
import subprocess
import sys
from dataclasses import dataclass
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
Indexes = dict[str, list[str]]


@dataclass(frozen=True)
class Upgrade:
    """What was before an upgrade and is afterwards, and the indexes of a database that was made today."""

    before: Tables
    after: Tables
    indexes: Indexes
    made_today: Indexes


@pytest.fixture(
    scope="module", params=["sqlite", pytest.param("postgresql", marks=[pytest.mark.postgresql, pytest.mark.long])]
)
def upgraded(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Upgrade:
    def printed(program: str) -> Any:
        data = tmp_path_factory.mktemp("upgrade")
        environment = slipway_environment(data=data, DJANGO_SETTINGS_MODULE="slipway.site.settings")
        if request.param == "postgresql":
            cluster: Cluster = request.getfixturevalue("postgresql_cluster")
            environment["DATABASE_URL"] = cluster.new_database(program.rpartition(".")[2])
        command = [sys.executable, "-m", program]
        run = subprocess.run(
            command, env=environment, cwd=ROOT, check=True, capture_output=True, text=True, timeout=100
        )
        return json.loads(run.stdout)

    return Upgrade(**printed("tests.site.upgraded"), made_today=printed("tests.site.indexes"))


@pytest.mark.http
def test_every_row_of_every_table_is_there_after_the_upgrade(upgraded: Upgrade) -> None:
    before, after = upgraded.before, upgraded.after
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


@pytest.mark.http
def test_indexes_are_those_that_models_ask_for(upgraded: Upgrade) -> None:
    """Migrations that drop an index by hand drop that one, on tables that Django has written anew since."""
    assert len(upgraded.made_today) > 30
    assert upgraded.indexes == upgraded.made_today
    alone = [each for each in upgraded.indexes["lms_launchrecord"] if each.startswith("['lms_id'] ")]
    assert alone == []
