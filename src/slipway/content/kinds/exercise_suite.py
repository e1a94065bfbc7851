"""Whether an exercise's test suite can be read, and fits what `unit.toml` says and the files beside it."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from slipway.content.faults import MOST_FAULTS, Fault
from slipway.content.kinds.exercise_parts import TESTS, files_of
from slipway.content.kinds.exercise_settings import ExerciseSettings
from slipway.content.kinds.exercise_unit_tests import import_faults, read_unit_test_files
from slipway.content.kinds.kind import ReadUnit
from slipway.content.kinds.python_source import SourceProblem, functions_of, parse_python
from slipway.suites.reading.suite_file import read_suite
from slipway.suites.scoring import points_faults, points_remarks
from slipway.suites.shown import Show, show_faults
from slipway.suites.suite import OracleCheck, Suite
from slipway.suites.unit_tests.classes import UnitTests
from slipway.toml_table import nearest
from slipway.words import Text, text

_FILE = "unit.toml"
_LONGEST_NAME, _MOST_GUESSED = 100, 100  # of functions among which one is guessed: guessing takes time


def suite_faults(settings: ExerciseSettings, unit: ReadUnit) -> Iterator[Fault]:
    """What is wrong with the suite itself, or between it, `unit.toml` and the oracles."""
    yield from _show_faults(settings, unit)
    if settings.has_unit_tests:
        yield from _unit_test_faults(settings, unit)
        return
    if settings.tests not in unit.files:
        yield _at(unit, _missing(settings, unit.files), "tests")
        return
    read = read_suite(unit.files[settings.tests], file=settings.tests)
    for fault in read.faults:
        yield Fault(settings.tests, fault.line, fault.text)
    for warning in islice(read.warnings, MOST_FAULTS):
        yield Fault(settings.tests, warning.line, warning.text, is_warning=True)
    if read.suite is not None:
        yield from _namespace_faults(settings, read.suite, unit)
        yield from _tab_faults(settings, _counted(read.suite), unit)
        yield from _oracle_faults(settings, read.suite, unit.files)


def cases_of_tabs(settings: ExerciseSettings, files: Mapping[str, bytes]) -> dict[str, int] | None:
    """How many cases of each tab check something, of a suite or of unittest classes; None where it cannot be read.

    `files` are those of the unit, by their paths in it.
    """
    if settings.has_unit_tests:
        read = read_unit_test_files(settings, files)
        return None if read is None or read.tests is None else _counted_tests(read.tests)
    suite = read_suite(files.get(settings.tests, b""), file=settings.tests).suite
    return None if suite is None else _counted(suite)


def _missing(settings: ExerciseSettings, files: Mapping[str, bytes]) -> Text:
    near = nearest(settings.tests, [f"{TESTS}/{path}" for path in files_of(TESTS, files)])
    if near:
        return text("there is no %(path)r; did you mean %(near)r?", path=settings.tests, near=near)
    return text("there is no %(path)r: an exercise has a test suite", path=settings.tests)


def _namespace_faults(settings: ExerciseSettings, suite: Suite, unit: ReadUnit) -> Iterator[Fault]:
    if suite.namespace == settings.module:
        return
    named = {"module": settings.module, "namespace": suite.namespace, "tests": settings.tests}
    fault = text(
        "students hand in the module %(module)r, but %(tests)s tests the module %(namespace)r: write "
        "namespace: %(module)s at its top, or name the file %(namespace)s.py",
        **named,
    )
    yield _at(unit, fault, "file")


def _unit_test_faults(settings: ExerciseSettings, unit: ReadUnit) -> Iterator[Fault]:
    read = read_unit_test_files(settings, unit.files)
    if read is None:
        yield _at(unit, _missing(settings, unit.files), "tests")
        return
    yield from read.faults
    yield from import_faults(settings, read.trees, unit.files)
    if read.tests is not None:
        yield from _tab_faults(settings, _counted_tests(read.tests), unit)


def _counted_tests(tests: UnitTests) -> dict[str, int]:
    return {each.title: len(each.tests) for each in tests.classes}


def _counted(suite: Suite) -> dict[str, int]:
    """How many cases of each tab have a check of their own."""
    return {tab.name: sum(case.has_checks for each in tab.contexts for case in each.cases) for tab in suite.tabs}


def _tab_faults(settings: ExerciseSettings, counted: Mapping[str, int], unit: ReadUnit) -> Iterator[Fault]:
    """Whether what is said of tabs fits those that there are, and the unit's points and dates."""
    names = list(counted)
    rules, has_points = settings.points_of_tabs, bool(unit.content.points)
    is_sound = True
    for index, rule in enumerate(rules):
        for fault in points_faults(names, [rule], counted=counted, has_points=False):
            is_sound = False
            yield _at(unit, fault, "tab", index)
    for fault in points_faults(names, rules, counted=counted, has_points=has_points) if is_sound else ():
        yield _at(unit, fault)
    for remark in points_remarks(names, rules) if has_points else ():
        yield _at(unit, remark, is_warning=True)


