"""Everything that Slipway needs in this checkout: `python3 -m tools.set_up`. What is done already is skipped.

With --peers: what the tests in tests/peers need, other projects' LTI programs.
"""

import hashlib
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tools.system_packages import install_system_packages

ROOT = Path(__file__).resolve().parents[1]
STAMPS = ROOT / ".make"
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
PEERS_VENV = ROOT / ".venv-peers"
PEERS_PYTHON = PEERS_VENV / "bin" / "python"
BOOTSTRAP = Path("bootstrap/dist/css/bootstrap.min.css")
LOCALE = ROOT / "src/slipway/locale"
BUILT = ROOT / "src/slipway/web/built"
HANDBOOK = BUILT / "handbook"
# Pyodide asks for these by their names, beside the module that it is loaded from.
PYODIDE = ("pyodide.mjs", "pyodide.asm.mjs", "pyodide.asm.wasm", "python_stdlib.zip", "pyodide-lock.json")
VENDOR = ROOT / "src/slipway/web/static/vendor"
SOURCE_MAP = re.compile(r"/\*# sourceMappingURL=.*?\*/")


def set_up() -> None:
    """Make the virtual environment and all that goes into it, and bring the front end's parts."""
    set_up_python()
    bring_front_end()
    bundle_editor()
    bundle_check_engine()
    place_pyodide()
    compile_catalogues()
    compile_python()
    make_snapshot()
    build_handbook()


def set_up_python() -> None:
    """Make the virtual environment, by the Python packages that are locked now."""
    make_virtual_environment(VENV, stages=("packages", "slipway", "front-end", "tests"))
    install_packages(PYTHON, "dev", stage="packages")
    install_slipway()


def set_up_peers() -> None:
    """Make the virtual environment of other projects' LTI programs, which Slipway's own never meets."""
    make_virtual_environment(PEERS_VENV, stages=("peers",))
    install_packages(PEERS_PYTHON, "peers", stage="peers")


def make_virtual_environment(folder: Path, *, stages: Sequence[str]) -> None:
    """A virtual environment, unless a whole one of this Python is there. `stages` are what has to be done in it."""
    if _is_ours(folder):
        return
    if importlib.util.find_spec("ensurepip") is None:
        install_system_packages({"python3-venv": "Python's own module for virtual environments"})
    _say(f"virtual environment {folder.name}")
    shutil.rmtree(folder, ignore_errors=True)
    for stage in stages:
        (STAMPS / stage).unlink(missing_ok=True)
    _run(sys.executable, "-m", "venv", str(folder))


def _is_ours(folder: Path) -> bool:
    """Whether a virtual environment is of this Python and has not been moved, which breaks its programs."""
    configuration = folder / "pyvenv.cfg"
    if not configuration.exists() or not (folder / "bin" / "pip").exists():
        return False
    lines = configuration.read_text().splitlines()
    version = ".".join(map(str, sys.version_info[:3]))
    return f"version = {version}" in lines and any(line.endswith(f" -m venv {folder}") for line in lines)


def install_packages(python: Path, name: str, *, stage: str) -> None:
    """What requirements/<name>.txt locks, each checked by its hash, for that Python."""
    locked = ROOT / "requirements" / f"{name}.txt"
    key = _key_of(locked)
    if _is_done(stage, key):
        return
    _say(f"Python packages ({name})")
    _run(*_pip(python), "install", "--require-hashes", "-r", str(locked))
    _done(stage, key)


def install_slipway() -> None:
    """This checkout itself, editable: the `slipway` command."""
    key = f"{ROOT} {_key_of(ROOT / 'pyproject.toml')}"
    if _is_done("slipway", key):
        return
    _run(*_pip(PYTHON), "install", "--no-build-isolation", "--no-deps", "-e", str(ROOT))
    _done("slipway", key)


def bring_front_end() -> None:
    """What package.json asks for, by Deno and deno.lock; Bootstrap's styles, to where our pages take them from."""
    target = VENDOR / BOOTSTRAP.name
    key = _key_of(ROOT / "package.json", ROOT / "deno.lock")
    if _is_done("front-end", key) and target.exists():
        return
    _say("front end")
    _run(str(VENV / "bin" / "deno"), "install", "--quiet", "--frozen", "--node-modules-dir=auto")
    VENDOR.mkdir(parents=True, exist_ok=True)
    # Hashed static files may not name a file that is not there, and the source map is not ours to serve.
    target.write_text(SOURCE_MAP.sub("", (ROOT / "node_modules" / BOOTSTRAP).read_text()))
    _done("front-end", key)


