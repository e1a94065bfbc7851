"""Which part of a suite may be sent to a student's own browser, before anything is handed in. Nothing else ever is."""

from collections.abc import Mapping
from dataclasses import replace

from slipway.suites.sent import UNSENT_ORACLE
from slipway.suites.shown import Show, shows_all
from slipway.suites.suite import Case, Context, OracleCheck, Suite, Tab


def visible_suite(suite: Suite, said: Mapping[str, Show], *, is_after_due: bool, has_files: bool) -> Suite | None:
    """The tabs of a suite that a student sees whole, without its oracles (`UNSENT_ORACLE` stands for each).

    `said` is what the unit says of its tabs by their names, ALL of the others; `is_after_due`: whether the student has
    a due time and it has passed. `has_files`: whether programs find files of the teacher's in their folder. They are
    one lot for all tabs, so where any tab is hidden they stay away, and nothing can be checked without them.

    None where no case is left that could be checked without its oracle.
    """
    tabs = tuple(
        _without_oracles(tab)
        for tab in suite.tabs
        if shows_all(said.get(tab.name, Show.ALL), is_after_due=is_after_due)
    )
    if has_files and len(tabs) < len(suite.tabs):
        return None
    if all(has_oracle(case) for tab in tabs for context in tab.contexts for case in context.cases):
        return None
    return replace(suite, tabs=tabs)


def has_oracle(case: Case) -> bool:
    """Whether something of the case is checked by an oracle."""
    return any(isinstance(check, OracleCheck) for check in (case.stdout, case.stderr, case.value))


def _without_oracles(tab: Tab) -> Tab:
    return replace(tab, contexts=tuple(map(_of_context, tab.contexts)))


def _of_context(context: Context) -> Context:
    return replace(context, cases=tuple(map(_of_case, context.cases)))


def _of_case(case: Case) -> Case:
    return replace(
        case,
        stdout=UNSENT_ORACLE if isinstance(case.stdout, OracleCheck) else case.stdout,
        stderr=UNSENT_ORACLE if isinstance(case.stderr, OracleCheck) else case.stderr,
        value=UNSENT_ORACLE if isinstance(case.value, OracleCheck) else case.value,
    )
