"""What a page's Python makes of what its guest told: the server's readers and judge, and nobody to ask oracles."""

import base64
import json
from typing import Any

import pytest

from slipway.sandbox.checking import check_in_page, seen_of_lines
from slipway.suites.judge.kept import result_from_json
from slipway.suites.judge.result import CaseResult, Verdict
from slipway.suites.observed import End
from slipway.suites.sent import suite_to_json
from slipway.suites.suite import Case, OracleCheck
from tests.suites.building import called, integer, one_case, words


def case(said: dict[str, Any] | None, stdout: bytes = b"") -> str:
    texts = [{"text": base64.b64encode(data).decode(), "more": 0} for data in (stdout, b"")]
    answer = None if said is None else base64.b64encode(json.dumps(said).encode()).decode()
    return json.dumps({"id": "check", "case": {"said": answer, "stdout": texts[0], "stderr": texts[1]}})


def value(data: object) -> dict[str, Any]:
    return {"value": data, "exception": None, "exit": None}


END = json.dumps({"id": "check", "end": "finished", "code": 0})
FOUR = case(value(["integer", "4"]))


@pytest.mark.parametrize(
    ("lines", "page_saw", "end", "reached"),
    [
        ([FOUR, END], None, End.FINISHED, 1),
        ([FOUR], "time", End.TIME, 1),
        ([], "time", End.TIME, 0),
        ([FOUR], "crashed", End.CRASHED, 1),
        ([], "missing", End.MISSING, 0),
        ([FOUR], None, End.CRASHED, 0),  # no end was told
        ([END], None, End.CRASHED, 0),  # a case is missing
        ([FOUR, FOUR, END], None, End.CRASHED, 0),
        (["no JSON", END], None, End.CRASHED, 0),
        ([FOUR.replace("check", "other"), END], None, End.CRASHED, 0),
        ([json.dumps({"id": "check", "end": "time", "code": None})], None, End.CRASHED, 0),  # which no guest can tell
        (["\ud800"], None, End.CRASHED, 0),
    ],
)
def test_what_lines_say_of_a_context(lines: list[str], page_saw: str | None, end: End, reached: int) -> None:
    seen = seen_of_lines({"lines": lines, "end": page_saw, "milliseconds": 5}, 1)
    assert (seen.end, len(seen.cases), seen.milliseconds) == (end, reached, 5)


def checked(made: Case, *lines: str) -> CaseResult:
    suite = one_case(made)
    told = {"lines": [*lines, END], "end": None, "milliseconds": 1}
    argument = json.dumps({"suite": suite_to_json(suite), "seen": [[told]]})
    result = result_from_json(json.loads(check_in_page(argument)))
    return result.tabs[0].contexts[0].cases[0]


@pytest.mark.parametrize(("expected", "outcome"), [(4, Verdict.PASSED), (5, Verdict.FAILED)])
def test_a_value_is_held_against_what_was_expected(expected: int, outcome: Verdict) -> None:
    assert checked(Case(line=1, given=called("f()"), value=integer(expected)), FOUR).outcome is outcome


ORACLE = OracleCheck(file="zq.py", function="zq", expected=words("zq"))


def test_a_case_with_an_oracle_waits_and_says_so() -> None:
    found = checked(Case(line=1, given=called("f()"), value=ORACLE), FOUR)
    assert found.outcome is Verdict.WAITING
    (check,) = found.checks
    assert check.expected is None
    assert [each.english for each in check.sentences] == ["This is checked when you submit."]


def test_what_fails_without_its_oracle_has_failed() -> None:
    silent = Case(line=1, given=called("f()"), value=ORACLE)
    found = checked(silent, case(value(["unknown", "an object"]), b"loud"))
    assert found.outcome is Verdict.FAILED
    assert {check.expected for check in found.checks} == {None}
