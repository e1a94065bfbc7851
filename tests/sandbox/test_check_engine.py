"""What *Check* takes along to a browser: enough to judge, and nothing of the server's."""

import ast
import json
import sys
from pathlib import Path

import pytest

from tools.check_engine import JUDGE, SOURCES, engine, needed

BUILT = SOURCES / "slipway/web/static/vendor/check_engine.json"


def imported(text: str) -> set[str]:
    """The modules that it asks for."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.ImportFrom):
            found.add(node.module or ".")
        elif isinstance(node, ast.Import):
            found |= {each.name for each in node.names}
    return found


def test_everything_that_is_imported_comes_along() -> None:
    judge = engine()["judge"]
    assert JUDGE in judge
    foreign = {one for text in judge.values() for one in imported(text)}
    ours = {one for one in foreign if one.split(".")[0] not in sys.stdlib_module_names}
    assert {one for one in ours if f"{one.replace('.', '/')}.py" not in judge} == set()


def test_what_stays_here() -> None:
    paths = needed(JUDGE)
    assert {path for path in paths if "reading" in path or "deno" in path or "django" in path} == set()
    assert {str(Path(path).parts[1]) for path in paths} <= {"__init__.py", "words.py", "suites", "sandbox"}


@pytest.mark.parametrize("part", ["judge", "guest"])
def test_what_set_up_made_is_of_these_sources(part: str) -> None:
    assert json.loads(BUILT.read_text())[part] == engine()[part], "run `make install`"
