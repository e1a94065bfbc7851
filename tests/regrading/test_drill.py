"""The worker of a rehearsal is killed in the middle of it: nothing is lost, and nothing is written twice."""

import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from tests.jobs.databases import Database, printed
from tests.processes import running
from tests.surroundings import slipway_environment

pytestmark = [pytest.mark.http, pytest.mark.sandbox]
PROGRAM, MANY = "tests.regrading.drill", 5


@pytest.fixture
def database(tmp_path: Path, migrated: Path) -> Database:
    shutil.copytree(migrated, tmp_path, dirs_exist_ok=True)
    environment = slipway_environment(data=tmp_path) | {"DJANGO_SETTINGS_MODULE": "slipway.site.settings"}
    return Database(tmp_path, environment)


@pytest.mark.timeout(180)
def test_a_killed_worker_loses_no_row_and_writes_none_twice(database: Database) -> None:
    subprocess.run([sys.executable, "-m", PROGRAM, "ask", str(MANY)], env=dict(database.environment), check=True)
    work = [sys.executable, "-m", PROGRAM, "work"]
    with running(work, environment=database.environment, log=database.folder / "first.log") as first:
        wait_for(database, 2)
        first.process.kill()
        first.process.wait()
    assert 2 <= len(written(database)) < MANY
    with running(work, environment=database.environment, log=database.folder / "second.log") as second:
        until = time.monotonic() + 90
        while (found := printed(database, PROGRAM, "rows"))["state"] == "rehearsing":
            assert time.monotonic() < until, second.log_text()
        second.process.send_signal(signal.SIGTERM)
        assert second.process.wait(timeout=20) == 0
    assert (found["state"], found["untouched"]) == ("rehearsed", MANY)
    assert found["rows"] == [["rehearsed", "0.500000", "1.000000"]] * MANY
    rows = written(database)
    assert (len(rows), len(set(rows))) == (MANY, MANY)


def written(database: Database) -> list[str]:
    """The row of each write so far."""
    with closing(sqlite3.connect(database.folder / "slipway.sqlite3", timeout=20)) as connection:
        return [row for (row,) in connection.execute("SELECT row FROM written")]


def wait_for(database: Database, rows: int) -> None:
    until = time.monotonic() + 60
    while len(written(database)) < rows:
        assert time.monotonic() < until, "it did nothing"
        time.sleep(0.02)
