"""What an operator reads when something on their side is wrong: one line, from every command, never a traceback."""

import os
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from errno import EACCES, EDQUOT, ENOSPC
from pathlib import Path

import pytest

from slipway.site.cli import COMMANDS
from slipway.site.faults import in_a_line
from tests.commands import CommandFailed, Commands
from tests.often import often
from tests.postgres import Cluster
from tests.processes import free_port
from tests.servers import collect_static_files, slipway_command
from tests.surroundings import slipway_environment

BY_ADDRESS = ("reset-link", "confirm-address", "deactivate", "activate", "remove-second-factor")
# A demo has its own database, whatever DATABASE_URL says; a receipt is verified, and a folder is checked, without any.
ON_THE_DATABASE = sorted(COMMANDS.keys() - {"demo", "verify-receipt", "check-class"})
SPEAKERS = ("slipway: ", "CommandError: ")
SITE = '[[organization]]\nslug = "acme"\nname = "Acme"\n'


@pytest.fixture
def at(tmp_path: Path) -> Path:
    (tmp_path / "site.toml").write_text(SITE)
    return tmp_path


def in_full(command: str, at: Path) -> list[str]:
    """The command with what it cannot do without."""
    needed = {
        "apply": [str(at / "site.toml")],
        "import-class": [str(at), "--organization", "acme"],
        "reproduce": [str(at / "site.toml")],
        "export-class": ["acme/class", str(at / "folder")],
        **{name: ["ada@example.org"] for name in BY_ADDRESS},
    }
    return [command, *needed.get(command, [])]


def failure_of(command: str, surroundings: dict[str, str]) -> CommandFailed:
    with pytest.raises(CommandFailed) as failed:
        slipway_command(command, environment=surroundings)
    return failed.value


def is_one_line(failed: CommandFailed) -> bool:
    """What `check`, `migrate` and `serve` think of the configuration is not said before it."""
    return failed.status == 1 and len(failed.output.strip().splitlines()) == 1 and failed.output.startswith(SPEAKERS)


def each_command(at: Path, surroundings: dict[str, str]) -> Iterator[tuple[str, CommandFailed]]:
    with closing(Commands(surroundings)) as commands:
        for command in ON_THE_DATABASE:
            with pytest.raises(CommandFailed) as failed:
                commands.run(*in_full(command, at))
            yield command, failed.value


NO_GOOD: dict[str, Callable[[Path], object]] = {
    "is damaged": lambda file: file.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000),
    "is no SQLite database: look at DATABASE_URL.": lambda file: file.write_text("This is a note.\n" * 100),
    "is a folder": Path.mkdir,
}


@pytest.mark.http
@pytest.mark.parametrize("words", often(["is damaged"], NO_GOOD))
def test_every_command_says_in_a_line_that_the_sqlite_file_is_no_good(at: Path, words: str) -> None:
    file = at / "slipway.sqlite3"
    NO_GOOD[words](file)
    for command, failed in each_command(at, slipway_environment(data=at)):
        assert is_one_line(failed), (command, failed.output)
        assert f"{file} {words}" in failed.output, command


@pytest.mark.http
@pytest.mark.parametrize(
    "url",
    [
        "postgres://slipway:hush@127.0.0.1:{port}/slipway",
        pytest.param("postgres://slipway:hush@nowhere.invalid/slipway", marks=pytest.mark.long),
        pytest.param("postgres://slipway:hush@%2Fnowhere%2Fat-all/slipway", marks=pytest.mark.long),
        pytest.param("postgres://slipway:hush@127.0.0.1:{port}/slipway?sslmode=wrong", marks=pytest.mark.long),
        pytest.param("postgres://slipway:hush@127.0.0.1:{port}/slipway?no_such_option=1", marks=pytest.mark.long),
        pytest.param("sqlite:////nowhere/at/all.sqlite3", marks=pytest.mark.long),
    ],
)
def test_every_command_says_in_a_line_that_the_database_is_not_reached(at: Path, url: str) -> None:
    surroundings = slipway_environment(data=at, DATABASE_URL=url.format(port=free_port()))
    for command, failed in each_command(at, surroundings):
        assert is_one_line(failed), (command, failed.output)
        assert "DATABASE_URL" in failed.output, command
        assert "hush" not in failed.output, command


