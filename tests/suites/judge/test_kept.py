"""Results as JSON and back; whatever is not exactly a result is refused."""

import copy
import json
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from slipway.suites.judge.judging import judge_suite
from slipway.suites.judge.kept import result_from_json, result_to_json
from slipway.suites.judge.oracles import CheckPlace, with_answers
from slipway.suites.judge.result import Channel, SuiteResult
from slipway.suites.judge.unreadable import UnreadableResultError
from slipway.suites.observed import SeenContext
from slipway.suites.suite import Case, CaseInput, Context, ExceptionCheck, Suite, Tab, TextCheck
from tests.often import at_most
from tests.suites.building import called, ended, integer, list_of, raised, seen, sequence, suite_of
from tests.suites.strategies import contexts, oracle_says, sights

ANY_TEXT = st.text("aB5 \n\r\t\0\udc80\u2028é", max_size=8)
ANY_NUMBER = st.integers() | st.sampled_from([-(2**53), 2**63])


@settings(max_examples=at_most(100), deadline=None)
@given(
    found=st.lists(contexts(ANY_TEXT, ANY_NUMBER), min_size=1, max_size=2),
    told=st.lists(st.none() | sights(ANY_TEXT, ANY_NUMBER), max_size=2),
    said=oracle_says(ANY_TEXT),
)
def test_there_and_back(found: list[Context], told: list[SeenContext | None], said: dict[Channel, object]) -> None:
    suite = Suite(tabs=(Tab(name="tests", contexts=tuple(found)),))
    waiting = judge_suite(suite, [told[: len(found)]])
    for result in (
        waiting,
        with_answers(waiting, {CheckPlace(0, 0, 0, channel): answer for channel, answer in said.items()}),
    ):
        kept = json.dumps(result_to_json(result), allow_nan=False)
        assert "\\u0000" not in kept
        kept.encode()
        json.dumps(json.loads(kept), ensure_ascii=False).encode()  # no lone surrogate
        assert result_from_json(json.loads(kept)) == result


def full_result() -> SuiteResult:
    """With every kind of thing that a result can hold."""
    cases = (
        Case(line=3, given=CaseInput(stdin="1\n", arguments=("a",)), stdout=TextCheck(text="1"), exit_code=3),
        Case(line=5, given=called("f()"), value=sequence(integer(1)), description="calls f"),
        Case(line=8, given=called("g()"), exception=ExceptionCheck(message="bad", name="ValueError")),
        Case(line=9, given=called("h()"), exit_code=3),
    )
    sight = ended(
        seen("2\n"), seen(value=list_of(integer(2))), seen(exception=raised("KeyError", "'a'")), seen(), code=2
    )
    return judge_suite(suite_of(Context(cases=cases, description="all")), [[sight]])


def first_case(kept: Any) -> Any:
    return kept["result"]["tabs"][0]["contexts"][0]["cases"][0]


def check_of(kept: Any, case: int) -> Any:
    return kept["result"]["tabs"][0]["contexts"][0]["cases"][case]["checks"][0]


def put(path: Callable[[Any], Any], name: str, value: object) -> Callable[[Any], None]:
    def change(kept: Any) -> None:
        path(kept)[name] = value

    return change


SENTENCE: dict[str, object] = {"pattern": "a %(b)s", "values": {"b": 1}}


def sentence(**changes: object) -> Callable[[Any], None]:
    return put(first_case, "sentences", [SENTENCE | changes])


def nested_sentence(levels: int) -> dict[str, object]:
    found: dict[str, object] = SENTENCE
    for _ in range(levels):
        found = {"pattern": "a %(b)s", "values": {"b": found}}
    return found


