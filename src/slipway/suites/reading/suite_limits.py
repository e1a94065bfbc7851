"""How many tabs, contexts and cases a suite may have: of 811 public suites the largest has 3, 90 and 152."""

from slipway.suites.reading.findings import Findings
from slipway.suites.suite import Suite
from slipway.words import text

MOST_TABS = 20
MOST_CONTEXTS = 200  # each is a process of its own
MOST_CASES = 500


def refuse_too_many(suite: Suite, findings: Findings) -> None:
    """Keep a fault where a suite has more than it may, at the first case that is too many."""
    tabs = [tab.contexts[0].cases[0] for tab in suite.tabs if tab.contexts and tab.contexts[0].cases]
    contexts = [context.cases[0] for tab in suite.tabs for context in tab.contexts if context.cases]
    cases = [case for tab in suite.tabs for context in tab.contexts for case in context.cases]
    if len(tabs) > MOST_TABS:
        named = {"count": len(tabs), "most": MOST_TABS}
        sentence = text("the suite has %(count)d tabs, at most %(most)d are taken: put several into one", **named)
        findings.refuse(tabs[MOST_TABS].line, sentence)
    if len(cases) > MOST_CASES:
        sentence = text(
            "the suite has %(count)d cases, at most %(most)d are taken: leave out those that check the same, or make "
            "two exercises of it",
            count=len(cases),
            most=MOST_CASES,
        )
        findings.refuse(cases[MOST_CASES].line, sentence)
    elif len(contexts) > MOST_CONTEXTS:
        sentence = text(
            "the suite has %(count)d contexts, at most %(most)d are taken, and each case right below a tab is one: put "
            "several calls into the testcases of one context",
            count=len(contexts),
            most=MOST_CONTEXTS,
        )
        findings.refuse(contexts[MOST_CONTEXTS].line, sentence)
