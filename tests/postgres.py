"""A PostgreSQL for tests: made in a temporary folder, on a Unix socket alone, gone afterwards."""

import os
import shutil
import signal
import subprocess
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from tests.processes import running, wait_for
from tools.programs import postgresql_programs

USER = "slipway"
# Nothing here needs to survive a power cut.
FORGETFUL = ("fsync=off", "full_page_writes=off", "synchronous_commit=off")
# PostgreSQL refuses to run as root: then it runs as the user that Debian's package made for it.
PERSON = ("--reuid=postgres", "--regid=postgres", "--clear-groups")
NewDatabase = Callable[[str], str]  # makes the database of that name; returns its address for DATABASE_URL


@dataclass(frozen=True)
class Cluster:
    """A running PostgreSQL; `folder` holds its socket."""

    folder: Path

    def new_database(self, name: str) -> str:
        """Make the database `name`. Returns its address for DATABASE_URL."""
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{name}"'.encode())
        return self.address(name)

    def copy_of(self, database: str, *, name: str) -> str:
        """Make the database `name` as `database` is, to which nobody is connected. Returns its address."""
        with self.connect("postgres") as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE "{database}" STRATEGY FILE_COPY'.encode())
        return self.address(name)

    def address(self, name: str) -> str:
        """What DATABASE_URL says for the database `name`."""
        return f"postgres://{USER}@/{name}?host={self.folder}"

    def connect(self, database: str) -> psycopg.Connection:
        """A connection, every statement a transaction of its own."""
        return psycopg.connect(host=str(self.folder), user=USER, dbname=database, autocommit=True)


@contextmanager
def cluster() -> Iterator[Cluster]:
    """A PostgreSQL for the length of the block."""
    programs = postgresql_programs()
    if programs is None:
        message = "PostgreSQL's programs are not installed; `make test` says how to get them."
        raise RuntimeError(message)
    folder = Path(tempfile.mkdtemp(prefix="slipway-pg-"))
    person = PERSON if os.geteuid() == 0 else ()
    try:
        if person:
            shutil.chown(folder, "postgres", "postgres")
        _make(programs / "initdb", folder=folder, person=person)
        command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder)]
        command += [
            word for option in (*FORGETFUL, "listen_addresses=", "max_connections=200") for word in ("-c", option)
        ]
        # SIGQUIT: stop at once, whoever is still connected.
        with running(
            command, environment=os.environ, log=folder / "log", stop=signal.SIGQUIT, person=person
        ) as program:
            started = Cluster(folder)
            wait_for(program, lambda: started.connect("postgres").close(), psycopg.OperationalError)
            yield started
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(initdb: Path, *, folder: Path, person: tuple[str, ...]) -> None:
    as_whom = ["setpriv", *person, "--"] if person else []
    command = [*as_whom, str(initdb), "--no-sync", "--no-locale", "-E", "UTF8", "-A", "trust", "-U", USER]
    command += ["-D", str(folder / "data")]
    subprocess.run(command, cwd=folder, check=True, stdout=subprocess.DEVNULL)
