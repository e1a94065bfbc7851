"""Verdicts are those that TESTed gives, over the whole table."""

from collections import Counter

import pytest

from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.kept import result_from_json, result_to_json
from slipway.suites.judge.oracles import CheckPlace, with_answers
from tests.suites.judge.conformance.contexts import CONTEXT_ROWS
from tests.suites.judge.conformance.exceptions import EXCEPTION_ROWS
from tests.suites.judge.conformance.row import Row
from tests.suites.judge.conformance.texts import TEXT_ROWS
from tests.suites.judge.conformance.values import VALUES

ROWS = (*VALUES, *TEXT_ROWS, *EXCEPTION_ROWS, *CONTEXT_ROWS)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_the_verdict_is_that_of_tested(row: Row) -> None:
    result = judge_suite(row.suite, [row.seen])
    answers = {CheckPlace(0, 0, 0, channel): said for channel, said in row.answers.items()}
    result = with_answers(result, answers)
    [tab] = result.tabs
    assert tuple(tuple(case.outcome for case in context.cases) for context in tab.contexts) == row.outcomes
    assert result_from_json(result_to_json(result)) == result


def test_the_table_is_long_and_says_each_thing_once() -> None:
    assert len(ROWS) >= 80
    assert [name for name, times in Counter(row.name for row in ROWS).items() if times > 1] == []
