"""What Slipway makes on the disk is for its own user."""

import os
import shutil
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from tests.commands import CommandFailed
from tests.servers import slipway_command
from tests.surroundings import slipway_environment


@pytest.mark.http
def test_a15_what_slipway_makes_is_nobody_elses(tmp_path: Path) -> None:
    data = tmp_path / "made" / "data"
    before = os.umask(0)
    try:
        surroundings = slipway_environment(data=data)
        slipway_command("migrate", "contenttypes", environment=surroundings)
        with closing(sqlite3.connect(data / "slipway.sqlite3")) as held:  # so that -wal and -shm stay
            held.execute("SELECT count(*) FROM django_migrations").fetchall()
            slipway_command("migrate", "auth", environment=surroundings)
            open_ones = [path for path in [data, *data.rglob("*")] if path.stat().st_mode & 0o077]
            assert (data / "slipway.sqlite3-wal").exists()
    finally:
        os.umask(before)
    assert open_ones == []


@pytest.mark.http
@pytest.mark.long
def test_a15_static_files_stay_readable_for_a_web_server(prepared: Path, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(prepared, data)
    shutil.rmtree(data / "static")
    (data / "static.stamp").unlink()
    surroundings = slipway_environment(data=data)
    with pytest.raises(CommandFailed, match="Nothing can listen"):  # which it says once they are collected
        slipway_command("serve", "--bind", "192.0.2.1:80", environment=surroundings)
    modes = {stat.S_IMODE(path.stat().st_mode) for path in (data / "static").rglob("*")}
    assert modes == {0o755, 0o644}


@pytest.mark.long
@pytest.mark.http
def test_a15_what_was_left_open_is_taken_back_and_a_folder_is_named(prepared: Path, tmp_path: Path) -> None:
    at = tmp_path / "data"
    shutil.copytree(prepared, at)
    surroundings = slipway_environment(data=at)
    kept = [at / name for name in ("slipway.sqlite3", "slipway_secret_key", "slipway_encryption_keys")]
    for path in kept:
        path.chmod(0o664)
    at.chmod(0o755)
    with pytest.raises(CommandFailed) as failed:
        slipway_command("check", "--fail-level", "WARNING", environment=surroundings)
    assert "slipway.W003" in failed.value.output
    assert str(kept[0]) not in failed.value.output
    assert [stat.S_IMODE(path.stat().st_mode) for path in kept] == [0o600] * 3
    at.chmod(0o700)
    assert "W003" not in slipway_command("check", environment=surroundings)


@pytest.mark.http
def test_a15_a_file_that_is_no_database_is_left_as_it_is(tmp_path: Path) -> None:
    """A setting may name any file of the machine by mistake, and whoever runs Slipway may own that too."""
    named = tmp_path / "passwd"
    named.write_text("root:x:0:0:root:/root:/bin/bash\n")
    named.chmod(0o644)
    surroundings = slipway_environment(data=tmp_path / "data", DATABASE_URL=f"sqlite:///{named}")
    with pytest.raises(CommandFailed):
        slipway_command("show", environment=surroundings)
    assert stat.S_IMODE(named.stat().st_mode) == 0o644
