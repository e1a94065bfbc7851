"""Suites as JSON, for a student's browser, and back. Numbers in values are texts: JSON does not have all of them."""

from collections.abc import Callable, Mapping
from dataclasses import asdict
from typing import Any

from slipway.suites.suite import (
    Call,
    Case,
    CaseInput,
    Context,
    ExceptionCheck,
    OracleCheck,
    Suite,
    Tab,
    TextCheck,
    TextOptions,
)
from slipway.suites.value import NOTHING, Value, ValueType

# Where a check by an oracle stands in a suite that was sent: of the oracle itself nothing is.
UNSENT_ORACLE = OracleCheck(file="", function="", expected=NOTHING)
_ORACLE = "oracle"


def suite_to_json(suite: Suite) -> dict[str, Any]:
    """The suite as JSON has it. Of checks by oracles only where they stand."""
    tabs = [
        {"name": tab.name, "contexts": [_context_to_json(context) for context in tab.contexts]} for tab in suite.tabs
    ]
    return {"namespace": suite.namespace, "tabs": tabs}


def suite_from_json(sent: Mapping[str, Any]) -> Suite:
    """The suite of which `suite_to_json` made `sent`, with `UNSENT_ORACLE` for each oracle."""
    tabs = tuple(
        Tab(name=tab["name"], contexts=tuple(_context_from_json(context) for context in tab["contexts"]))
        for tab in sent["tabs"]
    )
    return Suite(namespace=sent["namespace"], tabs=tabs)


def _context_to_json(context: Context) -> dict[str, Any]:
    return {"description": context.description, "cases": [_case_to_json(case) for case in context.cases]}


def _context_from_json(sent: Mapping[str, Any]) -> Context:
    return Context(description=sent["description"], cases=tuple(_case_from_json(case) for case in sent["cases"]))


def _case_to_json(case: Case) -> dict[str, Any]:
    return {
        "line": case.line,
        "given": asdict(case.given),
        "description": case.description,
        "stdout": _check_to_json(case.stdout),
        "stderr": _check_to_json(case.stderr),
        "value": _check_to_json(case.value),
        "exception": None if case.exception is None else asdict(case.exception),
        "exit_code": case.exit_code,
    }


def _case_from_json(sent: Mapping[str, Any]) -> Case:
    given, exception = sent["given"], sent["exception"]
    call = None if given["call"] is None else Call(**given["call"])
    return Case(
        line=sent["line"],
        given=CaseInput(stdin=given["stdin"], arguments=tuple(given["arguments"]), call=call),
        description=sent["description"],
        stdout=_text_check(sent["stdout"]),
        stderr=_text_check(sent["stderr"]),
        value=_value_check(sent["value"]),
        exception=None if exception is None else ExceptionCheck(**exception),
        exit_code=sent["exit_code"],
    )


def _check_to_json(check: TextCheck | OracleCheck | Value | None) -> object:
    if isinstance(check, OracleCheck):
        return _ORACLE
    if isinstance(check, Value):
        return _value_to_json(check)
    return None if check is None else asdict(check)


def _text_check(sent: Any) -> TextCheck | OracleCheck | None:
    if sent is None or sent == _ORACLE:
        return sent and UNSENT_ORACLE
    return TextCheck(text=sent["text"], options=TextOptions(**sent["options"]))


def _value_check(sent: Any) -> Value | OracleCheck | None:
    if sent is None or sent == _ORACLE:
        return sent and UNSENT_ORACLE
    return _value_from_json(sent)


def _value_to_json(value: Value) -> list[Any]:
    if value.type is ValueType.DICT:
        return [value.type, [[_value_to_json(key), _value_to_json(inner)] for key, inner in _parts(value)]]
    if isinstance(value.data, tuple):
        return [value.type, [_value_to_json(part) for part in _parts(value)]]
    write = _WRITERS.get(value.type)
    return [value.type, write(value.data) if write else value.data]


def _value_from_json(sent: list[Any]) -> Value:
    kind, data = ValueType(sent[0]), sent[1]
    if kind is ValueType.DICT:
        return Value(kind, tuple((_value_from_json(key), _value_from_json(inner)) for key, inner in data))
    if isinstance(data, list):
        return Value(kind, tuple(_value_from_json(part) for part in data))
    read = _READERS.get(kind)
    return Value(kind, read(data) if read else data)


def _parts(value: Value) -> Any:
    return value.data


_WRITERS: Mapping[ValueType, Callable[[Any], str]] = {ValueType.INTEGER: hex, ValueType.REAL: float.hex}
_READERS: Mapping[ValueType, Callable[[str], int | float]] = {
    ValueType.INTEGER: lambda data: int(data, 16),
    ValueType.REAL: float.fromhex,
}
