"""Tabs and contexts: how cases are grouped, and how many there may be."""

from collections.abc import Iterator, Sequence

from yaml.nodes import Node

from slipway.names import as_name, problem_with_name
from slipway.suites.reading.case_inputs import CasePlace
from slipway.suites.reading.cases import read_case
from slipway.suites.reading.findings import Findings
from slipway.suites.reading.key_tables import CONTEXT, TAB
from slipway.suites.reading.scalars import text_of
from slipway.suites.reading.suite_table import SuiteTable, nodes_of, table_of
from slipway.suites.reading.text_options import Config, read_config
from slipway.suites.suite import Case, Context, Tab
from slipway.words import text

_MOST_NAME = 100  # characters of a tab's name


def read_tab(node: Node, config: Config, namespace: str, *, findings: Findings) -> Tab | None:
    """The tab `node`; None, with a fault kept, where it is none."""
    otherwise = text("a tab must be a mapping, and this is %(other)s: begin it with tab: and its name")
    table = table_of(node, TAB, findings, otherwise=otherwise)
    if table is None:
        return None
    name = _name(table, findings)
    config = read_config(table.get("config"), config, findings)
    contexts = tuple(_contexts(table, config, namespace, findings=findings))
    return Tab(name=name, contexts=contexts)


def _name(table: SuiteTable, findings: Findings) -> str:
    node = table.get("tab")
    if node is None:
        if table.is_whole:
            findings.refuse(table.node, text("the tab has no name: write tab: and a name, such as tab: Examples"))
        return ""
    written = text_of(node, "tab", findings)
    if written is None:
        return ""
    name = as_name(written)
    if not name:
        findings.refuse(node, text("the tab's name is empty: write a name, such as tab: Examples"))
    elif problem := problem_with_name(name):
        findings.refuse(node, text("tab: %(problem)s", problem=problem))
    elif len(name) > _MOST_NAME:
        findings.refuse(
            node, text("a tab's name has at most %(most)d characters: write a shorter one", most=_MOST_NAME)
        )
    return name


def _contexts(table: SuiteTable, config: Config, namespace: str, *, findings: Findings) -> Iterator[Context]:
    """The contexts of a tab. Each case below its `testcases` is a context of its own."""
    if table.has("contexts") and table.has("testcases"):
        sentence = text("a tab has contexts or testcases: put these cases into a context of their own")
        findings.refuse(table.line("testcases"), sentence)
    elif not table.has("contexts", "testcases") and table.is_whole:
        findings.refuse(table.node, text("the tab has no cases: write testcases: and a list of them"))
    for node in _listed(table, "contexts", findings):
        if context := _context(node, config, namespace, findings=findings):
            yield context
    for node in _listed(table, "testcases", findings):
        yield Context(cases=_cases([node], config, namespace, findings=findings))


def _context(node: Node, config: Config, namespace: str, *, findings: Findings) -> Context | None:
    otherwise = text(
        "a context must be a mapping, and this is %(other)s: write testcases: and a list of cases below it"
    )
    table = table_of(node, CONTEXT, findings, otherwise=otherwise)
    if table is None:
        return None
    if not table.has("testcases") and table.is_whole:
        findings.refuse(node, text("the context has no cases: write testcases: and a list of them"))
    config = read_config(table.get("config"), config, findings)
    described = table.get("context")
    return Context(
        cases=_cases(_listed(table, "testcases", findings), config, namespace, findings=findings),
        description=text_of(described, "context", findings) if described else None,
    )


def _listed(table: SuiteTable, key: str, findings: Findings) -> list[Node]:
    """The entries of a list that must have one."""
    node = table.get(key)
    if node is None:
        return []
    otherwise = text("%(key)s must be a list, and this is %(other)s: begin each entry with a hyphen", key=key)
    entries = nodes_of(node, findings, otherwise=otherwise)
    if entries == []:
        findings.refuse(table.line(key), text("%(key)s is empty: write at least one entry", key=key))
    return entries or []


def _cases(nodes: Sequence[Node], config: Config, namespace: str, *, findings: Findings) -> tuple[Case, ...]:
    """The cases of one context."""
    assigned: set[str] = set()
    cases = []
    for position, node in enumerate(nodes):
        is_first, is_last = position == 0, position == len(nodes) - 1
        place = CasePlace(namespace=namespace, assigned=assigned, is_first=is_first, is_last=is_last)
        cases.append(read_case(node, config, place, findings=findings))
    return tuple(case for case in cases if case)
