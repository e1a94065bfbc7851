"""Slipway and the practice LMS as real servers, run as an operator runs them, and what tests ask of them."""

import fcntl
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import UUID

import httpx
import psycopg
from psycopg.rows import dict_row

from tests import asking
from tests.commands import CommandFailed, Commands
from tests.processes import Program, free_port, running, wait_until_it_answers
from tests.surroundings import bare_environment, slipway_environment

SLIPWAY = str(Path(sys.executable).with_name("slipway"))
THREADS = "8"


@dataclass(frozen=True)
class Slipway:
    """A Slipway that serves at `url`, with its data in `data`."""

    url: str
    data: Path
    environment: Mapping[str, str]
    program: Program
    commands: Commands

    def get(self, path: str, **request: Any) -> httpx.Response:
        """GET `path`, with no cookies and no redirects followed. `request` as httpx takes it."""
        with self.browser() as client:
            return client.get(path, **request)

    def post(self, path: str, **request: Any) -> httpx.Response:
        """POST to `path`, with no cookies and no redirects followed. `request` as httpx takes it."""
        with self.browser() as client:
            return client.post(path, **request)

    def browser(self) -> httpx.Client:
        """A client that keeps cookies, follows no redirects and takes paths; close it, or use it in a `with`."""
        return asking.client(self.url)

    def slipway(self, *arguments: str) -> str:
        """Run a `slipway` command on the same data. Returns what it printed; raises CommandFailed."""
        return self.commands.run(*arguments)

    def apply(self, site: str, *, folder: Path | None = None) -> str:
        """Apply the text of a site file, its relative paths read from `folder`. Returns what changed, as printed."""
        file = (folder or self.data) / "site.toml"
        file.write_text(site)
        return self.slipway("apply", str(file))

    def show(self) -> dict[str, Any]:
        """What `slipway show --json --secrets` prints."""
        shown: dict[str, Any] = json.loads(self.slipway("show", "--json", "--secrets"))
        return shown

    def show_organization(self, slug: str) -> dict[str, Any]:
        """What `show` says of one organization."""
        (found,) = [entry for entry in self.show()["organizations"] if entry["slug"] == slug]
        return dict(found)

    def log_text(self) -> str:
        """All that the server has written so far."""
        return self.program.log_text()

    def mails(self) -> list[str]:
        """The mails sent so far, oldest first, as they went."""
        files = sorted((self.data / "mail").glob("*"), key=lambda file: file.stat().st_mtime_ns)
        return [file.read_text() for file in files]

    def query(self, sql: str, parameters: Sequence[object] = ()) -> list[dict[str, Any]]:
        """Rows of the database, which this cannot change. Parameters are `%s`; UUIDs come as 32 hex digits."""
        return self.queries([sql], parameters)[0]

    def queries(self, statements: Sequence[str], parameters: Sequence[object] = ()) -> list[list[dict[str, Any]]]:
        """The same of several statements by one connection, which reads the schema once; all get the parameters."""
        database = self.environment.get("DATABASE_URL")
        if database is None:
            return _sqlite_rows(self.data / "slipway.sqlite3", statements, parameters)
        return _postgresql_rows(database, statements, parameters)


@dataclass(frozen=True)
class PracticeLms:
    """A practice LMS that serves at `url`."""

    url: str
    data: Path
    program: Program

    def log_text(self) -> str:
        """All that the server has written so far."""
        return self.program.log_text()


def collect_static_files(environment: Mapping[str, str]) -> None:
    """What `slipway serve` does before it serves."""
    program = "import django; django.setup(); from slipway.site.static_collection import *; collect_static_files()"
    settings = {**environment, "DJANGO_SETTINGS_MODULE": "slipway.site.settings"}
    subprocess.run([sys.executable, "-c", program], env=settings, check=True, timeout=100)


def migrated_data(folder: Path) -> Path:
    """A data folder that can be copied: SQLite migrated, which takes seconds. Made once for all test processes."""

    def make(making: Path) -> None:
        making.mkdir(mode=0o700)
        slipway_command("migrate", environment=slipway_environment(data=making))

    return _made_once(folder / "migrated", make)


