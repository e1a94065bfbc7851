"""Cases: what each gives, and what is expected of it."""

from yaml.nodes import MappingNode, Node, ScalarNode

from slipway.suites.reading.case_inputs import CasePlace, case_input
from slipway.suites.reading.exceptions import exception_check
from slipway.suites.reading.findings import Findings, line_of
from slipway.suites.reading.key_tables import CASE, DESCRIPTION, RETURN_ORACLE
from slipway.suites.reading.oracles import is_custom, oracle_check
from slipway.suites.reading.scalars import NULL_TAG, text_of, whole_number_of
from slipway.suites.reading.suite_table import SuiteTable, table_of
from slipway.suites.reading.text_checks import text_check
from slipway.suites.reading.text_options import Config, TextConfig
from slipway.suites.reading.values import ORACLE_TAG, value_of
from slipway.suites.suite import Case, CaseInput, OracleCheck, TextCheck
from slipway.suites.value import Value
from slipway.words import text

_CHECKS = ("return", "stdout", "stderr", "exception", "exit_code")
_MOST_CODE = 255  # the highest exit code that a process can have


def read_case(node: Node, config: Config, place: CasePlace, *, findings: Findings) -> Case | None:
    """The case `node`; None, with a fault kept, where it is none. What it assigns is added to `place`."""
    otherwise = text(
        "a case must be a mapping, and this is %(other)s: write expression: area(2, 3), and return: 6 below it"
    )
    table = table_of(node, CASE, findings, otherwise=otherwise)
    if table is None:
        return None
    given = case_input(table, place, findings)
    exception = table.get("exception")
    case = Case(
        line=line_of(node),
        given=given,
        description=_description(table.get("description"), findings),
        stdout=_text_check(table, "stdout", config.stdout, findings=findings),
        stderr=_text_check(table, "stderr", config.stderr, findings=findings),
        value=_value_check(table, given, findings),
        exception=exception_check(exception, findings) if exception else None,
        exit_code=_exit_code(table.get("exit_code"), findings),
    )
    if case.exit_code is not None and not place.is_last:
        sentence = text("only the last case of a context can check the exit code: move exit_code there")
        findings.refuse(table.line("exit_code"), sentence)
    _warn_of_no_check(table, case, findings)
    return case


def _description(node: Node | None, findings: Findings) -> str | None:
    if node is None or isinstance(node, ScalarNode):
        return text_of(node, "description", findings) if node else None
    otherwise = text("description must be a text, and this is %(other)s: write it in quotes")
    table = table_of(node, DESCRIPTION, findings, otherwise=otherwise)
    told = table.get("description") if table else None
    if table and told is None and table.is_whole:
        findings.refuse(node, text("description is missing: write the text as description: …"))
    kind = table.get("format") if table else None
    if kind and text_of(kind, "format", findings) == "html":
        findings.warn(kind, text("HTML is shown as text: write the description as a text"))
    return text_of(told, "description", findings) if told else None


def _text_check(
    table: SuiteTable, key: str, config: TextConfig, *, findings: Findings
) -> TextCheck | OracleCheck | None:
    node = table.get(key)
    return text_check(node, key, config, findings=findings) if node else None


def _value_check(table: SuiteTable, given: CaseInput, findings: Findings) -> Value | OracleCheck | None:
    node = table.get("return")
    if node is None:
        return None
    if not table.has("expression", "statement"):
        sentence = text("return needs an expression: a program that is run returns nothing, so check stdout")
        findings.refuse(table.line("return"), sentence)
    if isinstance(node, MappingNode) and node.tag == ORACLE_TAG:
        return _oracle(node, findings)
    if isinstance(node, ScalarNode) and node.tag == NULL_TAG and node.value == "":
        findings.warn(table.line("return"), text("return is empty, so only None passes: write null if that is meant"))
    return value_of(node, findings)


def _oracle(node: MappingNode, findings: Findings) -> Value | OracleCheck | None:
    table = SuiteTable(node, RETURN_ORACLE, findings)
    custom = is_custom(table, findings)
    written = table.get("value")
    if written is None or written.tag == NULL_TAG:
        if table.is_whole and not table.has("functions"):
            sentence = text("value is missing: write what the function returns, as value: …")
            findings.refuse(written or table.node, sentence)
        return None
    expected = value_of(written, findings)
    return oracle_check(table, expected, findings) if custom else expected


def _exit_code(node: Node | None, findings: Findings) -> int | None:
    code = whole_number_of(node, "exit_code", findings) if node else None
    if node is None or code is None or 0 <= code <= _MOST_CODE:
        return code
    findings.refuse(node, text("exit_code must be from 0 to %(most)d: no process ends with another", most=_MOST_CODE))
    return None


def _warn_of_no_check(table: SuiteTable, case: Case, findings: Findings) -> None:
    call = case.given.call
    if call and call.is_expression and table.is_whole and not table.has(*_CHECKS):
        sentence = text("only None passes here: write return with the value that is expected, or statement instead")
        findings.warn(table.line("expression"), sentence)
