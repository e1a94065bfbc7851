"""An exercise's own `unittest` files: the tests in them, and what is wrong with them before anything is run."""

import ast
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice

from slipway.content.faults import MOST_FAULTS, Fault
from slipway.content.kinds.exercise_parts import FOR_PROGRAMS, REFERENCE, STARTER, files_of
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.python_source import PYTHON_HERE, SourceProblem, parse_python
from slipway.suites.unit_tests.classes import UnitTests
from slipway.suites.unit_tests.names import imports_of
from slipway.suites.unit_tests.read_classes import read_unit_tests
from slipway.toml_table import nearest
from slipway.words import Text, text


@dataclass(frozen=True, slots=True)
class ReadUnitTestFiles:
    """What came of reading them: `tests` is None where a fault is none that is a warning alone. `trees` are the files
    that are Python, by their paths below the tests' folder."""

    tests: UnitTests | None
    trees: Mapping[str, ast.Module]
    faults: tuple[Fault, ...] = ()


def read_unit_test_files(settings: ExerciseSettings, files: Mapping[str, bytes]) -> ReadUnitTestFiles | None:
    """The tests of a unit, of whose `files` those below `tests/` are read; None where no file is named."""
    named = settings.unit_test_files(files)
    if not named:
        return None
    folder = f"{settings.tests_folder}/"
    parsed = _parsed(files, folder)
    trees = {path: each for path, each in parsed.items() if isinstance(each, ast.Module)}
    problems = [
        Fault(folder + path, each.line, _unreadable(each))
        for path, each in parsed.items()
        if isinstance(each, SourceProblem)
    ]
    if problems:
        return ReadUnitTestFiles(None, trees, tuple(problems))
    read = read_unit_tests(trees, [path.removeprefix(folder) for path in named], folder=folder)
    faults = [Fault(each.file, each.line, each.text) for each in read.faults]
    warnings = [Fault(each.file, each.line, each.text, is_warning=True) for each in read.warnings]
    return ReadUnitTestFiles(read.tests, trees, (*faults, *islice(warnings, MOST_FAULTS)))


def _parsed(files: Mapping[str, bytes], folder: str) -> dict[str, ast.Module | SourceProblem]:
    """Every file that tests can import, and their own, by its path below their folder."""
    return {
        path.removeprefix(folder): parse_python(data) for path, data in files.items() if _is_test_code(path, folder)
    }


def _unreadable(problem: SourceProblem) -> Text:
    """Tests are known before anything runs: which there are, and in which tabs. So their files must be read here, by
    the grammar of the Python that there is here."""
    if not problem.is_doubt:
        return problem.words
    return text(
        "is not valid Python %(version)s: %(reason)s (the tests in a file are found before it is run, by the Python "
        "that Slipway itself runs on: what is newer can be written in the reference, not here)",
        version=PYTHON_HERE,
        reason=problem.said,
    )


def program_modules(settings: ExerciseSettings, paths: Mapping[str, object]) -> list[str]:
    """Names of the modules that a program with files of these paths has at its top, its own the first."""
    others = {path.removesuffix(".py") for path in paths if path.endswith(".py") and "/" not in path}
    return [settings.module, *sorted(others - {settings.module} - sys.stdlib_module_names)]


def _is_test_code(path: str, folder: str) -> bool:
    """Whether tests can import it; what lies in `tests/files` is for programs."""
    return path.startswith(folder) and path.endswith(".py") and not path.startswith(FOR_PROGRAMS)


def import_faults(
    settings: ExerciseSettings, trees: Mapping[str, ast.Module], files: Mapping[str, bytes]
) -> Iterator[Fault]:
    """What tests import that is not there, and whether they import what students hand in at all. `files`: all."""
    folder = f"{settings.tests_folder}/"
    beside = {path.partition("/")[0].removesuffix(".py") for path in trees}
    known = {*program_modules(settings, {**files_of(STARTER, files), **files_of(REFERENCE, files)}), *beside}
    imported = [(path, *each) for path, tree in trees.items() for each in imports_of(tree)]
    for path, name, line in imported:
        if name not in known and name not in sys.stdlib_module_names:
            yield Fault(folder + path, line, _not_there(name, known))
    if settings.module in beside:
        sentence = text("has the name of what students hand in, and would be tested in its place: rename it")
        yield Fault(f"{folder}{settings.module}.py", 0, sentence)
    if trees and settings.module not in {name for _path, name, _line in imported}:
        sentence = text("never imports the module %(module)r, which students hand in", module=settings.module)
        yield Fault(folder + next(iter(trees)), 0, sentence, is_warning=True)


def _not_there(name: str, known: set[str]) -> Text:
    if near := nearest(name[:100], sorted(known)):
        return text("imports %(name)r, which is not there; did you mean %(near)r?", name=name[:100], near=near)
    return text(
        "imports %(name)r, which is not there: tests can import the standard library, what lies beside them, and what "
        "students hand in",
        name=name[:100],
    )