@pytest.mark.http
@pytest.mark.postgresql
@pytest.mark.parametrize(
    "place",
    [
        "postgres://{user}@{quoted}/{name}",
        # All servers of tests on PostgreSQL are told theirs in this way.
        pytest.param("postgresql://{user}@/{name}?host={folder}", marks=pytest.mark.long),
    ],
)
def test_a_database_on_a_socket_is_reached_and_one_that_is_not_there_is_named(
    at: Path, postgresql_cluster: Cluster, place: str
) -> None:
    folder = str(postgresql_cluster.folder)
    name = f"operator_{place.count('quoted')}"
    postgresql_cluster.new_database(name)
    known = {"user": "slipway", "quoted": folder.replace("/", "%2F"), "folder": folder}
    surroundings = slipway_environment(data=at)
    reached = surroundings | {"DATABASE_URL": place.format(name=name, **known)}
    assert "OK" in slipway_command("migrate", "contenttypes", environment=reached)
    failed = failure_of("show", surroundings | {"DATABASE_URL": place.format(name="not_there", **known)})
    assert is_one_line(failed)
    assert "not_there" in failed.output


@pytest.mark.http
def test_every_command_but_those_that_migrate_asks_for_it(at: Path) -> None:
    surroundings = slipway_environment(data=at)
    with closing(Commands(surroundings)) as commands:
        for command in sorted(set(ON_THE_DATABASE) - {"migrate", "apply"}):
            with pytest.raises(CommandFailed, match="Run `slipway migrate` first") as failed:
                commands.run(*in_full(command, at))
            assert failed.value.status == 1
            assert "Traceback" not in failed.value.output


@pytest.mark.http
def test_other_encryption_keys_are_noticed(prepared: Path, at: Path) -> None:
    data = at / "data"
    shutil.copytree(prepared, data)
    surroundings = slipway_environment(data=data)
    slipway_command("rotate-keys", "--installation", environment=surroundings)
    with closing(Commands(surroundings | {"SLIPWAY_ENCRYPTION_KEYS": "another"})) as commands:
        for command in ("serve", "show"):
            with pytest.raises(CommandFailed) as failed:
                commands.run(command)
            assert failed.value.status == 1
            assert "SLIPWAY_ENCRYPTION_KEYS" in failed.value.output.splitlines()[-1]
            assert "Traceback" not in failed.value.output


@pytest.mark.http
@pytest.mark.parametrize(
    "told",
    [
        {"SLIPWAY_PUBLIC_URL": "http://["},
        {"DATABASE_URL": "postgres://host:port/name"},
        {"SLIPWAY_DATA": "/proc/nothing"},
        {"SLIPWAY_DATA": __file__},
        {"SLIPWAY_EMAIL_URL": "smtp://["},
    ],
)
@pytest.mark.parametrize("command", often(["serve"], ["serve", "migrate"]))
def test_commands_end_with_a_line_for_a_wrong_setting(at: Path, told: dict[str, str], command: str) -> None:
    failed = failure_of(command, slipway_environment(data=at) | told)
    assert is_one_line(failed), failed.output
    assert next(iter(told)) in failed.output


@pytest.mark.http
def test_what_is_kept_and_cannot_be_read_is_named(at: Path) -> None:
    (at / "slipway_secret_key").touch()
    failed = failure_of("migrate", slipway_environment(data=at))
    assert is_one_line(failed)
    assert "slipway_secret_key, which is empty" in failed.output


@pytest.fixture(scope="module")
def sound(prepared: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Commands]:
    """Commands on a Slipway with an organization and nothing wrong."""
    data = tmp_path_factory.mktemp("sound") / "data"
    shutil.copytree(prepared, data)
    (data / "site.toml").write_text(SITE)
    surroundings = slipway_environment(data=data)
    with closing(Commands(surroundings)) as commands:
        commands.run("apply", str(data / "site.toml"))
        yield commands


