"""What a guest says, read as what it is: lines from a stranger. Whatever is not exactly right raises Nonsense."""

import base64
import json
from dataclasses import dataclass, replace
from typing import Any

from slipway.sandbox.value_reply import Nonsense, read_value, readable
from slipway.suites.observed import End, SeenCase, SeenContext, SeenException, SeenText

__all__ = ["GuestReply", "Nonsense", "is_whole", "read_json", "read_reply", "read_text"]

_MESSAGE = 4_000  # characters of an exception's message
_NAME = 200
_TRACE = 20
ENDS = {End.FINISHED, End.EXIT, End.OUTPUT, End.CRASHED, End.SYNTAX}  # the others only the host can tell


@dataclass(frozen=True, slots=True)
class GuestReply:
    """A line: a case, or the end of its context."""

    case: SeenCase | None = None
    end: End | None = None
    exit_code: int | None = None


def read_reply(said: object, *, expected_id: str) -> GuestReply:
    """What a guest's line (`read_json`) says of the context with that id. Raises Nonsense."""
    if not isinstance(said, dict) or said.get("id") != expected_id:
        raise Nonsense("another id")
    if said.keys() == {"id", "case"}:
        return GuestReply(case=_case(said["case"]))
    if said.keys() != {"id", "end", "code"} or said["end"] not in list(ENDS):
        raise Nonsense("neither a case nor an end")
    code = said["code"]
    if code is not None and not _is_whole(code, 255):
        raise Nonsense("no exit code")
    return GuestReply(end=End(said["end"]), exit_code=code)


def is_whole(context: SeenContext, expected_cases: int) -> bool:
    """Whether a context's end agrees with its cases: whoever finished has run them all, and nobody ran more."""
    reached = len(context.cases)
    return reached == expected_cases if context.end == End.FINISHED else reached <= expected_cases


def read_json(line: bytes) -> Any:
    """What a line says. Raises Nonsense."""
    try:
        return json.loads(line)
    except (ValueError, RecursionError) as error:
        raise Nonsense("no JSON") from error


def _case(said: object) -> SeenCase:
    if not isinstance(said, dict) or said.keys() != {"said", "stdout", "stderr"}:
        raise Nonsense("no case")
    seen = SeenCase(stdout=read_text(said["stdout"]), stderr=read_text(said["stderr"]))
    if said["said"] is None:
        return seen
    answer = read_json(_bytes(said["said"]))
    if not isinstance(answer, dict) or answer.keys() != {"value", "exception", "exit"}:
        raise Nonsense("no answer")
    value = None if answer["value"] is None else read_value(answer["value"])
    exception = None if answer["exception"] is None else _exception(answer["exception"])
    return replace(seen, value=value, exception=exception)


def _exception(said: object) -> SeenException:
    if not isinstance(said, dict) or said.keys() != {"name", "qualified", "message", "trace"}:
        raise Nonsense("no exception")
    name, qualified, message, trace = said["name"], said["qualified"], said["message"], said["trace"]
    if not (isinstance(name, str) and isinstance(qualified, str) and isinstance(message, str)):
        raise Nonsense("an exception without words")
    if not isinstance(trace, list) or len(trace) > _TRACE:
        raise Nonsense("no trace")
    return SeenException(
        name=readable(name[:_NAME]),
        qualified=readable(qualified[:_NAME]),
        message=readable(message[:_MESSAGE]),
        trace=tuple(map(_line, trace)),
    )


def _line(said: object) -> tuple[int, str]:
    match said:
        case [int(number), str(text)] if _is_whole(number, 10_000_000):
            return number, readable(text[:_NAME])
    raise Nonsense("no line of a program")


def read_text(said: object) -> SeenText:
    """What a program wrote to a stream, as JSON has it. Raises Nonsense."""
    if not isinstance(said, dict) or said.keys() != {"text", "more"} or not _is_whole(said["more"], 2**40):
        raise Nonsense("no text")
    # As Python's own text files read it, and what is not UTF-8 as `\xNN`.
    text = _bytes(said["text"]).decode("utf-8", "backslashreplace").replace("\r\n", "\n").replace("\r", "\n")
    return SeenText(text=text, more=said["more"])


def _bytes(said: object) -> bytes:
    try:
        return base64.b64decode(said, validate=True) if isinstance(said, str) else b""
    except ValueError as error:
        raise Nonsense("no base64") from error


def _is_whole(said: object, most: int) -> bool:
    return type(said) is int and 0 <= said <= most
