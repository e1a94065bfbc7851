"""Runs one test of a teacher's `unittest` classes, against a program in another guest, and says what became of it.

The answer of `run_test` is `{"outcome", "reason", "problems"}`, in plain values. `outcome` is "passed", "failed",
"skipped" (`reason` says why) or "broken", where the tests themselves cannot be run. Each problem of a failed test is
`{"where", "is_assertion", "name", "qualified", "message", "trace"}`: of a failed assertion or of an exception that came
out of the program (with lines of it) or of the tests. `where` names the subtest, if it is one.
"""

import importlib.abc
import importlib.machinery
import importlib.util
import sys
import unittest
from collections.abc import Sequence
from pathlib import Path
from types import ModuleType
from typing import Any

import slipway_guest
import slipway_remote

_MOST_PROBLEMS, _LONGEST = 20, 4_000


def run_test(path: str, class_name: str, method: str, modules: list[str]) -> dict[str, Any]:
    """What becomes of a test of the file `path` in the working folder, which may import the program's `modules`."""
    slipway_remote.program.open()
    sys.meta_path.append(_Importer(modules))
    _guard_approximations()
    result = _Result()
    try:
        test_class = getattr(_loaded(Path(path)), class_name, None)
        if not (isinstance(test_class, type) and issubclass(test_class, unittest.TestCase)):
            return _answer("broken", reason=f"there is no test class {class_name!r}")
        unittest.TestSuite([test_class(method)]).run(result)
    except unittest.SkipTest as skipped:
        return _answer("skipped", reason=str(skipped))
    except BaseException as error:
        if isinstance(error, SyntaxError) and Path(error.filename or "").name == Path(path).name:
            return _answer("broken", reason=f"line {error.lineno}: {error.msg}")
        result.keep(error)
    return result.answer()


class _Importer(importlib.abc.MetaPathFinder, importlib.abc.Loader):
    """Finds the program's modules, by their names, in the program's guest; what lies beside the tests comes first."""

    def __init__(self, names: Sequence[str]) -> None:
        self.names = frozenset(names)

    def find_spec(self, name: str, _path: Any = None, _target: Any = None) -> importlib.machinery.ModuleSpec | None:
        return importlib.machinery.ModuleSpec(name, self) if name in self.names else None

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType:
        module: ModuleType = slipway_remote.RemoteModule(spec.name)
        return module

    def exec_module(self, module: Any) -> None:
        module.import_it()


class _Result(unittest.TestResult):
    """Keeps what is said of one test."""

    def __init__(self) -> None:
        super().__init__()
        self.problems: list[dict[str, Any]] = []
        self.has_passed = False
        self.skipped_because: str | None = None

    def keep(self, error: BaseException, where: str = "") -> None:
        """Keep an exception that made the test fail."""
        self.problems.append(_problem(error, where))

    def answer(self) -> dict[str, Any]:
        for error in slipway_remote.program.failed_in_callbacks:
            self.keep(error)
        if self.problems:
            return _answer("failed", problems=self.problems[:_MOST_PROBLEMS])
        if self.has_passed:
            return _answer("passed")
        return _answer("skipped", reason=self.skipped_because or "")

    def addSuccess(self, test: Any) -> None:  # noqa: N802
        self.has_passed = True

    def addError(self, test: Any, err: Any) -> None:  # noqa: N802
        self.keep(err[1])

    def addFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        self.keep(err[1])

    def addSkip(self, test: Any, reason: str) -> None:  # noqa: N802
        self.skipped_because = str(reason)

    def addExpectedFailure(self, test: Any, err: Any) -> None:  # noqa: N802
        self.has_passed = True

    def addUnexpectedSuccess(self, test: Any) -> None:  # noqa: N802
        self.problems.append(_problem(AssertionError("the test was expected to fail, and did not"), ""))

    def addSubTest(self, test: Any, subtest: Any, err: Any) -> None:  # noqa: N802
        if err is not None:
            self.keep(err[1], subtest._subDescription())  # noqa: SLF001


def _loaded(path: Path) -> Any:
    """The module of the tests, found by its own name by whatever lies beside it."""
    sys.path.insert(0, str(path.absolute().parent))
    spec: Any = importlib.util.spec_from_file_location(path.stem, path.absolute())
    module = sys.modules[path.stem] = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def _problem(error: BaseException, where: str) -> dict[str, Any]:
    said = slipway_remote.seen_of(error)
    seen = slipway_guest._seen_exception(error)  # noqa: SLF001
    return {
        "where": where[:_LONGEST],
        "is_assertion": said is None and isinstance(error, AssertionError),
        "name": seen["name"],
        "qualified": seen["qualified"],
        "message": (seen["message"] if said is None else str(said["message"]))[:_LONGEST],
        "trace": [] if said is None else [[int(line), str(code)] for line, code in said["trace"]],
    }


def _answer(outcome: str, reason: str = "", problems: list[dict[str, Any]] | None = None) -> dict[str, Any]:
    return {"outcome": outcome, "reason": reason[:_LONGEST], "problems": problems or []}


def _guard_approximations() -> None:
    """`assertAlmostEqual` takes the difference, and an object could answer that with 0: numbers are plain here."""
    for name in ("assertAlmostEqual", "assertNotAlmostEqual"):
        setattr(unittest.TestCase, name, _of_numbers(getattr(unittest.TestCase, name)))


def _of_numbers(check: Any) -> Any:
    def checked(self: unittest.TestCase, first: Any, second: Any, *more: Any, **named: Any) -> None:
        remote = [isinstance(each, slipway_remote.Remote) for each in (first, second)]
        if any(remote) and not all(remote):
            self.fail("the program gave an object of a class of its own, where a number was expected")
        check(self, first, second, *more, **named)

    return checked
