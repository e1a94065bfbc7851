"""Bubblewrap as a second wall around guests, where the machine has it and lets it make namespaces.

Containers and newer Ubuntus often forbid that (containers/bubblewrap#505 and #632), so it is tried once and not relied
upon: what holds everywhere is WebAssembly and Deno's permissions.
"""

import shutil
import subprocess
from functools import cache
from pathlib import Path

from slipway.sandbox.places import GUEST, PYODIDE_FOLDER, SNAPSHOTS, deno_program, guest_environment

SYSTEM = ("/usr", "/lib", "/lib64", "/bin")  # where the C library is


@cache
def wrapping() -> tuple[str, ...]:
    """The command that a guest is run by: it sees its own files alone, no network and no other process. Or ()."""
    program = shutil.which("bwrap")
    if program is None:
        return ()
    command = (program, *_options())
    try:
        asked = [*command, str(deno_program()), "--version"]
        tried = subprocess.run(asked, check=False, capture_output=True, timeout=20, env={}, cwd="/")  # noqa: S603  # ours
    except (OSError, subprocess.TimeoutExpired):
        return ()
    return command if tried.returncode == 0 else ()


def _options() -> tuple[str, ...]:
    shown = [*map(Path, SYSTEM), deno_program(), PYODIDE_FOLDER, GUEST, SNAPSHOTS]
    bound = [word for path in shown for word in ("--ro-bind-try", str(path), str(path))]
    kept = [word for name, value in guest_environment().items() for word in ("--setenv", name, value)]
    return ("--unshare-all", "--die-with-parent", "--clearenv", *kept, *bound, "--proc", "/proc", "--dev", "/dev")
