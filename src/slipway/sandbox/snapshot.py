"""Makes what guests start from: `python -m slipway.sandbox.snapshot`. Set-up does it.

That is a snapshot, a folder with Python's memory and the trimmed Pyodide that goes with it, and a cache of Deno's in
which the modules of a guest are read and compiled already.
"""

import json
import shutil
import subprocess
import sys
import tempfile
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
from slipway.sandbox.trimming.script import trim_script
from slipway.sandbox.trimming.split import WasmModule, only_exports, read_module, split
from slipway.sandbox.trimming.usual import usual_functions

# Where Deno would make a folder for what programs store, if one of them ever had a way to that.
STORAGE = "location_data"
_SCRIPT, _MODULE, _LOADER = "pyodide.asm.mjs", "pyodide.asm.wasm", "pyodide.mjs"


def make_snapshot(path: Path) -> None:
    """Make the folder `path`, 30 MB. Raises subprocess.CalledProcessError, and ValueError for an unknown Pyodide."""
    part = _emptied(path.with_suffix(".part"))
    users = [file.read_text() for file in (PYODIDE_FOLDER / _LOADER, *GUEST.glob("*.js"))]
    script = trim_script((PYODIDE_FOLDER / _SCRIPT).read_text(), users)
    module = read_module((PYODIDE_FOLDER / _MODULE).read_bytes())
    (part / _SCRIPT).write_text(script.text)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "pyodide"
        shutil.copytree(PYODIDE_FOLDER, whole, ignore=shutil.ignore_patterns("*.br", "*.gz"))
        (whole / _SCRIPT).write_text(script.text)
        (whole / _MODULE).write_bytes(only_exports(module, script.exports))
        _write_memory(whole, part / "memory")
    _write_halves(part, module, range(module.count), script.exports)
    usual = usual_functions(DenoSandbox(snapshot=part, wrapper=()).command())
    _write_halves(part, module, usual, script.exports)
    part.rename(path)


def make_modules(path: Path, snapshot: Path) -> None:
    """Run a guest that has nothing to do, and have Deno keep its modules in the folder `path`, which guests only read.

    Raises subprocess.CalledProcessError.
    """
    part = _emptied(path.with_suffix(".part"))
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
    if not snapshot.is_dir():
        make_snapshot(snapshot)
    if not modules.is_dir():
        make_modules(modules, snapshot)
    for older in SNAPSHOTS.iterdir():
        if older not in {snapshot, modules}:
            shutil.rmtree(older) if older.is_dir() else older.unlink()
    return 0


def _write_memory(pyodide: Path, file: Path) -> None:
    """Start Python plainly, once, and write its memory down."""
    allowed = (f"--allow-read={pyodide},{GUEST}", f"--allow-write={file}")
    made_of = (str(pyodide), str(GUEST), str(file))
    command = (str(deno_program()), *DENO_RUN.split(), *allowed, str(GUEST / "snapshot.js"), *made_of)
    subprocess.run(command, check=True, stdin=subprocess.DEVNULL)  # noqa: S603  # our own command


def _write_halves(folder: Path, module: WasmModule, usual: range | frozenset[int], exports: frozenset[str]) -> None:
    first, rest = split(module, frozenset(usual), exports)
    (folder / _MODULE).write_bytes(first)
    (folder / "rest.wasm").write_bytes(rest)


def _emptied(folder: Path) -> Path:
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    return folder


if __name__ == "__main__":
    sys.exit(bring_snapshot())
