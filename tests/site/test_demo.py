"""`slipway demo`: two servers, one word to start and one to stop."""

import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import httpx
import pytest

from slipway.site.demo.surroundings import demo_environment, read_demo
from slipway.site.environment import BadConfigurationError
from tests import asking
from tests.commands import CommandFailed
from tests.processes import Program, free_port, running, wait_for, wait_until_it_answers
from tests.servers import slipway_command
from tests.surroundings import bare_environment
from tools.set_up import ROOT

TO_START = 120  # seconds; the first start makes a database and gathers static files, a dozen seconds of one core


def demo_on(data: Path, port: int, lms_port: int) -> dict[str, str]:
    """The shell of somebody who starts a demo, and who has a Slipway of their own configured in it."""
    choices = {"SLIPWAY_DATA": str(data), "PORT": str(port), "LMS_PORT": str(lms_port)}
    return bare_environment() | choices | {"DATABASE_URL": "postgres://nobody@/real?host=/nowhere"}


def test_the_operators_own_configuration_is_not_a_demos() -> None:
    shell = {
        "PATH": "/bin",
        "DATABASE_URL": "postgres://real",
        "SLIPWAY_PUBLIC_URL": "https://real.example",
        "SLIPWAY_SECRET_KEY": "real",
        "SLIPWAY_DATA": "/tmp/demo",
        "LMS_PORT": "9001",
    }
    assert demo_environment(shell, read_demo(shell)) == {
        "PATH": "/bin",
        "SLIPWAY_DATA": "/tmp/demo",
        "SLIPWAY_PUBLIC_URL": "http://localhost:8000",
        "SLIPWAY_EMAIL_URL": "file:///tmp/demo/mail",
        "SLIPWAY_ALLOW_PRIVATE_LMS": "1",
        "PORT": "8000",
        "LMS_PORT": "9001",
    }


def test_the_two_ports_must_differ() -> None:
    with pytest.raises(BadConfigurationError, match="PORT and LMS_PORT must differ"):
        read_demo({"PORT": "8000", "LMS_PORT": "8000"})
    for told in ({"PORT": "0"}, {"LMS_PORT": "0"}):
        with pytest.raises(BadConfigurationError, match="cannot be 0"):
            read_demo(told)


@pytest.mark.http
def test_a_folder_that_no_demo_made_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(CommandFailed, match="is not empty and no demo made it") as failed:
        slipway_command("demo", environment=demo_on(tmp_path, 8000, 8001))
    assert failed.value.status == 1
    assert [path.name for path in tmp_path.iterdir()] == ["thesis.txt"]


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """What the wheel of this checkout puts into a virtual environment."""
    options = ("--quiet", "--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check")
    command = [sys.executable, "-m", "pip", "install", *options, "--target", str(tmp_path / "installed"), str(ROOT)]
    subprocess.run(command, check=True)
    return tmp_path / "installed"


@pytest.mark.http
def test_both_servers_of_the_wheel_start_tell_their_story_and_stop_together(tmp_path: Path, installed: Path) -> None:
    port, lms_port = free_port(), free_port()
    data = tmp_path / "demo"
    environment = demo_on(data, port, lms_port) | {"PYTHONPATH": str(installed)}  # before the checkout
    with running([str(installed / "bin" / "slipway"), "demo"], environment=environment, log=tmp_path / "log") as demo:
        story = first_page(demo, f"http://127.0.0.1:{lms_port}/")
        assert "olivia@harbour.example" in story
        assert "Sign in" in first_page(demo, f"http://localhost:{port}/accounts/login/")
        assert f"http://127.0.0.1:{lms_port}" in demo.log_text()
        wait_for(demo, lambda: demo.log_text().index("Slipway: worker for"), ValueError)  # which grades what comes in
        assert "Slipway handbook" in first_page(demo, f"http://localhost:{port}/handbook/")
        refuses_to_be_served(environment)
        os.killpg(demo.process.pid, signal.SIGINT)  # as Ctrl-C does
        demo.process.wait(timeout=30)
        assert "Traceback" not in demo.log_text()
    with pytest.raises(httpx.ConnectError):
        asking.get(f"http://127.0.0.1:{lms_port}/")
    with closing(sqlite3.connect(data / "slipway.sqlite3")) as database:
        assert database.execute("SELECT slug FROM orgs_organization").fetchall() == [("harbour",)]
        assert database.execute("SELECT slug FROM classes_classroom").fetchall() == [("python-from-zero",)]
        kinds = database.execute("SELECT kind, count(*) FROM classes_unit GROUP BY kind ORDER BY kind").fetchall()
        assert kinds == [("exercise", 12), ("reading", 8)]


def first_page(demo: Program, url: str) -> str:
    """What a newcomer reads there."""
    wait_until_it_answers(demo, url, seconds=TO_START)
    return asking.get(url).text


def refuses_to_be_served(environment: dict[str, str]) -> None:
    """A demo's data is not served by `slipway serve`, which may stand in the open."""
    own = {name: value for name, value in environment.items() if name != "DATABASE_URL"}
    with pytest.raises(CommandFailed, match="is a demo's, whose passwords are known"):
        slipway_command("serve", environment=own)
