"""Texts, numbers and truth values of a suite, and what YAML 1.1 makes of those that are written without quotes."""

import math
import re
from typing import TypeVar

from yaml.nodes import Node, ScalarNode

from slipway.suites.reading.findings import Findings, quoted
from slipway.suites.reading.suite_table import node_kind
from slipway.suites.reading.value_parts import MOST_BITS
from slipway.words import Text, text

PATH_TAG = "!path"  # TESTed's, before the name of a file
_STANDARD = "tag:yaml.org,2002:"
NULL_TAG, BOOL_TAG, INT_TAG = f"{_STANDARD}null", f"{_STANDARD}bool", f"{_STANDARD}int"
FLOAT_TAG, TEXT_TAG, DATE_TAG = f"{_STANDARD}float", f"{_STANDARD}str", f"{_STANDARD}timestamp"
IMPLICIT_TAGS = frozenset(  # those that a scalar without quotes can get
    {NULL_TAG, BOOL_TAG, INT_TAG, FLOAT_TAG, TEXT_TAG, DATE_TAG, f"{_STANDARD}value", f"{_STANDARD}merge"}
)

_MOST_SIXTIES = 20  # of the parts of 1:30:00
_Number = TypeVar("_Number", int, float)

_TRUE = frozenset({"yes", "true", "on"})
_TRUTHS = frozenset({*_TRUE, "no", "false", "off"})


def is_plain(node: Node) -> bool:
    """Whether a node is written without quotes, and not as a block of text."""
    return isinstance(node, ScalarNode) and node.style is None


def text_of(node: Node, key: str, findings: Findings) -> str | None:
    """The text `node`, as the value of `key`; None, with a fault kept, where it is something else."""
    if isinstance(node, ScalarNode) and node.tag == TEXT_TAG:
        return str(node.value)
    if node.tag == PATH_TAG:
        findings.refuse(node, text("texts are not read from files yet: write the text itself instead of !path"))
    elif not isinstance(node, ScalarNode) or not node.tag.startswith(_STANDARD):
        other = node_kind(node)
        sentence = text("%(key)s must be a text, and this is %(other)s: put it into quotes", key=key, other=other)
        findings.refuse(node, sentence)
    elif node.value == "":
        findings.refuse(node, text('%(key)s is empty: write "" for an empty text, or remove %(key)s', key=key))
    else:
        sentence = text(
            '%(key)s must be a text, and %(written)s means %(meaning)s: write "%(written)s"',
            key=key,
            written=quoted(node.value),
            meaning=_meaning(node),
        )
        findings.refuse(node, sentence)
    return None


def warn_of_lines(node: Node, findings: Findings) -> None:
    """Keep a warning where the lines of a text are seldom what they were meant to be."""
    if not isinstance(node, ScalarNode) or node.style in ("|", ">"):
        return
    if node.style != '"' and "\\n" in node.value:
        sentence = text("\\n is a backslash and an n here: put the text into double quotes, or write it below a |")
        findings.warn(node, sentence)
    if node.end_mark.line > node.start_mark.line:
        sentence = text("these lines are joined by spaces: write them below a | to keep them apart")
        findings.warn(node, sentence)


def truth_of(node: Node, key: str, findings: Findings) -> bool | None:
    """The truth value `node`, as the value of `key`; None, with a fault kept, where it is something else."""
    if isinstance(node, ScalarNode) and node.tag == BOOL_TAG and (truth := written_truth(node.value)) is not None:
        return truth
    findings.refuse(node, text("%(key)s must be true or false, without quotes", key=key))
    return None


def whole_number_of(node: Node, key: str, findings: Findings) -> int | None:
    """The whole number `node`, as the value of `key`; None, with a fault kept, where it is something else."""
    if isinstance(node, ScalarNode) and node.tag == INT_TAG and (number := written_integer(node.value)) is not None:
        return number
    findings.refuse(node, text("%(key)s must be a whole number, without quotes", key=key))
    return None


def written_truth(written: str) -> bool | None:
    """What YAML 1.1 means by a truth value; None where it is none."""
    lower = written.lower()
    return lower in _TRUE if lower in _TRUTHS else None


def written_integer(written: str) -> int | None:
    """The integer of YAML 1.1: 010 is 8, 1:30 is 90. None where it is none, or too long to be written again."""
    sign, digits = _signed(written)
    try:
        if ":" in digits:
            number = _of_sixties([int(part) for part in digits.split(":", _MOST_SIXTIES)])
        elif re.fullmatch("0[0-7]+", digits):
            number = int(digits, 8)
        else:
            number = int(digits, 0)
    except ValueError:
        return None
    return sign * number if number.bit_length() <= MOST_BITS else None


def written_real(written: str) -> float | None:
    """The real number of YAML 1.1: `.inf`, `.nan`, 1:30.5 is 90.5. None where it is none."""
    sign, digits = _signed(written)
    named = {".inf": math.inf, ".nan": math.nan}
    if digits.lower() in named:
        return sign * named[digits.lower()]
    try:
        return sign * _of_sixties([float(part) for part in digits.split(":", _MOST_SIXTIES)])
    except ValueError:
        return None


def _of_sixties(parts: list[_Number]) -> _Number:
    """Hours, minutes and seconds as seconds."""
    total = parts[0]
    for part in parts[1:]:
        total = total * 60 + part
    return total


def _signed(written: str) -> tuple[int, str]:
    digits = written.replace("_", "")
    return (-1 if digits.startswith("-") else 1), digits[1:] if digits[:1] in ("+", "-") else digits


def _meaning(node: ScalarNode) -> Text:
    """What YAML reads where a text was meant."""
    if node.tag == BOOL_TAG:
        return text("the truth value true") if written_truth(node.value) else text("the truth value false")
    if node.tag in (INT_TAG, FLOAT_TAG):
        return text("a number")
    if node.tag == DATE_TAG:
        return text("a date")
    return text("nothing") if node.tag == NULL_TAG else text("something else in YAML")
