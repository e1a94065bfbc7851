"""Values of one scalar, and warnings of those that YAML 1.1 takes for something else than it looks like."""

import math
import re
from collections.abc import Callable, Mapping

from yaml.nodes import ScalarNode
from yaml.resolver import Resolver

from slipway.suites.reading.findings import Findings, quoted
from slipway.suites.reading.scalars import (
    BOOL_TAG,
    DATE_TAG,
    FLOAT_TAG,
    INT_TAG,
    NULL_TAG,
    TEXT_TAG,
    is_plain,
    warn_of_lines,
    written_integer,
    written_real,
    written_truth,
)
from slipway.suites.value import NOTHING, Data, Value, ValueType
from slipway.words import Text, text

_READ: Mapping[str, tuple[ValueType, Callable[[str], Data]]] = {
    BOOL_TAG: (ValueType.BOOLEAN, written_truth),
    INT_TAG: (ValueType.INTEGER, written_integer),
    FLOAT_TAG: (ValueType.REAL, written_real),
    TEXT_TAG: (ValueType.TEXT, str),
}
_TYPES: Mapping[str, str] = {"!integer": INT_TAG, "!real": FLOAT_TAG, "!text": TEXT_TAG, "!boolean": BOOL_TAG}
_LOOKS_LIKE_A_NUMBER = re.compile(r"[-+]?(?:\.?[0-9][0-9_.]*(?:[eE][-+]?[0-9]+)?|nan|inf(?:inity)?)", re.IGNORECASE)


def single_value(node: ScalarNode, findings: Findings) -> Value:
    """The value of a scalar without a tag of a suite's; NOTHING, with a fault kept, where there is none."""
    if node.tag == NULL_TAG:
        return NOTHING
    if node.tag not in _READ:
        findings.refuse(node, _no_value(node))
        return NOTHING
    kind, read = _READ[node.tag]
    data = read(node.value)
    if data is None:
        findings.refuse(node, _not_of_its_kind(node, kind))
        return NOTHING
    if is_plain(node) and (trap := _trap(node, data)):
        findings.warn(node, trap)
    if kind is ValueType.TEXT:
        warn_of_lines(node, findings)
    return Value(kind, data)


def _not_of_its_kind(node: ScalarNode, kind: ValueType) -> Text:
    named = {"written": quoted(node.value)}
    if kind is ValueType.BOOLEAN:
        return text("'%(written)s' is no truth value: write true or false", **named)
    return text("'%(written)s' cannot be read as a number: mend it, or put it into quotes", **named)


def typed_value(node: ScalarNode, findings: Findings) -> Value:
    """The value of a scalar after `!integer`, `!real`, `!text` or `!boolean`; NOTHING, with a fault kept, for none."""
    tag = _TYPES[node.tag]
    if tag == TEXT_TAG:
        return Value(ValueType.TEXT, node.value)
    named = {"written": quoted(node.value), "tag": node.tag}
    if not is_plain(node):
        findings.refuse(
            node, text("what follows %(tag)s is read as a text: write '%(written)s' without quotes", **named)
        )
        return NOTHING
    kind, read = _READ[tag]
    data = read(node.value)
    if data is None:
        sentence = text("'%(written)s' is not of the type %(tag)s: leave the tag out, or mend the value", **named)
        findings.refuse(node, sentence)
        return NOTHING
    return Value(kind, data)


def _no_value(node: ScalarNode) -> Text:
    named = {"written": quoted(node.value)}
    if node.tag == DATE_TAG:
        return text('%(written)s is a date in YAML, and no value: write "%(written)s" for the text', **named)
    return text('%(written)s has a meaning in YAML, and is no value: write "%(written)s" for the text', **named)


def _trap(node: ScalarNode, data: Data) -> Text | None:
    """What is said of a plain scalar that YAML 1.1 reads in a way that few expect."""
    written = node.value
    if node.tag == BOOL_TAG and written.lower() not in ("true", "false"):
        named = {"written": written, "meant": "true" if data else "false"}
        return text('%(written)s is the truth value %(meant)s here: write %(meant)s, or "%(written)s"', **named)
    if node.tag in (INT_TAG, FLOAT_TAG) and re.match("[-+]?0[0-7_]+$|.*:", written):
        named = {"written": quoted(written), "meant": str(data)}
        return text('%(written)s is the number %(meant)s here: write %(meant)s, or "%(written)s"', **named)
    if node.tag == TEXT_TAG and (meant := _looks_like(written)):
        named = {"written": quoted(written), "meant": quoted(meant)}
        return text(
            '%(written)s is a text here: write %(meant)s for what it looks like, or "%(written)s" for the text', **named
        )
    return None


def _looks_like(written: str) -> str:
    """What a plain text should have been; '' where it looks like a text."""
    if written == "None":
        return "null"
    if written.startswith("(") and written.endswith(")") and "," in written:
        return f"!expression '{written}'"
    # What YAML takes for a number by itself is a text by its tag: `!!str 5`.
    is_meant = Resolver().resolve(ScalarNode, written, (True, False)) != TEXT_TAG  # type: ignore[no-untyped-call]
    return "" if is_meant or not _LOOKS_LIKE_A_NUMBER.fullmatch(written) else _number_in_yaml(written)


def _number_in_yaml(written: str) -> str:
    try:
        number = float(written)
    except ValueError:
        return ""
    if not math.isfinite(number):
        return f"{'-' if number < 0 else ''}.{'nan' if math.isnan(number) else 'inf'}"
    if re.fullmatch("[-+]?[0-9_]+", written):
        return str(int(number))
    digits, _, exponent = repr(number).partition("e")
    return f"{digits}{'' if '.' in digits else '.0'}{exponent and 'e'}{exponent}"
