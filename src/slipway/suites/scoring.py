"""Points for a result, as `[[exercise.tab]]` of a `unit.toml` divides them among the tabs of a suite."""

import difflib
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_FLOOR, Decimal
from enum import StrEnum
from fractions import Fraction

from slipway.suites.judge.excerpts import presentable
from slipway.suites.judge.result import SuiteResult, TabResult, Verdict
from slipway.words import Text, text

_CENT = Decimal("0.01")
_LARGEST_SHARE = 1_000_000


class Credit(StrEnum):
    """What a tab is worth of which some cases failed."""

    ALL = "all"  # nothing
    CASES = "cases"  # as many parts as cases passed, of those with a check of their own


@dataclass(frozen=True, slots=True, kw_only=True)
class TabPoints:
    """What `unit.toml` says of a tab's points. `share`: parts of the unit's points; None where it says none."""

    tab: str
    share: int | None = None
    credit: Credit = Credit.ALL


@dataclass(frozen=True, slots=True, kw_only=True)
class TabScore:
    """What came of a tab. `passed` of `counted` cases: those with a check of their own. `earned` is from 0 to 1."""

    tab: str
    share: int
    earned: Fraction
    passed: int
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Score:
    """What came of a suite: `earned` is from 0 to 1, exactly; `is_full` if everything that counts passed."""

    tabs: tuple[TabScore, ...]
    earned: Fraction
    is_full: bool

    def of(self, points: Decimal) -> Decimal:
        """The score out of `points`, rounded once: to two decimals, half up. Below `points` unless it is full."""
        if self.is_full:
            return points
        cents = Fraction(points) * self.earned * 100
        rounded = Decimal((cents + Fraction(1, 2)).__floor__()) * _CENT
        below = points.quantize(_CENT, ROUND_FLOOR)
        below = below if below < points else below - _CENT
        return max(min(rounded, below), Decimal(0))


def score(result: SuiteResult, rules: Sequence[TabPoints]) -> Score | None:
    """The score of a result by rules without faults (`points_faults`).

    None where a case could not be graded, or waits for an oracle: then there is no score, not even a low one.
    """
    if any(case.outcome in {Verdict.UNGRADED, Verdict.WAITING} for tab in result.tabs for case in tab.cases):
        return None
    named = [replace(rule, tab=presentable(rule.tab)) for rule in rules]  # as results name them
    shares = tab_shares([tab.name for tab in result.tabs], named)
    credit_of = {rule.tab: rule.credit for rule in named}
    tabs = tuple(_tab_score(tab, shares[tab.name], credit_of.get(tab.name, Credit.ALL)) for tab in result.tabs)
    whole = sum(tab.share for tab in tabs)
    earned = sum((tab.share * tab.earned for tab in tabs), Fraction(0)) / whole if whole else Fraction(0)
    return Score(tabs=tabs, earned=earned, is_full=bool(whole) and earned == 1)


def tab_shares(tabs: Sequence[str], rules: Sequence[TabPoints]) -> Mapping[str, int]:
    """The parts of each tab. A tab that no rule gives a share has one part, or none if any other tab is given one."""
    said = {rule.tab: rule.share for rule in rules if rule.share is not None}
    return {tab: said.get(tab, 0 if said else 1) for tab in tabs}


def points_faults(
    tabs: Sequence[str], rules: Sequence[TabPoints], *, counted: Mapping[str, int], has_points: bool
) -> tuple[Text, ...]:
    """What is wrong with the rules for a suite of such tabs.

    `counted`: how many cases of each tab have a check of their own; `has_points`: whether the unit has points.
    """
    faults = [_repeated(tab) for tab, times in Counter(rule.tab for rule in rules).items() if times > 1]
    faults += [_unknown(rule.tab, tabs) for rule in rules if rule.tab not in tabs]
    faults += [_bad_share(rule.tab) for rule in rules if not _is_share(rule.share)]
    faults += [
        text('the tab “%(tab)s” has credit = "cases", but none of its cases checks anything', tab=rule.tab)
        for rule in rules
        if rule.credit is Credit.CASES and rule.tab in tabs and not counted.get(rule.tab)
    ]
    if has_points and not faults and not any(tab_shares(tabs, rules).values()):
        faults.append(text("a unit with points needs a tab that counts; give one a share above 0"))
    return tuple(faults)


def points_remarks(tabs: Sequence[str], rules: Sequence[TabPoints]) -> tuple[Text, ...]:
    """What a teacher may not have meant: tabs that get no part because others are given one."""
    named = {rule.tab for rule in rules if rule.share is not None}
    return tuple(
        text("the tab “%(tab)s” counts nothing, because other tabs have a share and it has none", tab=tab)
        for tab in tabs
        if named and tab not in named
    )


def _tab_score(tab: TabResult, share: int, credit: Credit) -> TabScore:
    counted = [case for case in tab.cases if case.counts]
    passed = sum(case.outcome is Verdict.PASSED for case in counted)
    if credit is Credit.CASES and counted:
        earned = Fraction(passed, len(counted))
    else:
        earned = Fraction(all(case.outcome is Verdict.PASSED for case in tab.cases))
    return TabScore(tab=tab.name, share=share, earned=earned, passed=passed, counted=len(counted))


def _is_share(share: object) -> bool:
    return share is None or (type(share) is int and 0 <= share <= _LARGEST_SHARE)


def _repeated(tab: str) -> Text:
    return text("the tab “%(tab)s” is named twice; say all of it in one [[exercise.tab]]", tab=tab)


def _unknown(tab: str, tabs: Sequence[str]) -> Text:
    near = difflib.get_close_matches(tab, tabs, n=1)
    if near:
        return text("the suite has no tab “%(tab)s”; did you mean “%(near)s”?", tab=tab, near=near[0])
    return text("the suite has no tab “%(tab)s”", tab=tab)


def _bad_share(tab: str) -> Text:
    return text(
        "the share of the tab “%(tab)s” must be a whole number from 0 to %(largest)s", tab=tab, largest=_LARGEST_SHARE
    )
