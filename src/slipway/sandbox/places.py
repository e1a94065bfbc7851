"""Which Deno and which Pyodide run programs, and where their files are."""

from pathlib import Path

import deno

# Pinned in pyproject.toml and package.json; a test holds them to agree. Both are walls of the sandbox: an older Deno may
# have holes that are known, and a snapshot of one pair does not fit another.
DENO_VERSION = "2.9.8"
PYODIDE_VERSION = "314.0.7"

# Built at set-up. Browsers load the very same files, so the name holds the version and they may be kept for ever.
PYODIDE_FOLDER = Path(__file__).parents[1] / "web" / "built" / f"pyodide-{PYODIDE_VERSION}"


def deno_program() -> Path:
    """The path of Deno's program. Raises FileNotFoundError where the package `deno` brought none."""
    return Path(deno.find_deno_bin())
