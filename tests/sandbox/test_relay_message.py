"""What one guest says to the other is passed on only if it has the form of a question or an answer."""

import base64
import json
from typing import Any

import pytest

from slipway.sandbox.relay_message import is_message, read_message
from slipway.sandbox.reply import Nonsense

ID = "0" * 32


def text(written: str) -> dict[str, Any]:
    return {"text": base64.b64encode(written.encode()).decode(), "more": 0}


def line(said: object, /, **changes: Any) -> dict[str, Any]:
    whole = said if isinstance(said, str) else json.dumps(said)
    return {"id": ID, "said": whole, "stdout": text("out\n"), "stderr": text("")} | changes


def nested(depth: int) -> object:
    found: object = 1
    for _ in range(depth):
        found = [found]
    return found


QUESTIONS = [
    (False, {"op": "import", "name": "shapes", "again": False}),
    (False, {"op": "call", "of": 3, "args": [1, ["list", [2]]], "named": {}}),
    (False, {"op": "get", "of": 3, "name": "area"}),
    (True, {"op": "call", "of": 0, "args": [], "named": {"a": None}}),
    (True, {"op": "input", "prompt": "Name? "}),
    (True, {"op": "line"}),
]


@pytest.mark.parametrize(("is_program", "ask"), QUESTIONS)
def test_a_question_is_passed_on(is_program: bool, ask: dict[str, Any]) -> None:
    message = read_message(line({"ask": ask}), expected_id=ID, is_program=is_program)
    assert message.is_question
    printed = "out\n" if is_program else ""
    assert json.loads(str(message.line["say"])) == {"ask": ask, "out": printed, "err": ""}


def test_an_answer_is_passed_on() -> None:
    answer = {"value": ["object", 1, 2], "changed": [[0, ["list", []]]]}
    message = read_message(line({"answer": answer}), expected_id=ID, is_program=True)
    assert (message.is_question, message.said) == (False, answer)


@pytest.mark.parametrize(
    "said",
    [
        "",
        "nonsense",
        "[]",
        "null",
        "{}",
        {"ask": {}},
        {"ask": {"op": "eval", "of": 1}},
        {"ask": {"op": "get", "of": 1}},
        {"ask": {"op": "get", "of": 1, "name": "a", "more": 1}},
        {"ask": {"op": ["get"], "of": 1, "name": "a"}},
        {"ask": {"op": "input", "prompt": ""}},  # only programs ask that
        {"ask": {"op": "describe", "of": 1}, "answer": {}},
        {"answer": []},
        {"answer": {"values": 1}},
        {"answer": {"value": 1.5}},
        {"answer": {"value": 2**60}},
        '{"answer": {"value": NaN}}',
        '{"answer": {"value": ' + "9" * 5_000 + "}}",
        {"answer": {"value": nested(200)}},
        '{"answer": {"value": ' + "[" * 100_000 + "]" * 100_000 + "}}",
        {"answer": {"value": [0] * 400_001}},
        {"answer": {"value": "x" * (4 * 2**20)}},
    ],
)
def test_anything_else_is_nonsense(said: object) -> None:
    with pytest.raises(Nonsense):
        read_message(line(said), expected_id=ID, is_program=False)


@pytest.mark.parametrize("op", ["import", "special", "get", "set", "delete", "describe"])
def test_a_program_may_not_ask_what_tests_ask(op: str) -> None:
    asked = {"op": op, "of": 0, "name": "__globals__", "args": [], "value": 1, "again": False}
    with pytest.raises(Nonsense):
        read_message(line({"ask": asked}), expected_id=ID, is_program=True)
    with pytest.raises(Nonsense):
        read_message(line({"ask": {"op": op, "of": 0, "name": "a"}}), expected_id=ID, is_program=True)


@pytest.mark.parametrize(
    "changes",
    [
        {"id": "1" * 32},
        {"id": None},
        {"said": None},
        {"stdout": None},
        {"stdout": {"text": "?", "more": 0}},
        {"more": 1},
    ],
)
def test_a_line_of_another_form_is_nonsense(changes: dict[str, Any]) -> None:
    with pytest.raises(Nonsense):
        read_message(line({"answer": {"value": 1}}, **changes), expected_id=ID, is_program=True)


def test_what_is_for_the_other_guest_is_told_from_what_is_for_the_host() -> None:
    assert is_message(line({"answer": {}}))
    assert not is_message({"id": ID, "end": "finished", "code": 0})
    assert not is_message(["said"])
