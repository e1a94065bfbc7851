"""What is wrong with a machine or a database, in a sentence for its operator: a line that says what, and what to do."""

import errno
import sqlite3
from collections.abc import Iterator
from pathlib import Path

from cryptography.fernet import InvalidToken
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import Error as DatabaseFault

from slipway.site.environment import BadConfigurationError
from slipway.site.private_files import SQLITE_HEAD

_SQLITE = {
    sqlite3.SQLITE_CANTOPEN: "cannot be opened: its folder is missing, or another user's. See DATABASE_URL.",
    sqlite3.SQLITE_READONLY: "may not be written by this user. Run commands as the user that Slipway serves as.",
    sqlite3.SQLITE_PERM: "may not be opened by this user. Run commands as the user that Slipway serves as.",
    sqlite3.SQLITE_CORRUPT: "is damaged. Stop Slipway and put a backup in its place.",
    sqlite3.SQLITE_NOTADB: "is damaged. Stop Slipway and put a backup in its place.",
    sqlite3.SQLITE_FULL: "cannot grow: the disk is full. Make room there.",
    sqlite3.SQLITE_IOERR: "cannot be read or written: look at its disk.",
    sqlite3.SQLITE_BUSY: "is held by another program for long. End that, then try again.",
}
_FULL = {errno.ENOSPC, errno.EDQUOT}


def in_a_line(fault: BaseException) -> str | None:
    """What to tell the operator; None for what is no fault of theirs, but an error of ours."""
    for each in _causes(fault):
        if isinstance(each, BadConfigurationError):
            return str(each)
        if isinstance(each, InvalidToken):
            return WRONG_KEYS
        if isinstance(each, DatabaseFault | sqlite3.Error):
            return _of_the_database(each)
        if isinstance(each, OSError):
            return _of_the_machine(each)
        if isinstance(each, ImproperlyConfigured):
            return f"The configuration cannot work: {_first_line(each)}"
    return None


WRONG_KEYS = (
    "SLIPWAY_ENCRYPTION_KEYS does not open the secrets in this database. Put back the keys that it was used with: "
    "they stand in your environment or in slipway_encryption_keys in the data folder."
)


def _causes(fault: BaseException | None) -> Iterator[BaseException]:
    while fault is not None:
        yield fault
        fault = fault.__cause__


def _of_the_database(fault: BaseException) -> str | None:
    where = settings.DATABASES["default"]
    if "sqlite" in where["ENGINE"]:
        return _of_sqlite(fault, str(where["NAME"]))
    state = next((state for each in _causes(fault) if (state := getattr(each, "sqlstate", None))), None)
    if state is None or state[:2] in _UNREACHED:
        place = f"{where['HOST'] or 'this machine'}{':' if where['PORT'] else ''}{where['PORT']}"
        return (
            f"The database {where['NAME']} at {place} cannot be used: {_first_line(fault)} "
            "See that PostgreSQL runs there, and DATABASE_URL."
        )
    return f"PostgreSQL refused: {_first_line(fault)}" if state[:2] in _REFUSED else None


# Classes of PostgreSQL's error codes (its manual, appendix A).
_UNREACHED = {"08", "28", "3D", "57"}  # connection, authorization, no such database, shutting down
_REFUSED = {"42", "53", "25", "58"}  # rights and tables; disk, memory or connections full; read-only; its own system


def _of_sqlite(fault: BaseException, path: str) -> str | None:
    code = next((code for each in _causes(fault) if (code := getattr(each, "sqlite_errorcode", None))), None)
    why = (_no_database(Path(path)) or _SQLITE.get(code & 0xFF)) if code is not None else None
    if why is not None:
        return f"The database {path} {why}"
    return "The database is not up to date. Run `slipway migrate` first." if "no such table" in str(fault) else None


def _no_database(path: Path) -> str | None:
    """What stands at `path` instead of a database; None where one does, a damaged one too, or what we cannot read."""
    if path.is_dir():
        return "is a folder. DATABASE_URL must name a file."
    try:
        with path.open("rb") as file:
            head = file.read(len(SQLITE_HEAD))
    except OSError:
        return None
    return None if SQLITE_HEAD.startswith(head) else "is no SQLite database: look at DATABASE_URL."


def _of_the_machine(fault: OSError) -> str:
    what = f"{fault.filename}: " if fault.filename else ""
    if fault.errno in _FULL:
        return f"{what}the disk is full. Make room there, then try again."
    hint = " Run commands as the user that Slipway serves as." if isinstance(fault, PermissionError) else ""
    return f"{what}{fault.strerror or fault}.{hint}"


def _first_line(fault: BaseException) -> str:
    lines = [line.strip() for line in str(fault).splitlines() if line.strip()]
    text = (lines or [type(fault).__name__])[0]
    return text if text.endswith((".", "?", "!")) else f"{text}."
