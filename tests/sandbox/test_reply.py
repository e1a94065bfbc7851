"""What a guest says is read as a stranger's: whatever is not exactly right is nonsense."""

import base64
import json
from typing import Any

import pytest

from slipway.sandbox.reply import GuestReply, Nonsense, is_whole, read_json, read_reply
from slipway.sandbox.value_reply import MORE_THAN_IS_READ, read_value
from slipway.suites.observed import End, SeenCase, SeenContext, SeenException, SeenText
from slipway.suites.value import NOTHING, Value, ValueType

ID = "4f2a"
EXCEPTION = {"name": "KeyError", "qualified": "KeyError", "message": "'no'", "trace": [[3, "d['no']"]]}
ANSWER: dict[str, Any] = {"value": None, "exception": None, "exit": None}


def base64_of(said: object) -> str:
    return base64.b64encode(said if isinstance(said, bytes) else json.dumps(said).encode()).decode()


def line_of(case: object) -> bytes:
    return json.dumps({"id": ID, "case": case}).encode()


def case_line(answer: object = ANSWER, stdout: bytes = b"", more: object = 0) -> bytes:
    out = {"text": base64_of(stdout), "more": more}
    return line_of({"said": base64_of(answer), "stdout": out, "stderr": {"text": "", "more": 0}})


def test_a_case_is_read() -> None:
    line = case_line({"value": ["integer", "-ff"], "exception": EXCEPTION, "exit": None}, b"a\r\nb\xff\rc", 7)
    trace = ((3, "d['no']"),)
    exception = SeenException(name="KeyError", qualified="KeyError", message="'no'", trace=trace)
    text = SeenText(text="a\nb\\xff\nc", more=7)
    case = SeenCase(stdout=text, value=Value(ValueType.INTEGER, -255), exception=exception)
    assert read_reply(read_json(line), expected_id=ID) == GuestReply(case=case)


@pytest.mark.parametrize(("end", "code"), [("finished", 0), ("exit", 255), ("crashed", None), ("output", None)])
def test_an_end_is_read(end: str, code: int | None) -> None:
    line = json.dumps({"id": ID, "end": end, "code": code}).encode()
    assert read_reply(read_json(line), expected_id=ID) == GuestReply(end=End(end), exit_code=code)


NO_TEXT = {"text": "", "more": 0}
NONSENSE: dict[str, bytes] = {
    "nothing": b"",
    "no JSON": b"{'id': 1}",
    "no UTF-8": b"\xff\xfe\xfd",
    "deep": b"[" * 100_000,
    "no object": b"[]",
    "another id": json.dumps({"id": "4f2b", "end": "finished", "code": 0}).encode(),
    "no id": json.dumps({"end": "finished", "code": 0}).encode(),
    "a case and an end": json.dumps({"id": ID, "case": {}, "end": "finished", "code": 0}).encode(),
    "a verdict": json.dumps({"id": ID, "end": "finished", "code": 0, "passed": True}).encode(),
    "an end of its own": json.dumps({"id": ID, "end": "won", "code": 0}).encode(),
    "an end that only we tell": json.dumps({"id": ID, "end": "time", "code": None}).encode(),
    "an end that cannot be a key": json.dumps({"id": ID, "end": [], "code": None}).encode(),
    "a code too large": json.dumps({"id": ID, "end": "exit", "code": 256}).encode(),
    "a code that is true": json.dumps({"id": ID, "end": "exit", "code": True}).encode(),
    "no case": line_of(None),
    "a case with more": line_of({"said": None, "stdout": NO_TEXT, "stderr": NO_TEXT, "passed": True}),
    "no text": line_of({"said": None, "stdout": "hello", "stderr": NO_TEXT}),
    "no base64": line_of({"said": "é", "stdout": NO_TEXT, "stderr": NO_TEXT}),
    "less than nothing": case_line(more=-1),
    "half": case_line(more=0.5),
    "no answer": case_line([]),
    "an answer without end": case_line(b'{"value": null, "exception": {"na'),
    "an answer with more": case_line({**ANSWER, "passed": True}),
    "an exception without words": case_line({**ANSWER, "exception": {**EXCEPTION, "message": 1}}),
    "an exception without trace": case_line({**ANSWER, "exception": {**EXCEPTION, "trace": None}}),
    "lines of nothing": case_line({**ANSWER, "exception": {**EXCEPTION, "trace": [["3", "x"]]}}),
    "a trace without end": case_line({**ANSWER, "exception": {**EXCEPTION, "trace": [[1, "x"]] * 21}}),
    "a value of no type": case_line({**ANSWER, "value": ["int8", "1"]}),
}


@pytest.mark.parametrize("line", NONSENSE.values(), ids=NONSENSE.keys())
def test_nonsense(line: bytes) -> None:
    with pytest.raises(Nonsense):
        read_reply(read_json(line), expected_id=ID)


def nested(depth: int) -> object:
    said: object = ["list", []]
    for _ in range(depth):
        said = ["list", [said]]
    return said


@pytest.mark.parametrize(
    "said",
    [
        None,
        "text",
        ["text"],
        ["text", "a", "b"],
        ["text", 5],
        [["text"], "a"],
        ["integer", "0xg"],
        ["integer", 1],
        ["integer", ""],
        ["real", "zero"],
        ["decimal", "1,5"],
        ["boolean", 1],
        ["nothing", "x"],
        ["sequence", []],
        ["list", {}],
        ["list", [1]],
        ["dict", [[["text", "a"]]]],
        ["dict", [["text", "a"]]],
        ["list", [["nothing", None]] * 100_000],
        nested(103),
    ],
    ids=lambda said: str(said)[:30],
)
def test_what_describes_no_value(said: object) -> None:
    with pytest.raises(Nonsense):
        read_value(said)


@pytest.mark.parametrize(
    ("said", "value"),
    [
        (["nothing", None], NOTHING),
        (["boolean", True], Value(ValueType.BOOLEAN, True)),
        (["integer", "f" * 3_500], Value(ValueType.INTEGER, 16**3_500 - 1)),
        (["integer", "f" * 3_501], MORE_THAN_IS_READ),
        (["real", "0x1.8p+1"], Value(ValueType.REAL, 3.0)),
        (["real", "-inf"], Value(ValueType.REAL, float("-inf"))),
        (["decimal", "NaN"], Value(ValueType.DECIMAL, "NaN")),
        (["text", "\ud83d"], Value(ValueType.TEXT, "\\ud83d")),
        (["unknown", "<object>"], Value(ValueType.UNKNOWN, "<object>")),
        (["set", []], Value(ValueType.SET, ())),
        (
            ["dict", [[["text", "a"], ["list", []]]]],
            Value(ValueType.DICT, ((Value(ValueType.TEXT, "a"), Value(ValueType.LIST, ())),)),
        ),
    ],
)
def test_values(said: object, value: Value) -> None:
    assert read_value(said) == value


def test_no_number_is_itself() -> None:
    assert str(read_value(["real", "nan"]).data) == "nan"


@pytest.mark.parametrize(
    ("end", "reached", "is_so"),
    [(End.FINISHED, 2, True), (End.FINISHED, 1, False), (End.EXIT, 1, True), (End.CRASHED, 0, True)],
)
def test_whoever_finished_has_run_all_cases(end: End, reached: int, is_so: bool) -> None:
    assert is_whole(SeenContext(cases=(SeenCase(),) * reached, end=end), 2) == is_so
