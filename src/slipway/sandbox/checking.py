"""*Check* in a student's browser: the page's Python runs this, with the judge and the readers that the server has.

A browser's Python loads these files (`tools.check_engine` brings them together): nothing but the standard library,
this room and `slipway.suites`. What it says changes a page and no score.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from slipway.sandbox.reply import Nonsense, is_whole, read_reply
from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.kept import result_to_json
from slipway.suites.judge.result import CaseResult, Channel, CheckResult, SuiteResult, Verdict
from slipway.suites.observed import End, SeenCase, SeenContext
from slipway.suites.sent import suite_from_json
from slipway.suites.suite import Case, OracleCheck, Suite
from slipway.words import text

CONTEXT_ID = "check"  # nothing hangs on it here: a program that lies to its own page lies to its own student


def check_in_page(argument: str) -> str:
    """The result, as `result_to_json` has it, of `{"suite", "seen": [[context, …], …]}` in JSON.

    The suite is as `suites.sent` writes it. `seen` has a list for each tab; a context is `{"lines", "end",
    "milliseconds"}`: what the guest told, and "time" or "crashed" where the page saw it end so, null elsewhere.
    """
    asked = json.loads(argument)
    suite = suite_from_json(asked["suite"])
    seen = [
        [seen_of_lines(told, len(context.cases)) for told, context in zip(tab_seen, tab.contexts, strict=False)]
        for tab_seen, tab in zip(asked["seen"], suite.tabs, strict=False)
    ]
    return json.dumps(result_to_json(without_oracles(suite, judge_suite(suite, seen))))


def seen_of_lines(told: Mapping[str, Any], expected_cases: int) -> SeenContext:
    """What a guest's lines say of one context; a crash, with nothing believed, where they make no sense."""
    crashed = SeenContext(cases=(), end=End.CRASHED, milliseconds=told["milliseconds"])
    try:
        reached, end, code = _read_lines(told["lines"])
    except Nonsense:
        return crashed
    if told["end"] is not None:
        end, code = End(told["end"]), None
    if end is None:
        return crashed
    seen = SeenContext(cases=tuple(reached), end=end, exit_code=code, milliseconds=told["milliseconds"])
    return seen if is_whole(seen, expected_cases) else crashed


def without_oracles(suite: Suite, result: SuiteResult) -> SuiteResult:
    """The result where no oracle can be asked: its cases say so, and nothing of what it expects stands anywhere."""
    tabs = []
    for tab, of_tab in zip(suite.tabs, result.tabs, strict=True):
        contexts = []
        for context, found in zip(tab.contexts, of_tab.contexts, strict=True):
            cases = tuple(map(_without_oracle, context.cases, found.cases))
            contexts.append(replace(found, cases=cases))
        tabs.append(replace(of_tab, contexts=tuple(contexts)))
    return replace(result, tabs=tuple(tabs))


def _read_lines(lines: Sequence[str]) -> tuple[list[SeenCase], End | None, int | None]:
    reached: list[SeenCase] = []
    for line in lines:
        reply = read_reply(line.encode("utf-8", "surrogatepass"), expected_id=CONTEXT_ID)
        if reply.end:
            return reached, reply.end, reply.exit_code
        assert reply.case is not None
        reached.append(reply.case)
    return reached, None, None


def _without_oracle(case: Case, found: CaseResult) -> CaseResult:
    checks = {Channel.STDOUT: case.stdout, Channel.STDERR: case.stderr, Channel.VALUE: case.value}
    asking = {channel for channel, check in checks.items() if isinstance(check, OracleCheck)}
    if not asking:
        return found
    told = tuple(replace(check, expected=None) if check.channel in asking else check for check in found.checks)
    return replace(found, checks=tuple(map(_told_later, told)))


def _told_later(check: CheckResult) -> CheckResult:
    if check.outcome is not Verdict.WAITING:
        return check
    return replace(check, sentences=(text("This is checked when you submit."),))
