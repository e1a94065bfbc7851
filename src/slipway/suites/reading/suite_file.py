"""Reading a suite's file: the whole suite, or by line what is wrong with it.

It is TESTed's YAML, as far as Slipway takes it. Nothing of a file is run or constructed: PyYAML gives nodes, `ast`
gives syntax trees, and both are read here.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from keyword import iskeyword

from yaml.nodes import MappingNode, Node

from slipway.suites.reading.findings import Findings, quoted
from slipway.suites.reading.key_tables import ROOT
from slipway.suites.reading.scalars import text_of
from slipway.suites.reading.suite_limits import refuse_too_many
from slipway.suites.reading.suite_table import SuiteTable, nodes_of
from slipway.suites.reading.tabs import read_tab
from slipway.suites.reading.text_options import Config, read_config
from slipway.suites.reading.yaml_tree import yaml_tree
from slipway.suites.suite import Suite, Tab
from slipway.words import Text, text

_NAMESPACE = "submission"


@dataclass(frozen=True, slots=True)
class SuiteFault:
    """One thing that is wrong with a suite, or, among warnings, seldom meant so. `line` counts from 1."""

    file: str
    line: int
    text: Text

    def __str__(self) -> str:
        """As a compiler would print it, in English: `tests.yaml:3: unknown key …`."""
        return f"{self.file}:{self.line}: {self.text.english}"


@dataclass(frozen=True, slots=True)
class ReadSuite:
    """What came of reading: `suite` is None where there is any fault. Both lists are in the order of lines."""

    suite: Suite | None
    faults: tuple[SuiteFault, ...] = ()
    warnings: tuple[SuiteFault, ...] = ()


def read_suite(source: str | bytes, *, file: str = "tests.yaml") -> ReadSuite:
    """The suite that `source` describes. Raises nothing, whatever is given; `file` is the name that faults say.

    A suite of 1.5 KB takes milliseconds, the worst of 2.5 MB several seconds: not to be done in a transaction.
    """
    findings = Findings()
    root = yaml_tree(source, findings)
    try:
        suite = _suite(root, findings) if root else None
    except RecursionError:  # the caller's own stack was deep already
        findings.refuse(1, text("lists, mappings or calls are nested too deep: make values flatter"))
        suite = None
    faults = tuple(SuiteFault(file, line, sentence) for line, sentence in findings.faults)
    warnings = tuple(SuiteFault(file, line, sentence) for line, sentence in findings.warnings)
    return ReadSuite(None if faults else suite, faults, warnings)


def _suite(root: Node, findings: Findings) -> Suite:
    config, namespace = Config(), _NAMESPACE
    listed: Node | None = root
    if isinstance(root, MappingNode):
        table = SuiteTable(root, ROOT, findings)
        if not table.has("tabs") and table.is_whole:
            findings.refuse(root, text("the suite has no tabs: write tabs: and a list of them"))
        config = read_config(table.get("config"), config, findings)
        namespace = _namespace(table, findings)
        listed = table.get("tabs")
    otherwise = text('a suite must be a list of tabs, and this is %(other)s: begin each tab with "- tab:" and its name')
    nodes = nodes_of(listed, findings, otherwise=otherwise) if listed else None
    if nodes == []:
        findings.refuse(root, text('the suite is empty: write at least one tab, "- tab: …", with its testcases'))
    tabs = [read_tab(node, config, namespace, findings=findings) for node in nodes or []]
    _refuse_same_names(zip(nodes or [], tabs, strict=True), findings)
    suite = Suite(tabs=tuple(tab for tab in tabs if tab), namespace=namespace)
    refuse_too_many(suite, findings)
    return suite


def _namespace(table: SuiteTable, findings: Findings) -> str:
    """What the teacher calls the program's module."""
    language = table.get("language")
    if language and text_of(language, "language", findings) not in ("tested", None):
        sentence = text("code for one language is not read yet: remove language, and write calls in Python's way")
        findings.refuse(language, sentence)
    node = table.get("namespace")
    name = text_of(node, "namespace", findings) if node else None
    if node and name is not None and (not name.isidentifier() or iskeyword(name)):
        named = {"name": quoted(name)}
        sentence = text("namespace must be a name that Python can import, such as shapes, and not '%(name)s'", **named)
        findings.refuse(node, sentence)
    return name or _NAMESPACE


def _refuse_same_names(tabs: Iterable[tuple[Node, Tab | None]], findings: Findings) -> None:
    seen: set[str] = set()
    for node, tab in tabs:
        if tab and tab.name in seen:
            named = {"name": quoted(tab.name)}
            sentence = text("two tabs are named '%(name)s', and unit.toml points by name: rename one", **named)
            findings.refuse(node, sentence)
        elif tab and tab.name:
            seen.add(tab.name)
