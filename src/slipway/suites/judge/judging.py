"""Judging a whole suite: observations belong to their context and case by place, and never shift."""

from collections.abc import Sequence
from dataclasses import replace

from slipway.suites.judge.cases import Reached, given_input, judge_case
from slipway.suites.judge.exception_checks import check_exception
from slipway.suites.judge.excerpts import bounded, longest_text, presentable
from slipway.suites.judge.result import CaseResult, ContextResult, SuiteResult, TabResult, Verdict
from slipway.suites.judge.stopped import (
    NOT_RUN_SENTENCES,
    NOTHING_RAN,
    STOPPED_IN_A_CASE,
    STOPPED_SENTENCES,
    UNGRADED_SENTENCE,
)
from slipway.suites.observed import End, SeenContext
from slipway.suites.suite import Case, Context, Suite
from slipway.words import Text


def judge_suite(suite: Suite, seen: Sequence[Sequence[SeenContext | None]]) -> SuiteResult:
    """The result of a suite. `seen` has a list for each tab, with an observation for each of its contexts, by place.

    None, or a list that ends too early, stands for a context that we could not run: its cases are ungraded. Raises
    ValueError for more observations than there are contexts, because then nobody knows what belongs where.
    """
    pairs_of_tabs = zip(seen, suite.tabs, strict=False)
    if len(seen) > len(suite.tabs) or any(len(found) > len(tab.contexts) for found, tab in pairs_of_tabs):
        raise ValueError("more observations than contexts")
    longest = longest_text(sum(len(context.cases) for tab in suite.tabs for context in tab.contexts))
    tabs = []
    for number, tab in enumerate(suite.tabs):
        of_tab = seen[number] if number < len(seen) else ()
        contexts = tuple(
            judge_context(context, of_tab[place] if place < len(of_tab) else None, longest)
            for place, context in enumerate(tab.contexts)
        )
        tabs.append(TabResult(name=presentable(tab.name), contexts=contexts))
    return SuiteResult(tabs=tuple(tabs), nothing_ran=_nothing_ran(tabs))


def judge_context(context: Context, seen: SeenContext | None, longest: int) -> ContextResult:
    """The result of one context. `longest`: how many characters of one text are kept (`excerpts.longest_text`).

    More cases seen than there are is what no honest guest says: a crash, with nothing of it believed. Fewer without a
    reason is a crash after those that were seen.
    """
    description = None if context.description is None else presentable(context.description)
    if seen is None:
        return ContextResult(cases=tuple(_ungraded(case, longest) for case in context.cases), description=description)
    believed = _believed(context, seen)
    if believed.end in NOTHING_RAN:
        cases = _cases_of_no_program(context, believed, longest)
    else:
        cases = _cases(context, believed, longest)
    return ContextResult(
        cases=cases,
        description=description,
        end=believed.end,
        milliseconds=bounded(believed.milliseconds),
    )


def _believed(context: Context, seen: SeenContext) -> SeenContext:
    """The observation, or that of a crash where its cases can't be those of the context."""
    if len(seen.cases) > len(context.cases):
        return SeenContext(cases=(), end=End.CRASHED, milliseconds=seen.milliseconds)
    if seen.end is End.FINISHED and len(seen.cases) < len(context.cases):
        return SeenContext(cases=seen.cases, end=End.CRASHED, milliseconds=seen.milliseconds)
    return seen


def _cases(context: Context, seen: SeenContext, longest: int) -> tuple[CaseResult, ...]:
    stopped_in = _stopped_in(context, seen)
    last = len(seen.cases) - 1
    results = []
    for place, case in enumerate(context.cases):
        if place <= last:
            has_code = place == len(context.cases) - 1 and seen.end not in STOPPED_IN_A_CASE
            ended_here = place == stopped_in or (place == last and seen.end is End.EXIT)
            reached = Reached(
                longest=longest,
                end=seen.end if ended_here else None,
                exit_code=seen.exit_code if has_code else None,
            )
            results.append(judge_case(case, seen.cases[place], reached))
        elif place == stopped_in:
            results.append(_unseen(case, Verdict.FAILED, STOPPED_SENTENCES[seen.end], longest, seen.end))
        else:
            results.append(_not_run(case, seen.end, longest))
    return tuple(results)


def _stopped_in(context: Context, seen: SeenContext) -> int | None:
    """The case in which the program was stopped, and which fails: see `SeenContext`. None for one that was not."""
    if seen.end is End.OUTPUT:
        return max(len(seen.cases) - 1, 0)
    if seen.end not in STOPPED_IN_A_CASE or (not seen.cases and seen.milliseconds <= 0):
        return None
    return min(len(seen.cases), len(context.cases) - 1)  # the last, if it was stopped after all of them


def _cases_of_no_program(context: Context, seen: SeenContext, longest: int) -> tuple[CaseResult, ...]:
    """None was run. The first may tell what is wrong with the program: its observation has the SyntaxError."""
    cases = [_not_run(case, seen.end, longest) for case in context.cases]
    fault = check_exception(None, seen.cases[0].exception, longest) if seen.cases else None
    if cases and fault is not None:
        cases[0] = replace(cases[0], checks=(fault,))
    return tuple(cases)


def _not_run(case: Case, end: End, longest: int) -> CaseResult:
    return _unseen(case, Verdict.NOT_RUN, NOT_RUN_SENTENCES[end], longest, end)


def _ungraded(case: Case, longest: int) -> CaseResult:
    return _unseen(case, Verdict.UNGRADED, UNGRADED_SENTENCE, longest)


def _unseen(case: Case, outcome: Verdict, sentence: Text, longest: int, stopped: End | None = None) -> CaseResult:
    return CaseResult(
        outcome=outcome,
        counts=case.has_checks,
        given=given_input(case, longest),
        line=case.line,
        stopped=stopped,
        sentences=(sentence,),
    )


def _nothing_ran(tabs: Sequence[TabResult]) -> End | None:
    ends = {context.end for tab in tabs for context in tab.contexts}
    return next(iter(ends)) if len(ends) == 1 and ends <= NOTHING_RAN else None
