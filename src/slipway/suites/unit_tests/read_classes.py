"""Finding the tests in a teacher's Python files, from their syntax trees: nothing of them is run.

So what a suite consists of is known before any program runs, and no program can add to it or take from it. Tests that
only come to be when the files run (`load_tests`, methods that are set by code) are not found, and are not run.
"""

import ast
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from slipway.suites.reading.findings import Findings, quoted
from slipway.suites.reading.suite_file import SuiteFault
from slipway.suites.reading.suite_limits import MOST_CONTEXTS, MOST_TABS
from slipway.suites.unit_tests.classes import UnitTest, UnitTestClass, UnitTests
from slipway.suites.unit_tests.names import ModuleNames, names_of
from slipway.words import text

_LONGEST_TITLE = 200
_DEEPEST = 20  # classes above a class
_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class ReadUnitTests:
    """What came of reading: `tests` is None where there is any fault."""

    tests: UnitTests | None
    faults: tuple[SuiteFault, ...] = ()
    warnings: tuple[SuiteFault, ...] = ()


def read_unit_tests(modules: Mapping[str, ast.Module], named: Sequence[str], *, folder: str = "") -> ReadUnitTests:
    """The tests in the files `named`, of all `modules` (path below the tests' folder → tree), which they may import.

    `folder` stands before paths in faults. Raises nothing.
    """
    return _Reading(modules, folder).read(named)


class _Reading:
    def __init__(self, modules: Mapping[str, ast.Module], folder: str) -> None:
        self.modules, self.folder = modules, folder
        self.names = {path: names_of(tree) for path, tree in modules.items()}
        self.findings = {path: Findings() for path in modules}

    def read(self, named: Sequence[str]) -> ReadUnitTests:
        found = [each for path in named for each in self.classes_of(path)]
        self.refuse_same_titles(found)
        self.refuse_too_many(found)
        for path in named:
            self.warn_of_what_never_runs(path)
        if not found:
            sentence = text(
                "there is no test here: write a class of unittest.TestCase, with methods whose names begin with test"
            )
            self.findings[named[0]].refuse(1, sentence)
        faults = tuple(self.told("faults"))
        tests = UnitTests(classes=tuple(found))
        return ReadUnitTests(None if faults else tests, faults, tuple(self.told("warnings")))

    def told(self, which: str) -> Iterator[SuiteFault]:
        for path, findings in self.findings.items():
            for line, sentence in findings.faults if which == "faults" else findings.warnings:
                yield SuiteFault(f"{self.folder}{path}", line, sentence)

    def classes_of(self, path: str) -> Iterator[UnitTestClass]:
        for node in self.names[path].classes.values():
            if not self.is_test_case(path, node, 0):
                continue
            if _is_skipped(node, self.names[path]):
                self.warn_of_skipped(path, node)
            elif tests := tuple(self.tests_of(path, node)):
                yield UnitTestClass(
                    file=path, name=node.name, line=node.lineno, title=_title(node), tests=tests
                )  # its tab

    def tests_of(self, path: str, node: ast.ClassDef) -> Iterator[UnitTest]:
        for method, home in self.methods_of(path, node, 0).items():
            function, where = home
            if _is_skipped(function, self.names[where]):
                self.warn_of_skipped(where, function)
            else:
                line = function.lineno if where == path else node.lineno
                yield UnitTest(name=method, line=line, title=_title(function))

    def methods_of(self, path: str, node: ast.ClassDef, depth: int) -> dict[str, tuple[_Function, str]]:
        """Methods that test, by their names, with the file that they stand in; a class's own go before inherited."""
        own = {
            each.name: (each, path)
            for each in node.body
            if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef) and each.name.startswith("test")
        }
        for base in node.bases if depth < _DEEPEST else []:
            if found := self.class_of(path, base):
                own = {**self.methods_of(*found, depth + 1), **own}
        return own

    def is_test_case(self, path: str, node: ast.ClassDef, depth: int) -> bool:
        for base in node.bases if depth < _DEEPEST else []:
            if self.names[path].is_of_unittest(base, {"TestCase", "IsolatedAsyncioTestCase"}):
                return True
            if (found := self.class_of(path, base)) and self.is_test_case(*found, depth + 1):
                return True
        return False

    def class_of(self, path: str, base: ast.expr) -> tuple[str, ast.ClassDef] | None:
        """The class that a base names, of this file or of one beside it."""
        if isinstance(base, ast.Name) and (node := self.names[path].classes.get(base.id)):
            return path, node
        module, name = self.names[path].origin(base)
        other = f"{module.replace('.', '/')}.py"
        found = self.names[other].classes.get(name) if other in self.names else None
        return (other, found) if found else None

    def refuse_same_titles(self, found: Sequence[UnitTestClass]) -> None:
        seen: set[str] = set()
        for each in found:
            if each.title in seen:
                sentence = text(
                    "two classes of tests are called '%(title)s', and unit.toml points by name: the name is the first "
                    "line of the class's docstring, or else its own",
                    title=quoted(each.title),
                )
                self.findings[each.file].refuse(each.line, sentence)
            seen.add(each.title)

    def refuse_too_many(self, found: Sequence[UnitTestClass]) -> None:
        tests = [(each, test) for each in found for test in each.tests]
        if len(found) > MOST_TABS:
            sentence = text("there are %(count)d classes of tests, at most %(most)d are taken", **_of(found, MOST_TABS))
            self.findings[found[MOST_TABS].file].refuse(found[MOST_TABS].line, sentence)
        elif len(tests) > MOST_CONTEXTS:
            each, _test = tests[MOST_CONTEXTS]
            sentence = text("there are %(count)d tests, at most %(most)d are taken", **_of(tests, MOST_CONTEXTS))
            self.findings[each.file].refuse(each.line, sentence)

    def warn_of_what_never_runs(self, path: str) -> None:
        for node in self.modules[path].body:
            if not isinstance(node, ast.FunctionDef):
                continue
            if node.name == "load_tests":
                self.findings[path].warn(node.lineno, text("load_tests is never called: tests are found without it"))
            elif node.name.startswith("test"):
                sentence = text(
                    "%(name)s is never run: it must be a method of a class of unittest.TestCase", name=quoted(node.name)
                )
                self.findings[path].warn(node.lineno, sentence)

    def warn_of_skipped(self, path: str, node: ast.ClassDef | _Function) -> None:
        sentence = text("%(name)s is skipped, and so it is no test here", name=quoted(node.name))
        self.findings[path].warn(node.lineno, sentence)


def _of(found: Sequence[object], most: int) -> dict[str, int]:
    return {"count": len(found), "most": most}


def _is_skipped(node: ast.ClassDef | _Function, names: ModuleNames) -> bool:
    """Whether it says so without a condition; a condition is for Python to say."""
    decorators = (each.func if isinstance(each, ast.Call) else each for each in node.decorator_list)
    return any(names.is_of_unittest(each, {"skip"}) for each in decorators)


def _title(node: ast.ClassDef | _Function) -> str:
    """The first line of its docstring, or its name."""
    lines = (ast.get_docstring(node) or "").strip().splitlines()
    return quoted(lines[0], most=_LONGEST_TITLE) if lines else node.name[:_LONGEST_TITLE]