def bundle_editor() -> None:
    """What our editor takes of CodeMirror, as one module among the static files, which give it its hashed name."""
    source, target = ROOT / "tools" / "codemirror.js", VENDOR / "codemirror.js"
    key = _key_of(ROOT / "package.json", ROOT / "deno.lock", source)
    if _is_done("editor", key) and target.exists():
        return
    bundle = ("bundle", "--quiet", "--frozen", "--platform=browser", "--minify", "-o", str(target), str(source))
    _run(str(VENV / "bin" / "deno"), *bundle)
    _done("editor", key)


def bundle_check_engine() -> None:
    """The judge and the guest's program as *Check* takes them, one file among the static ones."""
    VENDOR.mkdir(parents=True, exist_ok=True)
    _run(str(PYTHON), "-m", "tools.check_engine", str(VENDOR / "check_engine.json"))


def place_pyodide() -> None:
    """Python for browsers and for the sandbox, to a folder named by its version: its files name each other."""
    version = json.loads((ROOT / "package.json").read_text())["dependencies"]["pyodide"]
    target = BUILT / f"pyodide-{version}"
    key = f"{version} {_key_of(ROOT / 'tools' / 'compress.py')}"
    if _is_done("pyodide", key) and all((target / name).exists() for name in PYODIDE):
        return
    for older in BUILT.glob("pyodide-*"):
        shutil.rmtree(older)
    target.mkdir(parents=True)
    for name in PYODIDE:
        shutil.copyfile(ROOT / "node_modules" / "pyodide" / name, target / name)
    _run(str(PYTHON), "-m", "tools.compress", str(target))
    _done("pyodide", key)


def compile_catalogues() -> None:
    """The catalogues of translations, to the form that gettext reads."""
    sources = sorted(LOCALE.rglob("*.po"))
    key = _key_of(*sources)
    if _is_done("catalogues", key) and all(source.with_suffix(".mo").exists() for source in sources):
        return
    _run(str(PYTHON), "-m", "tools.messages", "--compile")
    _done("catalogues", key)


def compile_python() -> None:
    """Slipway's modules, to bytecode, where the shell keeps Python from doing so: each command starts faster by it."""
    _run(
        str(PYTHON),
        "-m",
        "compileall",
        "-q",
        "-x",
        "/samples/",
        *(str(ROOT / "src" / name) for name in ("slipway", "practice_lms")),
    )


def compile_tests() -> None:
    """The tests' modules, to bytecode with pytest's own words for what fails: else each of its processes does that."""
    key = _key_of(*sorted((ROOT / "tests").rglob("*.py")), ROOT / "pyproject.toml")
    if _is_done("tests", key):
        return
    _say("the tests")
    command = [str(PYTHON), "-m", "pytest", "--collect-only", "-qq"]
    environment = {**os.environ, "PYTHONDONTWRITEBYTECODE": ""}
    # What is wrong with one, the tests themselves tell.
    subprocess.run(command, check=False, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL)
    _done("tests", key)


def make_snapshot() -> None:
    """What the sandbox's guests start from. It looks for itself whether there is one that fits."""
    _run(str(PYTHON), "-m", "slipway.sandbox.snapshot")


def build_handbook() -> None:
    """The handbook, to where Slipway serves it. `make check` tells its faults; here they keep nobody from working."""
    sources = [ROOT / "mkdocs.yml", *sorted(path for path in (ROOT / "docs").rglob("*") if path.is_file())]
    key = _key_of(*sources)
    if _is_done("handbook", key) and (HANDBOOK / "index.html").exists():
        return
    _run(str(VENV / "bin" / "mkdocs"), "--quiet", "build", "--site-dir", str(HANDBOOK))
    _done("handbook", key)


def _pip(python: Path) -> Sequence[str]:
    return (str(python), "-m", "pip", "-qq", "--disable-pip-version-check")


def _run(*command: str) -> None:
    # Deno believes its own list of certificates only, unless told that the machine's own count too (a school's proxy).
    environment = {"DENO_TLS_CA_STORE": "mozilla,system", **os.environ}
    done = subprocess.run(command, check=False, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL)
    if done.returncode:
        sys.exit(f"This failed: {' '.join(command)}")


def _say(what: str) -> None:
    print(f"Setting up: {what} …", flush=True)


def _key_of(*files: Path) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _is_done(stage: str, key: str) -> bool:
    stamp = STAMPS / stage
    return stamp.exists() and stamp.read_text() == key


def _done(stage: str, key: str) -> None:
    STAMPS.mkdir(exist_ok=True)
    (STAMPS / stage).write_text(key)


if __name__ == "__main__":
    (set_up_peers if "--peers" in sys.argv else set_up)()
