"""How guests start: from a snapshot, plainly where none fits, and what is said where they do not start at all."""

import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import pytest

from slipway.sandbox import deno_sandbox
from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.guest_process import GuestEnded, GuestLate, GuestProcess
from slipway.sandbox.places import fitting_modules, fitting_snapshot, guest_environment, snapshot_folder
from slipway.sandbox.program_time import MOST_GIVEN_BACK, ProgramTime
from slipway.sandbox.sandbox import GuestWork, SandboxFailed
from slipway.sandbox.snapshot import STORAGE
from slipway.suites.observed import End
from tests.sandbox.guests import RUN, seen_of, value_of

pytestmark = pytest.mark.sandbox

WORK = GuestWork(program="print('hello')", contexts=((RUN,),) * 2, seconds=60)


def how_it_starts(snapshot: Path | None) -> bytes:
    """The first line of a guest, which says how it started; and its program runs."""
    sandbox = DenoSandbox(snapshot=snapshot)
    with sandbox.start(WORK) as guest:
        guest.ask({"id": "1", "cases": [{"stdin": None, "arguments": [], "call": None}]}, until=ProgramTime(60))
        assert b'"stdout":{"text":"aGVsbG8K"' in guest.read_line(until=ProgramTime(60))
        return guest.started


def test_set_up_made_a_snapshot_that_fits() -> None:
    assert snapshot_folder() == fitting_snapshot()
    assert how_it_starts(snapshot_folder()) == b'{"ready":"snapshot"}'


def test_set_up_made_a_cache_of_modules_that_fits_and_guests_leave_it_as_it_is() -> None:
    modules = fitting_modules()
    assert guest_environment() == {"DENO_DIR": str(modules)}
    before = {path.name: path.stat().st_size for path in modules.iterdir()}
    seen_of("print(1)", [RUN])
    assert {path.name: path.stat().st_size for path in modules.iterdir()} == before
    assert not any(path.stat().st_mode & 0o222 for path in modules.iterdir() if path.is_file())
    assert (modules / STORAGE).is_file()  # so that it can't be a folder, in which a guest would store something


@pytest.mark.long
def test_guests_start_without_the_cache_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(deno_sandbox, "guest_environment", lambda: {"DENO_DIR": str(tmp_path / "nothing" / "there")})
    assert how_it_starts(snapshot_folder()) == b'{"ready":"snapshot"}'


def a_head_of_another(memory: bytes) -> bytes:
    return memory[:8] + b"x" * 32 + memory[40:]


