"""Which Deno and which Pyodide run programs, and where their files are."""

import hashlib
from pathlib import Path

import deno

# Pinned in pyproject.toml and package.json; a test holds them to agree. Both are walls of the sandbox: an older Deno
# may have holes that are known, and a snapshot of one pair does not fit another.
DENO_VERSION = "2.9.8"
PYODIDE_VERSION = "314.0.7"

# Built at set-up. Browsers load the very same files, so the name holds the version and they may be kept for ever.
PYODIDE_FOLDER = Path(__file__).parents[1] / "web" / "built" / f"pyodide-{PYODIDE_VERSION}"
GUEST = Path(__file__).parent / "guest"
SNAPSHOTS = Path(__file__).parent / "built"
# What a snapshot is made of, beside Deno and Pyodide.
IN_SNAPSHOTS = (
    "pyodide.js",
    "walls.js",
    *(f"slipway_{name}.py" for name in ("guest", "program", "relay", "remote", "tests")),
)
DENO_RUN = "run -q --no-prompt --no-remote --no-npm --no-config --no-lock"  # alone, asking nobody


def deno_program() -> Path:
    """The path of Deno's program. Raises FileNotFoundError where the package `deno` brought none."""
    return Path(deno.find_deno_bin())


def fitting_snapshot() -> Path:
    """Where the snapshot that fits this Slipway is, if set-up made one: its name is of all that it is made of."""
    made_of = hashlib.sha256("\0".join([DENO_VERSION, PYODIDE_VERSION]).encode())
    for name in IN_SNAPSHOTS:
        made_of.update((GUEST / name).read_bytes())
    return SNAPSHOTS / f"{made_of.hexdigest()[:16]}.snapshot"


def snapshot_file() -> Path | None:
    """The snapshot that guests start from; None where none fits, and they start plainly, which takes seconds."""
    path = fitting_snapshot()
    return path if path.is_file() else None