@pytest.mark.http
@pytest.mark.parametrize(
    "arguments",
    [
        ["apply", "/nowhere/site.toml"],
        ["apply", "/proc"],
        ["apply", "/proc/self/exe"],
        ["apply", "/dev/null/site.toml"],
        ["import-class", "/nowhere/at-all", "--organization", "acme"],
        ["import-class", "/dev/null", "--organization", "acme"],
        ["import-class", "/proc", "--organization", "nobody"],
        ["export-class", "acme/none", "/tmp/out"],
        ["export-class", "none", "/proc/out"],
        ["reset-link", "nobody@example.org"],
        ["deactivate", "nobody@example.org"],
    ],
    ids=" ".join,
)
def test_what_is_not_there_is_named_and_nothing_is_traced_back(sound: Commands, arguments: list[str]) -> None:
    with pytest.raises(CommandFailed) as failed:
        sound.run(*arguments)
    assert failed.value.status == 1
    assert "Traceback" not in failed.value.output
    assert failed.value.output.startswith(SPEAKERS)
    assert any(argument in failed.value.output for argument in arguments[1:])


@pytest.mark.http
@pytest.mark.parametrize("option", often(["--threads=0"], ["--threads=0", "--workers=0", "--threads=many"]))
def test_no_threads_serve_nobody(sound: Commands, option: str) -> None:
    with pytest.raises(CommandFailed, match="no number from 1"):
        sound.run("serve", option)


@pytest.mark.http
@pytest.mark.parametrize(
    "bind", often(["192.0.2.1:8000"], ["nowhere.invalid:8000", "192.0.2.1:8000", "a..b:8000", "fe80::1%lo:8000"])
)
def test_an_address_of_another_machine_is_named(sound: Commands, bind: str) -> None:
    with pytest.raises(CommandFailed, match="Nothing can listen at") as failed:
        sound.run("serve", "--bind", bind)
    assert is_one_line(failed.value), failed.value.output


@pytest.mark.long
@pytest.mark.http
def test_a_missing_static_folder_is_made_again_and_a_file_there_is_named(prepared: Path, at: Path) -> None:
    data = at / "data"
    shutil.copytree(prepared, data)
    surroundings = slipway_environment(data=data)
    shutil.rmtree(data / "static")
    assert (data / "static.stamp").is_file(), "nothing has changed since they were collected"
    collect_static_files(surroundings)
    assert "web/" in (data / "static" / "staticfiles.json").read_text()
    shutil.rmtree(data / "static")
    (data / "static").write_text("a file")
    failed = failure_of("serve", surroundings)
    assert is_one_line(failed), failed.output
    assert str(data / "static") in failed.output


@pytest.mark.http
@pytest.mark.parametrize("command", often(["reset-link"], sorted(name for name in COMMANDS if "-" in name)))
def test_usage_names_a_command_as_it_is_typed(sound: Commands, command: str) -> None:
    for asked in ("--help", "--no-such-option"):
        try:
            printed = sound.run(command, asked)
        except CommandFailed as failed:
            printed = failed.output
        assert f"slipway {command}" in printed
        assert command.replace("-", "_") not in printed


def full_database(folder: Path) -> None:
    with closing(sqlite3.connect(folder / "full.sqlite3")) as connection:
        connection.execute("PRAGMA max_page_count = 2")
        connection.execute("CREATE TABLE a (b)")
        connection.execute("INSERT INTO a VALUES (zeroblob(100000))")


def test_a_full_disk_is_called_that(tmp_path: Path) -> None:
    with pytest.raises(sqlite3.OperationalError) as fault:
        full_database(tmp_path)
    assert "the disk is full" in str(in_a_line(fault.value))
    for number in (ENOSPC, EDQUOT):
        assert "a: the disk is full" in str(in_a_line(OSError(number, os.strerror(number), "a")))
    assert "as the user that Slipway serves as" in str(in_a_line(PermissionError(EACCES, "Permission denied", "a")))
    assert in_a_line(ValueError("an error of ours")) is None
