"""Which Deno and which Pyodide run programs, and where their files are."""

import hashlib
from collections.abc import Iterable
from pathlib import Path

import deno

# Pinned in pyproject.toml and package.json; a test holds them to agree. Both are walls of the sandbox: an older Deno
# may have holes that are known, and a snapshot of one pair does not fit another.
DENO_VERSION = "2.9.8"
PYODIDE_VERSION = "314.0.7"
PYTHON_OF_PROGRAMS = (3, 14)  # the grammar of that Pyodide: its first number has these two

# Built at set-up. Browsers load the very same files, so the name holds the version and they may be kept for ever.
PYODIDE_FOLDER = Path(__file__).parents[1] / "web" / "built" / f"pyodide-{PYODIDE_VERSION}"
GUEST = Path(__file__).parent / "guest"
TRIMMING = Path(__file__).parent / "trimming"
SNAPSHOTS = Path(__file__).parent / "built"
# No code from texts, so that no way to a constructor is a way to run anything; 128 MB for JavaScript's own heap; 4 MB
# of stack: Python counts on more than V8's own 1 MB, and would crash where it means to raise a RecursionError.
# WebAssembly is compiled once, quickly, and never anew: that takes a quarter less for a usual submission, and half as
# long again for a program that computes for seconds. What starting leaves behind in JavaScript's heap is seldom looked
# through: most guests have ended before it is in the way.
V8 = (
    "--v8-flags=--disallow-code-generation-from-strings,--max-old-space-size=128,--stack-size=4000,"
    "--no-wasm-tier-up,--no-wasm-dynamic-tiering,--single-threaded,--min-semi-space-size=32"
)
DENO_RUN = "run -q --no-prompt --no-remote --no-npm --no-config --no-lock"  # alone, asking nobody


def deno_program() -> Path:
    """The path of Deno's program. Raises FileNotFoundError where the package `deno` brought none."""
    return Path(deno.find_deno_bin())


def fitting_snapshot() -> Path:
    """The folder of the snapshot that fits this Slipway, if set-up made one: its name is of all that it is made of."""
    return SNAPSHOTS / f"{_made_of([*GUEST.iterdir(), *TRIMMING.iterdir()])}.snapshot"


def snapshot_folder() -> Path | None:
    """The snapshot that guests start from; None where none fits, and they start plainly, which takes seconds."""
    path = fitting_snapshot()
    return path if path.is_dir() else None


def fitting_modules() -> Path:
    """Where Deno's own cache of a guest's modules is, read and compiled: its name is of all that is in it."""
    return SNAPSHOTS / f"{_made_of(GUEST.glob('*.js'), V8, str(GUEST), str(fitting_snapshot()))}.modules"


def guest_environment() -> dict[str, str]:
    """The environment of a guest. It has no home, services often have none, and Deno keeps nothing for the next."""
    modules = fitting_modules()
    return {"DENO_DIR": str(modules) if modules.is_dir() else "/dev/null/deno"}


def _made_of(files: Iterable[Path], *texts: str) -> str:
    """A name for what is made of these files and these texts, beside Deno and Pyodide."""
    digest = hashlib.sha256("\0".join([DENO_VERSION, PYODIDE_VERSION]).encode())
    for text in texts:
        digest.update(text.encode())
    for file in sorted(files):
        if file.is_file():
            digest.update(file.read_bytes())
    return digest.hexdigest()[:16]