HOSTILE: list[Callable[[Any], None]] = [
    put(lambda kept: kept, "form", 2),
    put(lambda kept: kept, "form", True),
    put(lambda kept: kept, "form", "1"),
    put(lambda kept: kept, "result", None),
    put(lambda kept: kept, "result", []),
    put(lambda kept: kept["result"], "tabs", None),
    put(lambda kept: kept["result"], "tabs", {}),
    put(lambda kept: kept["result"], "tabs", [None]),
    put(lambda kept: kept["result"], "nothing_ran", "never"),
    put(lambda kept: kept["result"], "more", 1),
    put(lambda kept: kept["result"]["tabs"][0], "name", 5),
    put(lambda kept: kept["result"]["tabs"][0], "name", None),
    put(lambda kept: kept["result"]["tabs"][0], "verdicts_only", 1),
    put(first_case, "outcome", "PASSED"),
    put(first_case, "outcome", ["passed"]),
    put(first_case, "counts", "yes"),
    put(first_case, "line", 1.5),
    put(first_case, "line", True),
    put(first_case, "line", 2**60),
    put(first_case, "is", "text"),
    put(lambda kept: first_case(kept)["given"]["stdin"], "text", "a\0b"),
    put(lambda kept: first_case(kept)["given"]["stdin"], "text", "\udc80"),
    put(lambda kept: first_case(kept)["given"]["stdin"], "is", "value"),
    put(lambda kept: first_case(kept)["given"], "arguments", "ab"),
    put(lambda kept: first_case(kept)["given"], "arguments", [1]),
    put(lambda kept: check_of(kept, 0), "got", "text"),
    put(lambda kept: check_of(kept, 0), "got", {"text": "a"}),
    put(lambda kept: check_of(kept, 0), "got", {"is": ["text"], "text": "a"}),
    put(lambda kept: check_of(kept, 0), "got", {"is": "number", "text": "a"}),
    put(lambda kept: check_of(kept, 0), "got", True),
    put(lambda kept: check_of(kept, 1)["got"], "type", "object"),
    put(lambda kept: check_of(kept, 2)["got"], "trace", [{"line": 1}]),
    put(first_case, "sentences", ["a"]),
    sentence(pattern="a %(b)100000000d"),
    sentence(pattern="a %(b)s %s"),
    sentence(pattern="a %(b)s %"),
    sentence(pattern="a %(b)s %(c)s"),
    sentence(pattern="a"),
    sentence(pattern=5),
    sentence(pattern="a" * 1_000 + "%(b)s"),
    sentence(values=None),
    sentence(values={"b": None}),
    sentence(values={"b": 1.5}),
    sentence(values={"b": "x" * 10_000}),
    sentence(values={"b": 10**30}),
    sentence(values={"b": 1, "c": 2}),
    sentence(values={"b": nested_sentence(10)}),
    sentence(more=1),
]


@pytest.mark.parametrize("change", HOSTILE)
def test_what_is_no_result_is_refused(change: Callable[[Any], None]) -> None:
    kept = json.loads(json.dumps(result_to_json(full_result())))
    assert result_from_json(copy.deepcopy(kept)) == full_result()
    change(kept)
    with pytest.raises(UnreadableResultError):
        result_from_json(kept)


@pytest.mark.parametrize("kept", [None, 5, "x", [], {}, {"form": 1}, {"form": 0, "result": {}}])
def test_what_is_not_even_like_one(kept: object) -> None:
    with pytest.raises(UnreadableResultError):
        result_from_json(kept)


def test_a_sentence_that_is_read_can_be_said() -> None:
    kept = json.loads(json.dumps(result_to_json(full_result())))
    first_case(kept)["sentences"] = [nested_sentence(2), {"pattern": "100 %", "values": {}}]
    read = result_from_json(kept).tabs[0].cases[0].sentences
    assert [each.english for each in read] == ["a a a 1", "100 %"]


def test_what_has_a_default_may_be_left_out() -> None:
    kept = json.loads(json.dumps(result_to_json(full_result())))
    del first_case(kept)["line"]
    assert result_from_json(kept).tabs[0].cases[0].line is None
    del first_case(kept)["outcome"]
    with pytest.raises(UnreadableResultError, match=r"result\.tabs\.contexts\.cases"):
        result_from_json(kept)
