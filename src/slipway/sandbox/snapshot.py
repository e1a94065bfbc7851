"""Makes the snapshot that guests start from: `python -m slipway.sandbox.snapshot`. Set-up does it."""

import subprocess
import sys
from pathlib import Path

from slipway.sandbox.places import DENO_RUN, GUEST, PYODIDE_FOLDER, SNAPSHOTS, deno_program, fitting_snapshot


def make_snapshot(path: Path) -> None:
    """Start Python once and write its memory to `path`, 32 MB. Raises subprocess.CalledProcessError."""
    path.parent.mkdir(exist_ok=True)
    part = path.with_suffix(".part")
    allowed = (f"--allow-read={PYODIDE_FOLDER},{GUEST}", f"--allow-write={part}")
    made_of = (str(PYODIDE_FOLDER), str(GUEST), str(part))
    command = (str(deno_program()), *DENO_RUN.split(), *allowed, str(GUEST / "snapshot.js"), *made_of)
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)  # noqa: S603  # our own command
    part.replace(path)


def bring_snapshot() -> int:
    """Make the snapshot unless it is there, and take older ones away."""
    path = fitting_snapshot()
    if not path.is_file():
        make_snapshot(path)
    for older in SNAPSHOTS.glob("*.snapshot"):
        if older != path:
            older.unlink()
    return 0


if __name__ == "__main__":
    sys.exit(bring_snapshot())
