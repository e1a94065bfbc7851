"""Files with people's data and with keys are for the user that Slipway runs as, whoever else is on the machine."""

import os
import stat
from pathlib import Path

OTHERS = stat.S_IRWXG | stat.S_IRWXO
SQLITE_HEAD = b"SQLite format 3\0"  # of its file format, 1.3.1
SECRETS = ("slipway_secret_key", "slipway_encryption_keys")


def keep_private(folder: Path, database: Path | None) -> None:
    """Take away what other users may do with the database's files and the kept keys.

    An older Slipway, or a copy by hand, may have left them open.

    A setting may name any file of the machine by mistake: one that is no SQLite database is left as it is.
    """
    for path in (*_files_of(database), *(folder / name for name in SECRETS)):
        try:
            found = path.lstat()
            if stat.S_ISREG(found.st_mode) and found.st_mode & OTHERS and found.st_uid == os.geteuid():
                path.chmod(stat.S_IMODE(found.st_mode) & ~OTHERS)
        except OSError:
            continue  # not there, or not ours: `slipway check` says what is open


def _files_of(database: Path | None) -> list[Path]:
    if database is None or not _is_sqlite(database):
        return []
    return [database.with_name(f"{database.name}{ending}") for ending in ("", "-wal", "-shm")]


def _is_sqlite(path: Path) -> bool:
    try:
        with path.open("rb") as file:
            return file.read(len(SQLITE_HEAD)) == SQLITE_HEAD
    except OSError:
        return False


def open_to_others(folder: Path, database: Path | None) -> list[Path]:
    """Those of folder, kept keys and database that other users may read or write."""
    paths = [folder, *(folder / name for name in SECRETS), *([database] if database else [])]
    return [path for path in paths if path.exists() and path.stat().st_mode & OTHERS]
