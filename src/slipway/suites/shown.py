"""What a student may see of a result: everything that a tab must not show is taken out before any page gets it."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum

from slipway.suites.judge.excerpts import presentable
from slipway.suites.judge.result import CaseResult, ContextResult, SuiteResult, TabResult, Verdict
from slipway.words import Text, text


class Show(StrEnum):
    """How much of a tab students see."""

    ALL = "all"
    VERDICT = "verdict"  # of each case whether it passed, and nothing else
    AFTER_DUE = "after-due"  # as VERDICT until the unit's due time has passed, then as ALL


_BY_STRICTNESS = (Show.ALL, Show.AFTER_DUE, Show.VERDICT)


def shown_result(result: SuiteResult, shows: Mapping[str, Show], *, is_after_due: bool) -> SuiteResult:
    """The result as a student may see it. `shows` has the mode of each tab by its name in results (`tab_shows`).

    A tab that is not in it shows verdicts only, so that nothing leaks when tabs are renamed. `is_after_due`: whether
    the unit has a due time and it has passed. Teachers see the whole result instead.
    """
    tabs = tuple(
        tab if shows_all(shows.get(tab.name, Show.VERDICT), is_after_due=is_after_due) else _verdicts(tab)
        for tab in result.tabs
    )
    return replace(result, tabs=tabs)


def shows_all(show: Show, *, is_after_due: bool) -> bool:
    """Whether a tab is shown whole now. `is_after_due`: whether there is a due time and it has passed."""
    return show is Show.ALL or (show is Show.AFTER_DUE and is_after_due)


def tab_shows(tabs: Sequence[str], said: Mapping[str, Show]) -> Mapping[str, Show]:
    """The mode of each tab of a suite or of a result, by its name in results: what the unit said of it, else ALL."""
    by_name: dict[str, Show] = {}
    for tab, show in said.items():
        name = presentable(tab)
        by_name[name] = stricter(show, by_name.get(name, Show.ALL))
    return {name: by_name.get(name, Show.ALL) for name in map(presentable, tabs)}


def stricter(one: Show, other: Show) -> Show:
    """The mode of the two that shows less."""
    return max(one, other, key=_BY_STRICTNESS.index)


def show_faults(tabs: Sequence[str], shows: Mapping[str, Show], *, has_due: bool) -> tuple[Text, ...]:
    """What is wrong with the modes of a unit: one that waits for a due time which does not exist."""
    return tuple(
        text('the tab “%(tab)s” has show = "after-due", which needs a due time; the unit has none', tab=tab)
        for tab in tabs
        if shows.get(tab) is Show.AFTER_DUE and not has_due
    )


def _verdicts(tab: TabResult) -> TabResult:
    """Made anew from the outcomes alone, so that no field which is added later comes along by mistake."""
    contexts = tuple(ContextResult(cases=tuple(_verdict(case) for case in context.cases)) for context in tab.contexts)
    return TabResult(name=tab.name, contexts=contexts, verdicts_only=True)


def _verdict(case: CaseResult) -> CaseResult:
    """A case that was not run has failed: that it was not reached would say where the program stops, and by what."""
    outcome = Verdict.FAILED if case.outcome is Verdict.NOT_RUN else case.outcome
    return CaseResult(outcome=outcome, counts=case.counts)
