"""What *Check* runs in a browser, as one file among the static ones: `python -m tools.check_engine TARGET`.

`{"judge": {path: text}, "guest": {path: text}}`: the module that judges with all of ours that it imports, and what runs
beside the student's program.
"""

import ast
import json
import sys
from collections.abc import Iterator
from pathlib import Path

SOURCES = Path(__file__).resolve().parents[1] / "src"
JUDGE = "slipway/sandbox/checking.py"
GUEST = SOURCES / "slipway/sandbox/guest"
BESIDE_PROGRAM = "observe_in_page.py"


def engine() -> dict[str, dict[str, str]]:
    """The files, by the path that each has in the browser."""
    judge = {path: (SOURCES / path).read_text() for path in sorted(needed(JUDGE))}
    return {"judge": judge, "guest": {path: (GUEST / path).read_text() for path in sorted(_beside(BESIDE_PROGRAM))}}


def needed(first: str) -> set[str]:
    """The paths of a module, of all of ours that it imports, and of the packages that they lie in."""
    found: set[str] = set()
    waiting = [first]
    while waiting:
        path = waiting.pop()
        if path not in found:
            found.add(path)
            waiting += [*_packages(path), *_imported(path)]
    return found


def _beside(path: str) -> set[str]:
    """A module of the guest's folder, and those that it imports from there."""
    imported = [node for node in ast.walk(ast.parse((GUEST / path).read_text())) if isinstance(node, ast.Import)]
    names = [f"{each.name}.py" for node in imported for each in node.names]
    return {path}.union(*(_beside(name) for name in names if (GUEST / name).exists()))


def _packages(path: str) -> Iterator[str]:
    for folder in Path(path).parents:
        if (SOURCES / folder / "__init__.py").exists():
            yield str(folder / "__init__.py")


def _imported(path: str) -> Iterator[str]:
    for node in ast.walk(ast.parse((SOURCES / path).read_text())):
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("slipway."):
            module = str(node.module).replace(".", "/")
            is_package = (SOURCES / module).is_dir()
            yield f"{module}/__init__.py" if is_package else f"{module}.py"


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(json.dumps(engine()))
