"""Makes what guests start from: `python -m slipway.sandbox.snapshot`. Set-up does it.

That is a snapshot, and a cache of Deno's in which the modules of a guest are read and compiled already.
"""

import json
import shutil
import subprocess
import sys
from pathlib import Path

from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.guest_requests import work_line
from slipway.sandbox.places import (
    DENO_RUN,
    GUEST,
    PYODIDE_FOLDER,
    SNAPSHOTS,
    deno_program,
    fitting_modules,
    fitting_snapshot,
)
from slipway.sandbox.sandbox import GuestWork

# Where Deno would make a folder for what programs store, if one of them ever had a way to that.
STORAGE = "location_data"


def make_snapshot(path: Path) -> None:
    """Start Python once and write its memory to `path`, 16 MB. Raises subprocess.CalledProcessError."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    allowed = (f"--allow-read={PYODIDE_FOLDER},{GUEST}", f"--allow-write={part}")
    made_of = (str(PYODIDE_FOLDER), str(GUEST), str(part))
    command = (str(deno_program()), *DENO_RUN.split(), *allowed, str(GUEST / "snapshot.js"), *made_of)
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)  # noqa: S603  # our own command
    part.replace(path)


def make_modules(path: Path, snapshot: Path) -> None:
    """Run a guest that has nothing to do, and have Deno keep its modules in the folder `path`, which guests only read.

    Raises subprocess.CalledProcessError.
    """
    part = path.with_suffix(".part")
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    nothing = json.dumps(work_line(GuestWork(program="", contexts=())))
    command = DenoSandbox(snapshot=snapshot, wrapper=()).command()
    for _turn in range(2):  # what the first one keeps may hang on what was kept before
        subprocess.run(  # noqa: S603  # our own command
            command, check=True, input=f"{nothing}\n".encode(), stdout=subprocess.DEVNULL, env={"DENO_DIR": str(part)}
        )
    (part / STORAGE).touch()
    for file in part.iterdir():
        if file.is_file():
            file.chmod(0o444)
    part.rename(path)


def bring_snapshot() -> int:
    """Make both unless they are there, and take older ones away."""
    snapshot, modules = fitting_snapshot(), fitting_modules()
    if not snapshot.is_file():
        make_snapshot(snapshot)
    if not modules.is_dir():
        make_modules(modules, snapshot)
    for older in SNAPSHOTS.iterdir():
        if older not in {snapshot, modules}:
            shutil.rmtree(older) if older.is_dir() else older.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(bring_snapshot())
