"""Whether an exercise's test suite can be read, and fits what `unit.toml` says and the files beside it."""

from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice

from slipway.content.faults import MOST_FAULTS, Fault
from slipway.content.kinds.exercise_parts import TESTS, files_of
from slipway.content.kinds.exercise_settings import ExerciseSettings, Show
from slipway.content.kinds.kind import ReadUnit
from slipway.content.kinds.python_source import SourceProblem, functions_of, parse_python
from slipway.suites.reading.suite_file import read_suite
from slipway.suites.suite import OracleCheck, Suite
from slipway.toml_table import nearest
from slipway.words import Text, text

_FILE = "unit.toml"


def suite_faults(settings: ExerciseSettings, unit: ReadUnit) -> Iterator[Fault]:
    """What is wrong with the suite itself, or between it, `unit.toml` and the oracles."""
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
        yield from _tab_faults(settings, [tab.name for tab in read.suite.tabs], unit)
        yield from _oracle_faults(settings, read.suite, unit.files)


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


def _tab_faults(settings: ExerciseSettings, names: list[str], unit: ReadUnit) -> Iterator[Fault]:
    for index, tab in enumerate(settings.tabs):
        if tab.tab not in names:
            yield _at(unit, _no_tab(settings, tab.tab, names), "tab", index, "tab")
        if tab.show is Show.AFTER_DUE:
            yield from _after_due_faults(unit, index)
    if unit.content.points and not settings.counts_any(names):
        yield _at(unit, text("a unit with points needs a tab that counts: every share is 0"))
    silent = [name for name in names if settings.says_shares and not settings.of_tab(name).share]
    said = {tab.tab for tab in settings.tabs if tab.share is not None}
    for name in silent:
        if name not in said:
            fault = text(
                "the tab %(tab)r counts nothing, because others have a share and it has none; "
                "write share = 0 if you mean that",
                tab=name,
            )
            yield _at(unit, fault, is_warning=True)


def _no_tab(settings: ExerciseSettings, name: str, names: list[str]) -> Text:
    named = {"tests": settings.tests, "tab": name}
    if near := nearest(name, names):
        return text("%(tests)s has no tab %(tab)r; did you mean %(near)r?", **named, near=near)
    return text("%(tests)s has no tab %(tab)r", **named)


def _after_due_faults(unit: ReadUnit, index: int) -> Iterator[Fault]:
    due, until = unit.content.due_at, unit.content.until_at
    if due is None:
        yield _at(
            unit, text('show = "after-due" needs a due time: write due = … above [exercise]'), "tab", index, "show"
        )
    elif until is None or until > due:
        fault = text(
            "shows its cases from the due time on, when late work can still be handed in; "
            "until = the same time would end that"
        )
        yield _at(unit, fault, "tab", index, "show", is_warning=True)


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
                yield Fault(path, functions.line, functions.words)
            told.add(path)
        elif fault := _oracle_fault(oracle, settings.tests_folder, functions):
            yield Fault(settings.tests, line, fault)


def _oracle_fault(oracle: OracleCheck, folder: str, functions: list[str] | None) -> Text | None:
    if functions is None:
        return text("the oracle %(file)r is not in the folder %(folder)s", file=oracle.file, folder=folder)
    if oracle.function in functions:
        return None
    named = {"file": oracle.file, "function": oracle.function}
    if near := nearest(oracle.function, functions):
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
