"""A result as the server sends it, in the form of `slipway.suites.judge.result`."""

from typing import Any


def text(value: str, **cut: int) -> dict[str, Any]:
    return {"is": "text", "text": value, "before": 0, "more": 0, **cut}


def value(kind: str, *lines: str) -> dict[str, Any]:
    return {"is": "value", "type": kind, "lines": list(lines), "before": 0, "more": 0}


def check(channel: str, expected: Any, got: Any, *sentences: str, outcome: str = "failed") -> dict[str, Any]:
    made = {"channel": channel, "outcome": outcome, "expected": expected, "got": got, "failure": None}
    return {**made, "sentences": list(sentences), "messages": []}


def case(outcome: str, given: dict[str, Any] | None, *checks: dict[str, Any], **more: Any) -> dict[str, Any]:
    made = {"outcome": outcome, "counts": True, "given": given, "line": 3, "checks": list(checks), "stopped": None}
    return {**made, "sentences": [], **more}


def given(call: str | None = None, stdin: str | None = None, *arguments: str) -> dict[str, Any]:
    return {
        "description": None,
        "stdin": None if stdin is None else text(stdin),
        "arguments": list(arguments),
        "call": None if call is None else text(call),
    }


PASSED = case("passed", given("area(2)"), check("value", None, value("integer", "4"), outcome="passed"))
WRONG_VALUE = case(
    "failed",
    given("area(3)"),
    check("value", value("integer", "9"), value("text", "'9'"), "Number 9 expected, text '9' returned."),
)
WRONG_TEXT = case(
    "failed",
    given(None, "Ada\n"),
    check("stdout", text("Hello Ada\n"), text("Hello  Ada"), "A line break is missing at the end."),
)
LONG_VALUE = case(
    "failed",
    given("names()"),
    check(
        "value",
        value("list", *(f"'name number {n}'" for n in range(9))),
        value("list", *(f"'name number {n}'" for n in range(8))),
    ),
)
CRASHED = case(
    "failed",
    given("area(None)"),
    check(
        "exception",
        None,
        {
            "is": "exception",
            "name": "TypeError",
            "message": text("unsupported operand"),
            "trace": [{"line": 2, "code": "return n * n"}],
        },
    ),
)
NO_TIME = "Not run because the time was used up before this case."
NOT_RUN = case("not-run", given("area(5)"), stopped="time", sentences=[NO_TIME])
HIDDEN = [case(outcome, None) for outcome in ("passed", "failed", "passed")]


def tab(name: str, *contexts: list[dict[str, Any]], **more: Any) -> dict[str, Any]:
    return {"name": name, "contexts": [{"cases": cases} for cases in contexts], "verdicts_only": False, **more}


RESULT = {
    "nothing_ran": None,
    "tabs": [
        tab("Examples", [PASSED], [WRONG_VALUE], [WRONG_TEXT], [LONG_VALUE], [CRASHED, NOT_RUN]),
        tab("Hidden", HIDDEN, verdicts_only=True, show="verdict"),
    ],
}
GOOD = {"nothing_ran": None, "tabs": [tab("Examples", [PASSED])]}
UNREAD = check(
    "exception",
    None,
    {
        "is": "exception",
        "name": "SyntaxError",
        "message": text("expected ':'"),
        "trace": [{"line": 1, "code": "def area(n)"}],
    },
)
SYNTAX = {"nothing_ran": "syntax", "tabs": [tab("Examples", [case("not-run", given("area(2)"), UNREAD)])]}