SPOILT = {
    "another head": ("memory", a_head_of_another),
    "half a memory": ("memory", lambda memory: memory[: len(memory) // 2]),
    "no memory": ("memory", lambda _memory: b""),
    "half a module": ("pyodide.asm.wasm", lambda module: module[: len(module) // 2]),
}


@pytest.mark.parametrize(
    "spoil", ["another head", *(pytest.param(each, marks=pytest.mark.long) for each in list(SPOILT)[1:])]
)
def test_a_guest_starts_plainly_where_the_snapshot_does_not_fit(spoil: str, tmp_path: Path) -> None:
    name, change = SPOILT[spoil]
    spoilt = tmp_path / "spoilt.snapshot"
    shutil.copytree(fitting_snapshot(), spoilt)
    (spoilt / name).write_bytes(change((spoilt / name).read_bytes()))
    assert how_it_starts(spoilt) == b'{"ready":"plain"}'


@pytest.mark.long
def test_a_guest_starts_plainly_where_there_is_no_snapshot() -> None:
    assert how_it_starts(None) == b'{"ready":"plain"}'


def test_a_sandbox_that_does_not_start_says_why() -> None:
    with pytest.raises(SandboxFailed, match="nowhere: not found"):
        DenoSandbox(wrapper=("/nowhere",)).run(WORK)
    with pytest.raises(SandboxFailed, match="did not start: no Deno today"):
        DenoSandbox(wrapper=("/bin/sh", "-c", "echo no Deno today >&2")).run(WORK)


@pytest.mark.parametrize("namespace", ["", "a.b", "../x", "a b", "1a"])
def test_a_namespace_is_a_name(namespace: str) -> None:
    with pytest.raises(ValueError, match="no name of a module"):
        GuestWork(program="", contexts=(), namespace=namespace)


@pytest.mark.parametrize("path", ["", "/etc/passwd", "../x", "a/../../x", "a//b", "./a", "a/", "a\0b"])
def test_files_lie_in_the_working_folder(path: str) -> None:
    with pytest.raises(ValueError, match="no path inside a folder"):
        GuestWork(program="", contexts=(), files={path: b""})


STRANGER = """
import sys, time
sys.stdin.readline()
print('{"ready":"snapshot"}', flush=True)
sys.stdin.readline()
%s
sys.stdout.flush()
time.sleep(60)
"""


@pytest.mark.parametrize(
    ("says", "end"),
    [
        pytest.param("print('hello')", End.CRASHED, marks=pytest.mark.long),
        ('print(\'{"id":"0","end":"finished","code":0}\')', End.CRASHED),
        pytest.param("sys.stdout.write('x' * 20_000_000)", End.CRASHED, marks=pytest.mark.long),
        ("sys.exit(0)", End.CRASHED),
        ("sys.exit('Fatal JavaScript out of memory: Reached heap limit')", End.MEMORY),
        pytest.param("pass", End.TIME, marks=pytest.mark.long),  # three seconds
    ],
)
def test_a_guest_that_says_anything_else_is_not_believed(says: str, end: End) -> None:
    """A stranger in the guest's place. Its context is lost, and it is dead."""
    sandbox = DenoSandbox(wrapper=(sys.executable, "-c", STRANGER % says))
    (seen,) = sandbox.run(GuestWork(program="", contexts=((RUN,),), seconds=3))
    assert (seen.end, seen.cases) == (end, ())


def test_a_guest_and_all_that_it_started_are_dead_at_the_end(tmp_path: Path) -> None:
    told = tmp_path / "told"
    command = ("/bin/sh", "-c", f"sleep 300 & echo $! > {told}; echo ready; sleep 300")
    with GuestProcess(command, cpu_seconds=5, environment={}) as guest:
        assert guest.read_line(until=ProgramTime(20)) == b"ready"
        with pytest.raises(GuestLate):
            guest.read_line(until=ProgramTime(0.1))
    child = int(told.read_text())
    until = time.monotonic() + 20
    while _is_running(child) and time.monotonic() < until:
        time.sleep(0.01)
    assert not _is_running(child)


def _is_running(process: int) -> bool:
    try:
        state = Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return False
    return state != "Z"  # dead, and not yet waited for by the machine's first process


SPINS = "import sys, time; print('ready', flush=True); sys.stdin.readline(); until = time.monotonic() + {}\nwhile time.monotonic() < until: pass"  # noqa: E501


def test_what_a_guest_waits_for_a_processor_is_no_time_of_its_program() -> None:
    """Others want the one processor that it may use, for a second and a half: it runs after them."""
    before = os.sched_getaffinity(0)
    os.sched_setaffinity(0, {min(before)})
    try:
        guest = GuestProcess((sys.executable, "-Ic", SPINS.format(60)), cpu_seconds=70, environment={})
        spinning = [sys.executable, "-Ic", SPINS.format(1.5)]
        other = subprocess.Popen(spinning, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    finally:
        os.sched_setaffinity(0, before)
    with guest, other:
        guest.has_started(guest.read_line(until=ProgramTime(60)))
        assert other.stdin
        assert other.stdout
        assert other.stdout.readline() == b"ready\n"
        guest.ask({}, until=ProgramTime(60))
        other.stdin.write(b"\n")
        other.stdin.close()
        began, until = time.monotonic(), ProgramTime(0.3)
        with pytest.raises(GuestLate):
            guest.read_line(until=until)
        assert time.monotonic() - began > 1.2
        assert until.spent < 1


def test_a_guest_runs_when_nobody_else_wants_the_processor() -> None:
    command = (sys.executable, "-Ic", "import os, sys; sys.stdin.readline(); print(os.sched_getscheduler(0))")
    with GuestProcess(command, cpu_seconds=5, environment={}) as guest:
        guest.ask({}, until=ProgramTime(20))
        assert guest.read_line(until=ProgramTime(20)) == str(os.SCHED_IDLE).encode()


def test_a_guest_that_waits_for_too_long_says_nothing_about_its_program() -> None:
    until = ProgramTime(1)
    until.give_back(MOST_GIVEN_BACK - 1)
    assert until.left > 1
    with pytest.raises(SandboxFailed, match="The machine was too busy to run the program"):
        until.give_back(2)


def test_a_guest_has_limits_and_nothing_of_ours() -> None:
    script = "import os, resource as r; print(os.environ.get('PATH'), len(os.environ), os.getcwd(), os.getpgid(0) == os.getpid(), *(r.getrlimit(x)[0] for x in (r.RLIMIT_CPU, r.RLIMIT_CORE, r.RLIMIT_NOFILE, r.RLIMIT_FSIZE, r.RLIMIT_DATA)))"  # noqa: E501
    os.environ["SLIPWAY_SECRET_KEY"] = "not for guests"
    try:
        command = (sys.executable, "-I", "-c", script)
        with GuestProcess(command, cpu_seconds=7, environment=guest_environment()) as guest:
            told = guest.read_line(until=ProgramTime(20)).decode().split()
            with pytest.raises(GuestEnded):
                guest.read_line(until=ProgramTime(20))
    finally:
        del os.environ["SLIPWAY_SECRET_KEY"]
    assert told[0] == "None"
    assert int(told[1]) <= 3  # ours, and what a shell adds
    assert told[2:] == ["/", "True", "7", "0", "128", str(32 * 2**20), str(1_536_000_000)]


def test_after_a_guest_has_died_the_next_context_gets_another() -> None:
    program = "def grow():\n    import os\n    for n in range(10**7): os.symlink('x' * 4000, f'/tmp/{n}')\n"
    call = [value_of("submission.grow()")]
    died, after = seen_of(program, call, [value_of("1")])
    assert died.end in {End.MEMORY, End.CRASHED}
    assert (after.end, len(after.cases)) == (End.FINISHED, 1)
