"""One Deno and one Pyodide, named alike wherever they are named."""

import json
import subprocess
import tomllib

from slipway.sandbox.places import DENO_VERSION, PYODIDE_FOLDER, PYODIDE_VERSION, deno_program
from tools.set_up import PYODIDE, ROOT


def test_pins_agree() -> None:
    asked = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["dependencies"]
    assert f"deno=={DENO_VERSION}" in asked
    assert json.loads((ROOT / "package.json").read_text())["dependencies"]["pyodide"] == PYODIDE_VERSION


def test_set_up_brought_both() -> None:
    plain = {path.name for path in PYODIDE_FOLDER.iterdir() if path.suffix not in {".br", ".gz"}}
    assert plain == set(PYODIDE)
    told = subprocess.run([deno_program(), "--version"], check=True, capture_output=True, text=True).stdout
    assert told.startswith(f"deno {DENO_VERSION} ")
