"""What stdout and stderr must be: a text, a text with options, or a check by a function of the teacher's."""

import math

from yaml.nodes import MappingNode, Node, ScalarNode

from slipway.suites.reading.findings import Findings, quoted
from slipway.suites.reading.key_tables import TEXT_CHECK
from slipway.suites.reading.oracles import is_custom, oracle_check
from slipway.suites.reading.scalars import (
    FLOAT_TAG,
    INT_TAG,
    is_plain,
    text_of,
    warn_of_lines,
    written_integer,
    written_real,
)
from slipway.suites.reading.suite_table import MAP_TAG, SuiteTable, node_kind
from slipway.suites.reading.text_options import TextConfig, read_text_config, text_options
from slipway.suites.reading.values import ORACLE_TAG
from slipway.suites.suite import OracleCheck, TextCheck
from slipway.suites.value import Value, ValueType
from slipway.words import text


def text_check(node: Node, key: str, config: TextConfig, *, findings: Findings) -> TextCheck | OracleCheck | None:
    """The check of the key `stdout` or `stderr`; None, with a fault kept, where it is none.

    What a teacher's own check expects has the line break at its end that a program's output has.
    """
    if isinstance(node, MappingNode):
        return _from_mapping(node, key, config, findings=findings)
    expected = text_of(node, key, findings)
    return None if expected is None else _check(node, expected, config, findings=findings)


def _from_mapping(
    node: MappingNode, key: str, config: TextConfig, *, findings: Findings
) -> TextCheck | OracleCheck | None:
    if node.tag not in (MAP_TAG, ORACLE_TAG):
        other = node_kind(node)
        sentence = text("%(key)s must be a text, and this is %(other)s: leave the type out", key=key, other=other)
        findings.refuse(node, sentence)
        return None
    table = SuiteTable(node, TEXT_CHECK, findings)
    custom = is_custom(table, findings)
    if custom and table.has("config"):
        findings.refuse(table.line("config"), text("config is not for a check of your own: remove it"))
    config = read_text_config(table.get("config"), config, findings)
    found = _data(table, key, findings)
    if found is None:
        return None
    data, expected = found
    if not custom:
        return _check(data, expected, config, findings=findings)
    ends = expected if not expected or expected.endswith("\n") else f"{expected}\n"
    return oracle_check(table, Value(ValueType.TEXT, ends), findings)


def _data(table: SuiteTable, key: str, findings: Findings) -> tuple[Node, str] | None:
    """The expected text, under either of its names, with its node."""
    if table.has("data") and table.has("content"):
        findings.refuse(table.line("content"), text("data and content are the same: remove one of them"))
    node = table.get("data") or table.get("content")
    if node is None:
        if table.is_whole:
            findings.refuse(table.node, text("data is missing: write the expected text as data: …"))
        return None
    expected = _number_as_written(node) or text_of(node, key, findings)
    return None if expected is None else (node, expected)


def _number_as_written(node: Node) -> str:
    """A plain number that is the same when it is written again: TESTed takes it for its text under `data`."""
    if isinstance(node, ScalarNode) and is_plain(node) and node.tag in (INT_TAG, FLOAT_TAG):
        read = written_integer if node.tag == INT_TAG else written_real
        return node.value if str(read(node.value)) == node.value else ""
    return ""


def _check(node: Node, expected: str, config: TextConfig, *, findings: Findings) -> TextCheck:
    warn_of_lines(node, findings)
    options = text_options(config, findings)
    if options.as_number and not _is_number(expected):
        named = {"written": quoted(expected)}
        sentence = text("tryFloatingPoint: the expected text must be one number, and is '%(written)s'", **named)
        findings.refuse(node, sentence)
    return TextCheck(text=expected, options=options)


def _is_number(written: str) -> bool:
    try:
        return not math.isnan(float(written))
    except ValueError:
        return False
