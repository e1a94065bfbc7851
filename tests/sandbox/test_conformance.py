"""The rows of the conformance table, whose verdicts are judged from written observations, run in real guests."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import replace

import pytest

from slipway.sandbox.deno_sandbox import DenoSandbox
from slipway.sandbox.sandbox import GuestWork
from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.oracles import CheckPlace, with_answers
from slipway.suites.observed import End, SeenContext
from slipway.suites.suite import CaseInput, Context
from tests.often import often
from tests.sandbox.guests import does
from tests.suites.judge.conformance.row import Outcomes, Row
from tests.suites.judge.test_conformance import ROWS

pytestmark = [pytest.mark.sandbox, pytest.mark.timeout(600)]
BATCH = 60  # rows of a guest

# One guest for many rows: a program that becomes the row's, by the argument of a run, or by a call before the others.
DISPATCHER = """
import sys
PROGRAMS = {programs!r}
def become(number):
    exec(compile(PROGRAMS[number], __file__, "exec"), globals())
if len(sys.argv) > 1 and sys.argv[1].startswith("row "):
    become(int(sys.argv.pop(1)[4:]))
"""


def is_quiet(program: str) -> bool:
    """Whether importing the program does nothing but define: what it does besides belongs to the first case."""
    try:
        body = ast.parse(program).body
    except (SyntaxError, ValueError):
        return False
    return all(isinstance(each, ast.FunctionDef | ast.ClassDef | ast.Import | ast.ImportFrom) for each in body)


def may_share(row: Row) -> bool:
    """Whether a row means the same in a guest of others: none takes all its time, contexts are runs or quiet calls."""
    if any(seen.end in {End.TIME, End.SYNTAX, End.MISSING} for seen in row.seen):
        return False
    return all(context.cases[0].given.call is None or is_quiet(row.program) for context in contexts_of(row))


def contexts_of(row: Row) -> Sequence[Context]:
    [tab] = row.suite.tabs
    return tab.contexts


def asked(row: Row, number: int) -> Iterator[tuple[CaseInput, ...]]:
    """The contexts of a row as row `number` of a guest; a context that begins with a call has one case more."""
    for context in contexts_of(row):
        given = [case.given for case in context.cases]
        if given[0].call is not None:
            yield (does(f"submission.become({number})"), *given)
        else:
            yield (replace(given[0], arguments=(f"row {number}", *given[0].arguments)), *given[1:])


def observed(rows: Sequence[Row]) -> Iterator[list[SeenContext]]:
    """What is seen of each row, all in one guest."""
    program = DISPATCHER.format(programs=[row.program for row in rows])
    contexts = [context for number, row in enumerate(rows) for context in asked(row, number)]
    seen = iter(DenoSandbox().run(GuestWork(program=program, contexts=tuple(contexts), seconds=240)))
    for row in rows:
        pairs = [(context, next(seen)) for context in contexts_of(row)]
        yield [each if given.cases[0].given.call is None else without_first(each) for given, each in pairs]


def without_first(seen: SeenContext) -> SeenContext:
    return replace(seen, cases=seen.cases[1:])


def observed_alone(row: Row) -> list[SeenContext]:
    contexts = tuple(tuple(case.given for case in context.cases) for context in contexts_of(row))
    seconds = 3 if any(seen.end is End.TIME for seen in row.seen) else 60
    program = None if any(seen.end is End.MISSING for seen in row.seen) else row.program
    return list(DenoSandbox().run(GuestWork(program=program, contexts=contexts, seconds=seconds)))


def outcomes(row: Row, seen: Sequence[SeenContext]) -> Outcomes:
    answers = {CheckPlace(0, 0, 0, channel): said for channel, said in row.answers.items()}
    [tab] = with_answers(judge_suite(row.suite, [seen]), answers).tabs
    return tuple(tuple(case.outcome for case in context.cases) for context in tab.contexts)


def fault(row: Row, seen: Sequence[SeenContext]) -> str:
    """What a row came to, where it is not what it says."""
    return "" if outcomes(row, seen) == row.outcomes else f"{row.name}: {outcomes(row, seen)} of {seen}"


SHARED = [row for row in ROWS if may_share(row)]
ALONE = [row for row in ROWS if not may_share(row)]
BATCHES = range(0, len(SHARED), BATCH)


@pytest.mark.parametrize("at", often(["0"], map(str, BATCHES)))
def test_guests_are_seen_to_do_what_the_table_says(at: str) -> None:
    rows = SHARED[int(at) : int(at) + BATCH]
    faults = [fault(row, seen) for row, seen in zip(rows, observed(rows), strict=True)]
    assert [each for each in faults if each] == []


@pytest.mark.parametrize("name", often([row.name for row in ALONE[::4]], [row.name for row in ALONE]))
def test_and_those_that_need_a_guest_of_their_own(name: str) -> None:
    (row,) = (each for each in ALONE if each.name == name)
    assert fault(row, observed_alone(row)) == ""
