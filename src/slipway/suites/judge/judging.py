"""Judging a whole suite: observations belong to their context and case by place, and never shift."""

from collections.abc import Sequence
from dataclasses import replace

from slipway.suites.judge.cases import Reached, given_input, judge_case
from slipway.suites.judge.exception_checks import check_exception
from slipway.suites.judge.excerpts import bounded, longest_text, presentable
from slipway.suites.judge.result import CaseResult, ContextResult, Outcome, SuiteResult, TabResult
from slipway.suites.judge.stopped import NOT_RUN_SENTENCES, NOTHING_RAN, STOPPED_IN_A_CASE, UNGRADED_SENTENCE
from slipway.suites.observed import End, SeenContext
from slipway.suites.suite import Case, Context, Suite


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
    results = []
    for place, case in enumerate(context.cases):
        if place >= len(seen.cases):
            results.append(_not_run(case, seen.end, longest))
            continue
        ended_here = place == len(seen.cases) - 1 and seen.end is not End.FINISHED
        has_code = place == len(context.cases) - 1 and seen.end not in STOPPED_IN_A_CASE
        reached = Reached(
            longest=longest,
            end=seen.end if ended_here else None,
            exit_code=seen.exit_code if has_code else None,
        )
        results.append(judge_case(case, seen.cases[place], reached))
    return tuple(results)


def _cases_of_no_program(context: Context, seen: SeenContext, longest: int) -> tuple[CaseResult, ...]:
    """None was run. The first may tell what is wrong with the program: its observation has the SyntaxError."""
    cases = [_not_run(case, seen.end, longest) for case in context.cases]
    fault = check_exception(None, seen.cases[0].exception, longest) if seen.cases else None
    if cases and fault is not None:
        cases[0] = replace(cases[0], checks=(fault,))
    return tuple(cases)


def _not_run(case: Case, end: End, longest: int) -> CaseResult:
    return CaseResult(
        outcome=Outcome.NOT_RUN,
        counts=case.has_checks,
        given=given_input(case, longest),
        line=case.line,
        stopped=end,
        sentences=(NOT_RUN_SENTENCES[end],),
    )


def _ungraded(case: Case, longest: int) -> CaseResult:
    return CaseResult(
        outcome=Outcome.UNGRADED,
        counts=case.has_checks,
        given=given_input(case, longest),
        line=case.line,
        sentences=(UNGRADED_SENTENCE,),
    )


def _nothing_ran(tabs: Sequence[TabResult]) -> End | None:
    ends = {context.end for tab in tabs for context in tab.contexts}
    return next(iter(ends)) if len(ends) == 1 and ends <= NOTHING_RAN else None
