"""What the judge says of a reference or a wrong solution, as `solutions` wants it: which cases failed, and how."""

from collections.abc import Mapping

from slipway.content.kinds.solutions import FailedCase, SolutionRun
from slipway.suites.judge.result import (
    CaseResult,
    Channel,
    Excerpt,
    Shown,
    SuiteResult,
    Verdict,
    WrittenException,
    WrittenValue,
)
from slipway.suites.scoring import Score
from slipway.words import Text, text

_LONGEST = 300  # characters of one text or value


def solution_run(result: SuiteResult, score: Score | None, files: Mapping[str, str] | None = None) -> SolutionRun:
    """A graded result. `score` is None, or of no share, where nothing is worth points. `files` are those of unittest
    classes, by the names of their tabs."""
    failed = [
        FailedCase(tab=tab.name, line=case.line or 0, told=_told(case), file=(files or {}).get(tab.name, ""))
        for tab in result.tabs
        for case in tab.cases
        if case.outcome is not Verdict.PASSED
    ]
    has_shares = score is not None and any(tab.share for tab in score.tabs)
    return SolutionRun(
        score=score.earned if score is not None and has_shares else None,
        failed=failed,
        is_python=result.nothing_ran is None,
    )


def _told(case: CaseResult) -> Text:
    """What was given, expected and seen by the first check that failed, or by that of exceptions, which are why others
    fail; else why the case did not come to an end."""
    failed = [check for check in case.checks if check.outcome is not Verdict.PASSED]
    check = next((check for check in failed if check.channel is Channel.EXCEPTION), next(iter(failed), None))
    if check is None:
        return next(iter(case.sentences), text("it was not run"))
    if check.channel is Channel.ASSERTION:
        return text("%(given)s: %(said)s", given=_given(case), said="; ".join(check.messages)[:_LONGEST])
    values = {"given": _given(case), "expected": _seen(check.expected), "got": _seen(check.got)}
    return text("%(given)s: expected %(expected)s, got %(got)s", **values)


def _given(case: CaseResult) -> Text:
    given = case.given
    if given is not None and given.is_unit_test:
        return Text("%(test)s", {"test": (given.description or "")[:_LONGEST]})
    if given is not None and given.call is not None:
        return Text("%(call)s", {"call": given.call.text[:_LONGEST]})
    if given is not None and given.stdin is not None:
        return text("with the input %(typed)s", typed=repr(given.stdin.text[:_LONGEST]))
    return text("without input")


def _seen(shown: Shown) -> Text | str:
    if isinstance(shown, Excerpt):
        return repr(shown.text[:_LONGEST])
    if isinstance(shown, WrittenValue):
        return ", ".join(shown.lines)[:_LONGEST]
    if isinstance(shown, WrittenException):
        message = shown.message.text[:_LONGEST] if shown.message else ""
        return ": ".join(filter(None, [shown.name or "Exception", message]))
    return text("nothing") if shown is None else str(shown)
