"""`[exercise]` in `unit.toml`: read with a sentence for every mistake, and written."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from keyword import iskeyword

from slipway.content.kinds.exercise_settings import (
    MOST_ATTEMPTS,
    MOST_SECONDS,
    MOST_SHARE,
    PROGRAMMING_LANGUAGES,
    CompletedBy,
    CountsWhich,
    ExerciseSettings,
    ExerciseTab,
)
from slipway.content.settings_table import SettingsTable
from slipway.content.toml_text import toml_number, toml_text
from slipway.suites.reading.suite_limits import MOST_TABS
from slipway.suites.scoring import Credit
from slipway.suites.shown import Show
from slipway.words import Text, text

CODE = "exercise"  # of the kind
SUITE_ENDINGS = (".yaml", ".yml")
TEST_ENDINGS = (*SUITE_ENDINGS, ".py")
_LONGEST_NAME = 200
_MODULE = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,59}\.py")
_DEFAULT = ExerciseSettings()


def read_exercise(table: SettingsTable) -> ExerciseSettings | None:
    """What `unit.toml` says of an exercise; None for a unit of another kind, which may not have `[exercise]`."""
    inner = table.table(CODE)
    if table.get("kind") != CODE:
        if table.has(CODE):
            table.refuse(text('[exercise] says something of exercises only: write kind = "exercise" above it'), CODE)
        return None
    settings = ExerciseSettings(
        language=inner.choice("language", PROGRAMMING_LANGUAGES),
        file=_file(inner),
        tests=_tests(inner),
        time_limit=inner.whole("time_limit", least=1, most=MOST_SECONDS) or _DEFAULT.time_limit,
        attempts=inner.whole("attempts", least=1, most=MOST_ATTEMPTS),
        counts=CountsWhich(inner.choice("counts", [each.value for each in CountsWhich])),
        completed=CompletedBy(inner.choice("completed", [each.value for each in CompletedBy])),
        late_per_day=inner.percent("late_per_day"),
        late_most=inner.percent("late_most"),
    )
    settings = replace(settings, tabs=tuple(_tabs(inner, settings.time_limit)))
    inner.refuse_unknown_keys()
    return settings


def _file(table: SettingsTable) -> str:
    name = table.text("file", limit=_LONGEST_NAME) or _DEFAULT.file
    if problem := problem_with_file(name):
        table.refuse(problem, "file")
    return name


def problem_with_file(name: str) -> Text | None:
    """Why students can't hand in a file of that name: it must be a module that tests can import. None: they can."""
    module = name.removesuffix(".py")
    if not _MODULE.fullmatch(name) or iskeyword(module):
        return text('file must be the name of one Python file without folders, such as file = "shapes.py"')
    if module in sys.stdlib_module_names:
        return text(
            "file has the name %(module)r of a module of Python's, which programs could not import then; rename it",
            module=module,
        )
    return None


def _tests(table: SettingsTable) -> str:
    path = table.text("tests", limit=_LONGEST_NAME) or _DEFAULT.tests
    if not path.startswith("tests/") or not path.endswith(TEST_ENDINGS):
        sentence = text(
            'tests must be a YAML file in the folder tests, such as tests = "tests/tests.yaml", or a Python file there '
            "with unittest classes"
        )
        table.refuse(sentence, "tests")
    return path


def _tabs(table: SettingsTable, seconds: int) -> Iterator[ExerciseTab]:
    named: set[str] = set()
    tables = table.tables("tab")
    if len(tables) > MOST_TABS:
        table.refuse(text("an exercise has at most %(most)d tabs", most=MOST_TABS), "tab", MOST_TABS)
    for each in tables[:MOST_TABS]:
        tab = _tab(each, seconds)
        if tab.tab in named:
            each.refuse(text("the tab %(tab)r is here twice; put what is said of it together", tab=tab.tab), "tab")
        elif tab.tab:
            yield tab
        named.add(tab.tab)


def _tab(table: SettingsTable, seconds: int) -> ExerciseTab:
    name = table.text("tab", limit=_LONGEST_NAME)
    if not table.has("tab"):
        table.refuse(text('tab is missing: the name of a tab of the test suite, such as tab = "Examples"'))
    elif not name:
        table.refuse(text("tab is empty: it names a tab of the test suite"), "tab")
    tab = ExerciseTab(
        tab=name,
        share=table.whole("share", least=0, most=MOST_SHARE),
        credit=Credit(table.choice("credit", [each.value for each in Credit])),
        show=Show(table.choice("show", [each.value for each in Show])),
        time_limit=table.whole("time_limit", least=1, most=MOST_SECONDS),
    )
    if tab.time_limit is not None and tab.time_limit > seconds:
        table.refuse(
            text("a tab cannot take longer than the whole exercise, which has %(most)d seconds", most=seconds),
            "time_limit",
        )
    table.refuse_unknown_keys()
    return tab


def exercise_lines(settings: ExerciseSettings | None) -> str | None:
    """The end of `unit.toml` that says it; None for a unit that is no exercise."""
    return "".join(_lines(settings)) if settings else None


def _lines(settings: ExerciseSettings) -> Iterator[str]:
    yield "\n[exercise]\n"
    yield f"language = {toml_text(settings.language)}\n"
    yield f"file = {toml_text(settings.file)}\n"
    yield f"tests = {toml_text(settings.tests)}\n"
    yield f"time_limit = {settings.time_limit}\n"
    if settings.attempts is not None:
        yield f"attempts = {settings.attempts}\n"
    if settings.counts is not _DEFAULT.counts:
        yield f"counts = {toml_text(settings.counts)}\n"
    if settings.completed is not _DEFAULT.completed:
        yield f"completed = {toml_text(settings.completed)}\n"
    for key, percent in (("late_per_day", settings.late_per_day), ("late_most", settings.late_most)):
        if percent is not None:
            yield f"{key} = {toml_number(percent)}\n"
    for tab in settings.tabs:
        yield from _tab_lines(tab)


def _tab_lines(tab: ExerciseTab) -> Iterator[str]:
    yield f"\n[[exercise.tab]]\ntab = {toml_text(tab.tab)}\n"
    if tab.share is not None:
        yield f"share = {tab.share}\n"
    if tab.credit is not Credit.ALL:
        yield f"credit = {toml_text(tab.credit)}\n"
    if tab.show is not Show.ALL:
        yield f"show = {toml_text(tab.show)}\n"
    if tab.time_limit is not None:
        yield f"time_limit = {tab.time_limit}\n"
