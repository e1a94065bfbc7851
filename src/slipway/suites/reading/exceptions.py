"""What is expected of an exception: its message, its class, or both."""

import builtins
import re

from yaml.nodes import MappingNode, Node, ScalarNode

from slipway.suites.reading.findings import Findings, quoted
from slipway.suites.reading.key_tables import EXCEPTION
from slipway.suites.reading.scalars import text_of
from slipway.suites.reading.suite_table import MAP_TAG, SuiteTable, merged_pairs, table_of
from slipway.suites.suite import ExceptionCheck
from slipway.words import text

_CLASS_NAME = re.compile(r"[^\W\d]\w*(?:\.[^\W\d]\w*)*")


def exception_check(node: Node, findings: Findings) -> ExceptionCheck | None:
    """The check of the key `exception`; None, with a fault kept, where it is none."""
    if isinstance(node, ScalarNode):
        message = text_of(node, "exception", findings)
        if message and _names_a_class(message):
            _warn_of_class(node, message, findings)
        return None if message is None else ExceptionCheck(message=message)
    otherwise = text(
        "exception must be a text, and this is %(other)s: write the message, or {types: {python: ValueError}}"
    )
    table = table_of(node, EXCEPTION, findings, otherwise=otherwise)
    if table is None:
        return None
    if table.is_whole and not table.has("message", "types"):
        findings.refuse(node, text("exception says nothing: write the message, or types: {python: ValueError}"))
    message_node = table.get("message")
    message = text_of(message_node, "message", findings) if message_node else None
    return ExceptionCheck(message=message, name=_python_name(table, findings))


def _python_name(table: SuiteTable, findings: Findings) -> str | None:
    """The class for Python among the types; those for other languages are not ours to read."""
    types = table.get("types")
    if types is None:
        return None
    if not isinstance(types, MappingNode) or types.tag != MAP_TAG:
        findings.refuse(types, text("types is a mapping, such as {python: ValueError}"))
        return None
    for key, value in merged_pairs(types, findings):
        if isinstance(key, ScalarNode) and key.value == "python":
            name = text_of(value, "python", findings)
            if name is not None and not _CLASS_NAME.fullmatch(name):
                sentence = text(
                    "python must name a class, and '%(name)s' is none: write its name, such as ValueError",
                    name=quoted(name),
                )
                findings.refuse(value, sentence)
            return name
    findings.refuse(types, text("types names no class for Python: write {python: ValueError}"))
    return None


def _names_a_class(message: str) -> bool:
    named = getattr(builtins, message, None) if message.isidentifier() else None
    return isinstance(named, type) and issubclass(named, BaseException)


def _warn_of_class(node: Node, name: str, findings: Findings) -> None:
    sentence = text(
        "exception is compared with the message, and %(name)s is a class: write {types: {python: %(name)s}} for it",
        name=name,
    )
    findings.warn(node, sentence)
