"""Classes of tests as values, whatever they were read from."""

from collections.abc import Iterator
from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTest:
    """A method that tests something: its `name`, the `line` of its file, and a `title` for people."""

    name: str
    line: int
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTestClass:
    """A class of tests: its `name` in the `file` (a path below the tests' folder), and the `title` that its tab has."""

    file: str
    name: str
    line: int
    title: str
    tests: tuple[UnitTest, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTests:
    """All classes, in the order of files and lines."""

    classes: tuple[UnitTestClass, ...]

    @property
    def in_order(self) -> Iterator[tuple[UnitTestClass, UnitTest]]:
        """All tests."""
        return ((each, test) for each in self.classes for test in each.tests)


@dataclass(frozen=True, slots=True, kw_only=True)
class UnitTestProblem:
    """Why a test failed: an assertion of the tests, or an exception. `where` names the subtest, '' if it is none.

    `trace` are lines of the program that an exception passed, the innermost last: (line number, its text).
    """

    message: str
    is_assertion: bool = True
    where: str = ""
    name: str = "AssertionError"
    qualified: str = "AssertionError"
    trace: tuple[tuple[int, str], ...] = ()
