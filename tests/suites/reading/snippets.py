"""Short ways to write a suite around what a test is about, and to read what came of it."""

from slipway.suites.reading.suite_file import ReadSuite, read_suite
from slipway.suites.suite import Case, Context
from slipway.suites.value import NOTHING, Value, ValueType


def indented(text: str, by: int) -> str:
    """`text` with its lines indented by so many spaces, but the first, which stands behind a hyphen."""
    return text.replace("\n", "\n" + " " * by)


def suite_of_case(case: str) -> str:
    """A suite with one case, which begins in line 3."""
    return f"- tab: Examples\n  testcases:\n  - {indented(case, 4)}\n"


def suite_of_cases(*cases: str) -> str:
    """A suite with one context of several cases, of which the first begins in line 4."""
    listed = "".join(f"    - {indented(case, 6)}\n" for case in cases)
    return f"- tab: Examples\n  contexts:\n  - testcases:\n{listed}"


def told(read: ReadSuite) -> list[str]:
    """Faults, and warnings by their name, as they are printed, without the file's name."""
    faults = [str(fault).removeprefix("tests.yaml:") for fault in read.faults]
    return [*faults, *(str(each).replace("tests.yaml:", "warning ") for each in read.warnings)]


def only_context(suite: str) -> Context:
    """The one context of a suite that is read without a fault."""
    read = read_suite(suite)
    assert read.suite, told(read)
    [tab] = read.suite.tabs
    [context] = tab.contexts
    return context


def only_case(case: str) -> Case:
    """One case, read without a fault."""
    [read] = only_context(suite_of_case(case)).cases
    return read


def value(python: object) -> Value:
    """The value that a suite expects by a literal: a list is a sequence."""
    if python is None:
        return NOTHING
    for kind, of in (
        (bool, ValueType.BOOLEAN),
        (int, ValueType.INTEGER),
        (float, ValueType.REAL),
        (str, ValueType.TEXT),
    ):
        if isinstance(python, kind):
            return Value(of, python)
    if isinstance(python, dict):
        return Value(ValueType.DICT, tuple((value(key), value(each)) for key, each in python.items()))
    assert isinstance(python, list | tuple)
    kind_of_row = ValueType.SEQUENCE if isinstance(python, list) else ValueType.TUPLE
    return row(kind_of_row, *python)


def row(kind: ValueType, *entries: object) -> Value:
    """A list, tuple or set of such values."""
    return Value(kind, tuple(value(each) for each in entries))
