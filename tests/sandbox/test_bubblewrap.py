"""The second wall: it stands where it works, and where it does not, nothing leans on it."""

import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from slipway.sandbox import bubblewrap
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.places import deno_program
from tests.sandbox.guests import seen_of, value_of

pytestmark = pytest.mark.sandbox


@pytest.fixture
def anew() -> Iterator[None]:
    """`wrapping` remembers what it found."""
    bubblewrap.wrapping.cache_clear()
    yield
    bubblewrap.wrapping.cache_clear()


def command() -> tuple[str, ...]:
    return ("bwrap", *bubblewrap._options())


def works_here() -> bool:
    """Whether this machine lets bubblewrap make namespaces, asked apart from the code that is tested."""
    return (
        subprocess.run([*command(), str(deno_program()), "--version"], check=False, capture_output=True).returncode == 0
    )


def test_it_is_used_where_it_works_and_nowhere_else(anew: None) -> None:
    assert (bubblewrap.wrapping() != ()) == works_here()


def test_programs_run_with_it_and_without_it() -> None:
    wrappers = [(), command()] if works_here() else [()]
    for wrapper in wrappers:
        (seen,) = seen_of("def one(): return 1", [value_of("submission.one()")], sandbox=DenoSandbox(wrapper=wrapper))
        assert str(seen.cases[0].value) == "Value(type=<ValueType.INTEGER: 'integer'>, data=1)"


def test_it_shows_a_guest_its_own_files_alone() -> None:
    script = "ls /root /home /etc /tmp /var 2>&1; ls /proc | grep -c '^[0-9]'; cat /proc/net/dev; env"
    told = subprocess.run([*command(), "/bin/sh", "-c", script], check=False, capture_output=True, text=True)
    if works_here():
        assert "/etc" not in told.stdout.replace("cannot access '/etc'", "")
        assert "eth" not in told.stdout
    else:
        assert told.returncode != 0


@pytest.mark.parametrize(("there", "does"), [(False, ""), (True, "exit 1"), (True, "sleep 0; exit 3")])
def test_without_it_or_where_it_fails_guests_run_without(
    there: bool, does: str, anew: None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    if there:
        (tmp_path / "bwrap").write_text(f"#!/bin/sh\n{does}\n")
        (tmp_path / "bwrap").chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert bubblewrap.wrapping() == ()
