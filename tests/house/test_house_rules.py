"""Rules of the source that a reviewer would otherwise have to watch over: sizes, floors, no paths of a machine."""

import ast
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db.models import Field, Model

from tests.house.floors import floors
from tools.set_up import ROOT

NOT_OURS = {"migrations", "samples"}  # written by Django; programs of students
SOURCES = sorted(path for path in (ROOT / "src").rglob("*.py") if not NOT_OURS & set(path.parts))
READ = [*SOURCES, *sorted((ROOT / "tests").rglob("*.py")), *sorted((ROOT / "tools").rglob("*.py"))]

LONGEST_FILE, LONGEST_FUNCTION = 400, 40
BEGUN_COMMENT = re.compile(r"\{#(?!.*#\})")


def functions(path: Path) -> Iterator[tuple[str, int]]:
    """Every function of a file with its length in lines, from `def` to its last line."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield f"{path.relative_to(ROOT)}:{node.lineno} {node.name}", (node.end_lineno or 0) - node.lineno + 1


def tracked() -> Iterator[tuple[str, str]]:
    """Every text file of the repository with its content."""
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, check=True, capture_output=True, text=True).stdout
    for name in filter(None, listing.split("\0")):
        path = ROOT / name
        try:
            yield name, path.read_text()
        except (UnicodeDecodeError, FileNotFoundError):
            continue  # a picture, or a file that is being moved


def test_no_file_is_too_long_to_be_read() -> None:
    lengths = {str(path.relative_to(ROOT)): len(path.read_text().splitlines()) for path in READ}
    assert {name: length for name, length in lengths.items() if length > LONGEST_FILE} == {}


def test_no_function_is_too_long_to_be_read() -> None:
    measured = {name: length for path in READ for name, length in functions(path)}
    assert {name: length for name, length in measured.items() if length > LONGEST_FUNCTION} == {}


def test_modules_have_names_that_say_something() -> None:
    drawers = {"utils", "util", "misc", "helpers", "common", "manager", "managers"}
    assert [str(path) for path in SOURCES if drawers & {path.stem, *path.relative_to(ROOT).parts}] == []


def test_comments_of_templates_end_on_their_line() -> None:
    """Django shows a `{# … #}` that goes on in the next line to whoever reads the page."""
    templates = [(name, text) for name, text in tracked() if name.startswith("src/") and name.endswith(".html")]
    assert templates
    lines = [(name, line) for name, text in templates for line in text.splitlines()]
    assert [(name, line) for name, line in lines if BEGUN_COMMENT.search(line)] == []


def test_foreign_keys_point_down() -> None:
    """import-linter can't see a foreign key that names its model in quotes."""
    floor = {f"slipway.{room}": height for height, rooms in enumerate(floors()) for room in rooms}
    assert floor.keys() >= {app.name for app in apps.get_app_configs() if app.name.startswith("slipway.")}
    upward = [f"{here} → {there}" for here, there in relations() if not may_point(floor, here, there)]
    assert upward == []


def relations() -> Iterator[tuple[type[Model], type[Model]]]:
    """Every model with a model that one of its own fields points to."""
    for model in apps.get_models():
        for field in model._meta.get_fields():
            if isinstance(field, Field) and isinstance(field.related_model, type):
                yield model, field.related_model


def may_point(floor: dict[str, int], here: type[Model], there: type[Model]) -> bool:
    """Whether a relation stays in its room or goes to a floor below; the user model may be named from anywhere."""
    room, other = apps.get_containing_app_config(here.__module__), apps.get_containing_app_config(there.__module__)
    if room is None or other is None or room.name not in floor or room is other or there is get_user_model():
        return True
    return floor.get(other.name, len(floor)) > floor[room.name]


def test_the_repository_knows_no_machine() -> None:
    home = re.compile(r"(?<![\w.~/-])/(work|home|root|Users)/\w")
    assert [f"{name}: {found[0]}" for name, text in tracked() if (found := home.search(text))] == []


def test_no_file_imports_the_peers_that_tests_run_apart() -> None:
    """Open edX's LTI block is AGPL: it runs in a program of its own and is spoken to by HTTP."""
    apart = re.compile(r"^\s*(?:from|import)\s+lti_consumer\b|import_module\(.lti_consumer", re.MULTILINE)
    assert [name for name, text in tracked() if name.endswith(".py") and apart.search(text)] == []
    ours = [(ROOT / "requirements" / f"{name}.txt").read_text() for name in ("slipway", "dev")]
    assert not any("lti-consumer" in locked for locked in ours)