def prepared_data(folder: Path) -> Path:
    """The same with static files collected: what servers begin with. Made once for all test processes."""
    migrated = migrated_data(folder)

    def make(making: Path) -> None:
        shutil.copytree(migrated, making)
        collect_static_files(slipway_environment(data=making))

    return _made_once(folder / "prepared", make)


def _made_once(at: Path, make: Callable[[Path], None]) -> Path:
    """The folder `at`, which one test process makes while the others wait; one that is there is whole."""
    with at.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not at.exists():
            making = at.with_suffix(".making")
            make(making)
            making.rename(at)
    return at


@contextmanager
def slipway_server(*, data: Path, prepared: Path, database_url: str | None = None) -> Iterator[Slipway]:
    """A Slipway at a free port, on SQLite in `data` or on the migrated database of that address."""
    shutil.copytree(prepared, data, dirs_exist_ok=True)
    port = free_port()
    url = f"http://localhost:{port}"
    environment = slipway_environment(data=data, public_url=url)
    if database_url:
        environment["DATABASE_URL"] = database_url
    command = [SLIPWAY, "serve", "--bind", f"127.0.0.1:{port}", "--threads", THREADS]
    with (
        closing(Commands(environment)) as commands,
        running(command, environment=environment, log=data / "serve.log") as program,
    ):
        wait_until_it_answers(program, f"{url}/accounts/login/")
        yield Slipway(url=url, data=data, environment=environment, program=program, commands=commands)


@contextmanager
def practice_lms(*, data: Path, slipway: Slipway) -> Iterator[PracticeLms]:
    """A practice LMS that lists `slipway` in its App Center, on 127.0.0.1: to browsers another site than localhost."""
    port = free_port()
    url = f"http://127.0.0.1:{port}"
    app = {"name": "Slipway", "config_url": f"{slipway.url}/lti/config.xml", "description": "Coding units"}
    environment = bare_environment() | {
        "PRACTICE_LMS_URL": url,
        "PRACTICE_LMS_DATA": str(data),
        "PRACTICE_LMS_APPS": json.dumps([app]),
        "PRACTICE_LMS_STORY": json.dumps({"slipway_url": slipway.url}),
    }
    command = [sys.executable, "-m", "practice_lms", "serve", "--bind", f"127.0.0.1:{port}"]
    with running(command, environment=environment, log=data / "serve.log") as program:
        wait_until_it_answers(program, url)
        yield PracticeLms(url=url, data=data, program=program)


def slipway_command(*arguments: str, environment: Mapping[str, str]) -> str:
    """Run `slipway` to its end. Returns what it printed; raises CommandFailed."""
    done = subprocess.run(
        [SLIPWAY, *arguments],
        env=dict(environment),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
        timeout=100,
    )
    if done.returncode:
        raise CommandFailed(done.returncode, done.stdout + done.stderr)
    return done.stdout


def _sqlite_rows(file: Path, statements: Sequence[str], parameters: Sequence[object]) -> list[list[dict[str, Any]]]:
    plain = [value.hex if isinstance(value, UUID) else value for value in parameters]
    with closing(sqlite3.connect(f"file:{file}?mode=ro", uri=True, timeout=20)) as connection:
        connection.row_factory = sqlite3.Row
        asked = (connection.execute(sql.replace("%s", "?"), plain) for sql in statements)
        return [[dict(row) for row in rows] for rows in asked]


def _postgresql_rows(
    database: str, statements: Sequence[str], parameters: Sequence[object]
) -> list[list[dict[str, Any]]]:
    parts = urlsplit(database)
    host = parse_qs(parts.query)["host"][0]
    with psycopg.connect(host=host, user=parts.username, dbname=parts.path[1:], row_factory=dict_row) as connection:
        connection.read_only = True
        found = [connection.execute(sql.encode(), parameters).fetchall() for sql in statements]
    return [[_plain(row) for row in rows] for rows in found]


def _plain(row: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.hex if isinstance(value, UUID) else value for name, value in row.items()}
