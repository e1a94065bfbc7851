"""What Slipway needs stands in pyproject.toml alone: the lock files are of it, and its packages import nothing else."""

import ast
import re
import sys
import tomllib
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from tools.lock_files import LOCK_FILES, SOURCES, faults_of, first_line, foreign_words
from tools.set_up import ROOT

PYPROJECT = (ROOT / "pyproject.toml").read_text()
OURS = {"slipway", "practice_lms"}
UNNAMED = {"psycopg", "django-htmx"}  # Django imports them, for the settings name them


def distribution(requirement: str) -> str:
    """The name that a requirement begins with, as an index writes it."""
    return re.split(r"[^\w.-]", requirement)[0].lower().replace("_", "-")


def imported(path: Path) -> set[str]:
    """The top-level packages that a Python file imports."""
    nodes = list(ast.walk(ast.parse(path.read_text())))
    plain = {alias.name for node in nodes if isinstance(node, ast.Import) for alias in node.names}
    names = plain | {node.module for node in nodes if isinstance(node, ast.ImportFrom) and node.module}
    return {name.partition(".")[0] for name in names}


def test_each_package_that_is_imported_is_declared_and_the_other_way_round() -> None:
    found = (path for package in OURS for path in (ROOT / "src" / package).rglob("*.py"))
    files = [path for path in found if "samples" not in path.parts]
    guests = {path.stem for path in files if path.parent.name == "guest"}  # which import each other by these names
    used = set().union(*map(imported, files)) - OURS - guests - set(sys.stdlib_module_names)
    of = packages_distributions()
    declared = {distribution(each) for each in tomllib.loads(PYPROJECT)["project"]["dependencies"]}
    assert {name for package in used for name in map(distribution, of[package])} ^ declared == UNNAMED


@pytest.mark.parametrize("name", LOCK_FILES)
def test_lock_files_are_of_the_list_as_it_is_and_name_no_place(name: str) -> None:
    assert faults_of(name) == []


@pytest.mark.parametrize("name", SOURCES)
@pytest.mark.parametrize(("one", "other"), [("django~=5.2.19", "django~=5.2.18"), ('"cryptography", ', "")])
def test_a_change_of_the_list_asks_for_new_lock_files(name: str, one: str, other: str) -> None:
    concerned = other != "" or name != "requirements/peers.txt"
    assert (first_line(name, PYPROJECT) != first_line(name, PYPROJECT.replace(one, other))) == concerned


@pytest.mark.parametrize(
    "line",
    ["--find-links /opt", "django @ file:///x", '"resolved": "https://example.org/x.tgz"', "--index-url example.org"],
)
def test_a_place_in_a_lock_file_is_seen(line: str) -> None:
    assert foreign_words(f"django==5.2.19\n{line}\n") == [line]
