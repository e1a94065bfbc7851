"""What a case gives: input and arguments for the whole program, or a call."""

import re
from dataclasses import dataclass

from yaml.nodes import MappingNode, Node

from slipway.suites.reading.expressions import ReadStatement, read_statement
from slipway.suites.reading.findings import Findings
from slipway.suites.reading.key_tables import STDIN
from slipway.suites.reading.python_source import ExpressionRefused
from slipway.suites.reading.scalars import text_of, warn_of_lines
from slipway.suites.reading.suite_table import MAP_TAG, SuiteTable, nodes_of
from slipway.suites.suite import Call, CaseInput
from slipway.words import text

_ASSIGNS = re.compile(r"\s*([^\W\d]\w*)\s*(?::[^=]*)?=(?!=)")

_NO_CALL = Call(code="", shown="", is_expression=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class CasePlace:
    """Where a case stands in its context, and the variables that cases before it assign; it adds its own."""

    namespace: str
    assigned: set[str]
    is_first: bool
    is_last: bool


def case_input(table: SuiteTable, place: CasePlace, findings: Findings) -> CaseInput:
    """What the case `table` gives; what it assigns is added to `place`."""
    calls = [key for key in ("expression", "statement") if table.has(key)]
    _refuse_together(table, calls, place, findings=findings)
    stdin, arguments = table.get("stdin"), table.get("arguments")
    return CaseInput(
        stdin=_stdin(stdin, findings) if stdin else None,
        arguments=_arguments(arguments, findings) if arguments else (),
        call=_call(table, calls[0], place, findings=findings) if calls else None,
    )


def _refuse_together(table: SuiteTable, calls: list[str], place: CasePlace, *, findings: Findings) -> None:
    """What a case cannot give together, or not where it stands."""
    if len(calls) == 2:
        sentence = text("a case has an expression or a statement: put the statement into a case before this one")
        findings.refuse(table.line("statement"), sentence)
    if not calls and not place.is_first:
        sentence = text(
            "only the first case of a context can run the program: give this one an expression or a statement, or a "
            "context of its own"
        )
        findings.refuse(table.node, sentence)
    if calls and table.has("arguments"):
        sentence = text("arguments are for a case that runs the program: remove them, or the %(key)s", key=calls[0])
        findings.refuse(table.line("arguments"), sentence)
    if not calls or not table.has("stdin"):
        return
    if place.is_first:
        sentence = text("stdin beside %(key)s works here, but TESTed, Dodona's own judge, refuses it", key=calls[0])
        findings.warn(table.line("stdin"), sentence)
    else:
        sentence = text("only the first case of a context can give stdin: move it there, or into a context of its own")
        findings.refuse(table.line("stdin"), sentence)


def _stdin(node: Node, findings: Findings) -> str | None:
    """The text that a program reads, with a line break at its end, as if somebody had typed it."""
    if isinstance(node, MappingNode) and node.tag == MAP_TAG:
        table = SuiteTable(node, STDIN, findings)
        content = table.get("content")
        if content is None:
            if table.is_whole:
                findings.refuse(node, text("stdin is a text: write it in quotes, or below a | at the line's end"))
            return None
        node = content
    typed = text_of(node, "stdin", findings)
    warn_of_lines(node, findings)
    return f"{typed}\n" if typed and not typed.endswith("\n") else typed


def _arguments(node: Node, findings: Findings) -> tuple[str, ...]:
    otherwise = text('arguments must be a list, and this is %(other)s: write it as ["a.txt", "5"]')
    texts = [text_of(each, "an argument", findings) for each in nodes_of(node, findings, otherwise=otherwise) or []]
    return tuple(each for each in texts if each is not None)


def _call(table: SuiteTable, key: str, place: CasePlace, *, findings: Findings) -> Call:
    """The call of a case; one without code, with a fault kept, where there is none."""
    node = table.get(key)
    assert node is not None
    if isinstance(node, MappingNode):
        sentence = text("code for one language is not read yet: write the %(key)s as one text", key=key)
        findings.refuse(node, sentence)
        return _NO_CALL
    source = text_of(node, key, findings)
    if source is None:
        return _NO_CALL
    try:
        statement = read_statement(source, assigned=place.assigned, namespace=place.namespace)
    except ExpressionRefused as refused:
        findings.refuse(node, text("%(key)s: %(reason)s", key=key, reason=refused.sentence))
        if assigns := _ASSIGNS.match(source):  # so that later cases are not blamed for it
            place.assigned.add(assigns[1])
        return _NO_CALL
    for warning in statement.warnings:
        findings.warn(node, text("%(key)s: %(reason)s", key=key, reason=warning))
    if statement.assigned:
        place.assigned.add(statement.assigned)
    _tell_of_value(table, key, statement, findings=findings)
    is_observed = not statement.is_assignment and (key == "expression" or table.has("return"))
    return Call(code=statement.code, shown=source.strip(), is_expression=is_observed)


def _tell_of_value(table: SuiteTable, key: str, statement: ReadStatement, *, findings: Findings) -> None:
    """What is wrong with the key of a call: only an expression has a value."""
    if statement.is_assignment and table.has("return"):
        sentence = text("an assignment has no value: put the call alone into an expression, or remove return")
        findings.refuse(table.line("return"), sentence)
    elif statement.is_assignment and key == "expression":
        findings.warn(table.line(key), text("an assignment has no value: write statement instead of expression"))
    elif key == "statement" and table.has("return"):
        findings.warn(table.line(key), text("a statement with return is an expression: write expression"))
