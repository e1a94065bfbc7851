"""What a guest says to the other one, read as what it is: the words of a stranger, for a stranger.

The host passes on only what has the form of `guest/slipway_relay.py`: a question of a closed set, or an answer, of
bounded size. It looks into no value: those that are not right make the guest that reads them raise an error.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from slipway.sandbox.reply import Nonsense, read_json, read_text

_LONGEST = 4 * 2**20  # characters of a message
_NODES, _DEPTH = 400_000, 160  # of its JSON; slipway_relay stops at 50,000 values, 60 deep
_OF_TESTS: Mapping[str, frozenset[str]] = {
    "import": frozenset({"name", "again"}),
    "call": frozenset({"of", "args", "named"}),
    "special": frozenset({"of", "name", "args"}),
    "get": frozenset({"of", "name"}),
    "set": frozenset({"of", "name", "value"}),
    "delete": frozenset({"of", "name"}),
    "describe": frozenset({"of"}),
}
_OF_PROGRAMS: Mapping[str, frozenset[str]] = {
    "call": frozenset({"of", "args", "named"}),
    "input": frozenset({"prompt"}),
    "line": frozenset(),
}
_ANSWER = frozenset({"value", "error", "changed"})
_LARGEST = 2**53


@dataclass(frozen=True, slots=True, kw_only=True)
class RelayMessage:
    """A question or an answer, as `said`, and what the program printed before it."""

    is_question: bool
    said: Mapping[str, object]
    stdout: str = ""
    stderr: str = ""

    @property
    def line(self) -> dict[str, object]:
        """As the other guest is told."""
        said = {"ask" if self.is_question else "answer": self.said, "out": self.stdout, "err": self.stderr}
        return {"say": json.dumps(said)}


def is_message(line: object) -> bool:
    """Whether a line of a guest's is for the other guest; else `read_reply` reads it."""
    return isinstance(line, dict) and "said" in line


def read_message(line: object, *, expected_id: str, is_program: bool) -> RelayMessage:
    """The message in a line. `is_program`: it is the program's guest that says it. Raises Nonsense."""
    if not isinstance(line, dict) or line.keys() != {"id", "said", "stdout", "stderr"} or line["id"] != expected_id:
        raise Nonsense("no message of this context")
    said = line["said"]
    if not isinstance(said, str) or len(said) > _LONGEST:
        raise Nonsense("no message, or one that is too long")
    message = read_json(said.encode("utf-8", "backslashreplace"))
    _Bounds().hold(message, 0)
    printed = (read_text(line["stdout"]).text, read_text(line["stderr"]).text) if is_program else ("", "")
    match message:
        case {"ask": {"op": str(name), **given}} if len(message) == 1:
            known = (_OF_PROGRAMS if is_program else _OF_TESTS).get(name)
            if known is None or given.keys() != known:
                raise Nonsense("a question that nobody may ask")
            return RelayMessage(is_question=True, said=message["ask"], stdout=printed[0], stderr=printed[1])
        case {"answer": dict(answer)} if len(message) == 1 and answer.keys() <= _ANSWER:
            return RelayMessage(is_question=False, said=answer, stdout=printed[0], stderr=printed[1])
    raise Nonsense("neither a question nor an answer")


class _Bounds:
    """How much JSON a message may hold: of texts, whole numbers, truth values, lists and objects."""

    def __init__(self) -> None:
        self.left = _NODES

    def hold(self, value: Any, depth: int) -> None:
        """Raises Nonsense for more than that."""
        self.left -= 1
        if self.left < 0 or depth > _DEPTH:
            raise Nonsense("a message that is too large")
        if isinstance(value, dict):
            value = list(value.values())
        if isinstance(value, list):
            for each in value:
                self.hold(each, depth + 1)
        elif not (value is None or isinstance(value, (str, bool)) or (type(value) is int and abs(value) <= _LARGEST)):
            raise Nonsense("no value of a message")