def _show_faults(settings: ExerciseSettings, unit: ReadUnit) -> Iterator[Fault]:
    """Tabs that show themselves after a due time that there is not, or while late work is still taken."""
    due, until = unit.content.due_at, unit.content.until_at
    for index, tab in enumerate(settings.tabs):
        for fault in show_faults([tab.tab], {tab.tab: tab.show}, has_due=due is not None):
            yield _at(unit, fault, "tab", index, "show")
        if tab.show is Show.AFTER_DUE and due is not None and (until is None or until > due):
            yield _at(unit, _seen_by_the_late(tab.tab), "tab", index, "show", is_warning=True)


def _seen_by_the_late(tab: str) -> Text:
    return text(
        "the tab “%(tab)s” shows its cases from the due time on, when late work can still be handed in; close the unit "
        "then (until) if nobody may hand in who has seen them",
        tab=tab,
    )


def _oracle_faults(settings: ExerciseSettings, suite: Suite, files: Mapping[str, bytes]) -> Iterator[Fault]:
    """Of every case that asks a function of the teacher's: whether the function is there."""

    @cache
    def named_by(path: str) -> list[str] | SourceProblem | None:
        if path not in files:
            return None
        parsed = parse_python(files[path])
        return parsed if isinstance(parsed, SourceProblem) else functions_of(parsed)

    told: set[str] = set()
    for line, oracle in _oracles(suite):
        path = f"{settings.tests_folder}/{oracle.file}"
        functions = named_by(path)
        if isinstance(functions, SourceProblem):
            if path not in told:
                is_doubt = functions.is_doubt
                yield Fault(path, functions.line, functions.words, is_warning=is_doubt, is_doubt=is_doubt)
            told.add(path)
        elif fault := _oracle_fault(oracle, settings.tests_folder, functions):
            yield Fault(settings.tests, line, fault)


def _oracle_fault(oracle: OracleCheck, folder: str, functions: list[str] | None) -> Text | None:
    if functions is None:
        return text("the oracle %(file)r is not in the folder %(folder)s", file=oracle.file, folder=folder)
    if oracle.function in functions:
        return None
    named = {"file": oracle.file, "function": oracle.function}
    if near := nearest(oracle.function[:_LONGEST_NAME], [name[:_LONGEST_NAME] for name in functions[:_MOST_GUESSED]]):
        return text("the oracle %(file)r has no function %(function)r; did you mean %(near)r?", **named, near=near)
    return text("the oracle %(file)r has no function %(function)r", **named)


def _oracles(suite: Suite) -> Iterator[tuple[int, OracleCheck]]:
    cases = (case for tab in suite.tabs for context in tab.contexts for case in context.cases)
    for case in cases:
        for check in (case.stdout, case.stderr, case.value):
            if isinstance(check, OracleCheck):
                yield case.line, check


def _at(unit: ReadUnit, message: Text, *where: str | int, is_warning: bool = False) -> Fault:
    """A fault of `unit.toml`, at the key `where` of `[exercise]`."""
    return Fault(_FILE, unit.line_of(("exercise", *where)), message, is_warning)
