"""A PostgreSQL as it comes, durable, in a temporary folder and on a Unix socket: one for each tool that needs it."""

import os
import shutil
import signal
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench.machine.programs import PATIENCE, FailedError, Program, bare_environment, running
from tools.programs import postgresql_programs
from tools.system_packages import install_system_packages

USER = "bench"
DATABASE = "bench"
# PostgreSQL refuses to run as root: then it runs as the user that Debian's package made for it.
PERSON = ("--reuid=postgres", "--regid=postgres", "--clear-groups")


@dataclass(frozen=True)
class Postgres:
    """A running PostgreSQL with one database; `folder` holds its socket."""

    folder: Path
    program: Program

    @property
    def url(self) -> str:
        """Its address for DATABASE_URL."""
        return f"postgres://{USER}@/{DATABASE}?host={self.folder}"

    def connect(self, database: str = DATABASE) -> psycopg.Connection:
        """A connection, every statement a transaction of its own."""
        return psycopg.connect(host=str(self.folder), user=USER, dbname=database, autocommit=True)


def bring_postgresql() -> None:
    """PostgreSQL's programs, by the system's package manager, unless they are there."""
    if postgresql_programs() is None:
        install_system_packages({"postgresql": "the second database that Slipway runs on"})


@contextmanager
def postgres() -> Iterator[Postgres]:
    """A PostgreSQL for the length of the block, with the settings that it comes with: what it commits is on disk."""
    programs = postgresql_programs()
    if programs is None:
        message = "PostgreSQL's programs are not installed."
        raise FailedError(message)
    folder = Path(tempfile.mkdtemp(prefix="bench-pg-"))
    person = PERSON if os.geteuid() == 0 else ()
    try:
        if person:
            shutil.chown(folder, "postgres", "postgres")
        _make(programs / "initdb", folder=folder, person=person)
        command = [str(programs / "postgres"), "-D", str(folder / "data"), "-k", str(folder), "-c", "listen_addresses="]
        with running(
            command, environment=bare_environment(), log=folder / "log", stop=signal.SIGINT, person=person
        ) as program:
            started = Postgres(folder, program)
            _wait_until_it_answers(started)
            with started.connect("postgres") as connection:
                connection.execute(f'CREATE DATABASE "{DATABASE}"'.encode())
            yield started
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _make(initdb: Path, *, folder: Path, person: tuple[str, ...]) -> None:
    as_whom = ["setpriv", *person, "--"] if person else []
    command = [*as_whom, str(initdb), "--no-sync", "--no-locale", "-E", "UTF8", "-A", "trust", "-U", USER]
    subprocess.run([*command, "-D", str(folder / "data")], cwd=folder, check=True, stdout=subprocess.DEVNULL)


def _wait_until_it_answers(started: Postgres) -> None:
    deadline = time.monotonic() + PATIENCE
    while time.monotonic() < deadline and started.program.process.poll() is None:
        try:
            started.connect("postgres").close()
        except psycopg.OperationalError:
            time.sleep(0.05)
        else:
            return
    message = f"PostgreSQL did not start. It wrote:\n{started.program.log.read_text(errors='replace')}"
    raise FailedError(message)
