"""From a file's bytes to YAML's tree of nodes, within limits: nothing is constructed, and each node knows its line.

Read on PyYAML 6: `compose` resolves plain scalars by YAML 1.1 and keeps a key that is there twice; an alias is the very
node that its anchor names, so that a few lines can stand for billions of nodes, or for a node that holds itself.
"""

import re
from typing import NoReturn

from yaml import SafeLoader, YAMLError
from yaml.events import AliasEvent
from yaml.nodes import MappingNode, Node, ScalarNode

from slipway.suites.reading.findings import Findings, line_of
from slipway.suites.reading.yaml_faults import yaml_fault
from slipway.words import Text, text

MEGABYTE_OF_SUITE = 1_000_000
MOST_SUITE_BYTES = 5 * MEGABYTE_OF_SUITE // 2  # the largest of 811 public suites has 2.2 MB
MOST_TEXT = 2 * MOST_SUITE_BYTES  # characters, where each alias counts as what it stands for
MOST_NODES = 100_000  # likewise
MOST_DEPTH = 100

_HALF_CHARACTER = re.compile("[\ud800-\udfff]")  # of a surrogate pair: an escape can write one, nothing can keep it


class TreeRefused(Exception):  # noqa: N818 - it is an answer, not an accident
    """The tree is none that a suite may be."""

    def __init__(self, line: int, sentence: Text) -> None:
        super().__init__(line, sentence)
        self.line, self.sentence = line, sentence


def yaml_tree(source: str | bytes, findings: Findings) -> Node | None:
    """The root node of a file; None, with a fault kept, where there is none."""
    try:
        decoded = _decoded(source)
        root = _composed(decoded)
        if root is None:
            raise TreeRefused(1, text('the suite is empty: write at least one tab, "- tab: …", with its testcases'))
    except TreeRefused as refused:
        findings.refuse(refused.line, refused.sentence)
    except RecursionError:  # the caller's own stack was deep already
        findings.refuse(1, _too_deep())
    else:
        return root
    return None


def _decoded(source: str | bytes) -> str:
    """The file as text without a byte order mark."""
    encoded = source if isinstance(source, bytes) else source.encode(errors="surrogatepass")
    if len(encoded) > MOST_SUITE_BYTES:
        most = MOST_SUITE_BYTES / MEGABYTE_OF_SUITE
        sentence = text("the suite is longer than %(most).1f MB: make the inputs of its cases smaller", most=most)
        raise TreeRefused(1, sentence)
    try:
        decoded = source if isinstance(source, str) else source.decode()
    except UnicodeDecodeError as error:
        line = encoded.count(b"\n", 0, error.start) + 1
        raise TreeRefused(line, text('the suite is not UTF-8 text: save it with the encoding "UTF-8"')) from None
    return decoded.removeprefix("\ufeff")


def _composed(source: str) -> Node | None:
    line = 1
    try:
        composer = _Composer(source)
        try:
            return composer.get_single_node()
        finally:
            line = int(composer.line) + 1
            composer.dispose()
    except YAMLError as error:
        raise TreeRefused(*yaml_fault(error, source)) from None
    except (ValueError, OverflowError):
        sentence = text("an escape or a number is out of range here: escapes go up to \\U0010FFFF")
        raise TreeRefused(line, sentence) from None


class _Composer(SafeLoader):
    """Composes nodes, and keeps of each how many nodes and characters it stands for, and how deep it is."""

    def __init__(self, source: str) -> None:
        super().__init__(source)
        self._open = 0  # nodes that are being composed, each in the one before
        self._composed = 0
        self._extents: dict[int, tuple[int, int, int]] = {}  # by id(node): all live as long as their root

    def compose_node(self, parent: Node | None, index: int) -> Node | None:
        line = int(self.peek_event().start_mark.line) + 1  # type: ignore[no-untyped-call]
        is_alias = self.check_event(AliasEvent)
        self._open, self._composed = self._open + 1, self._composed + 1
        if self._open > MOST_DEPTH:
            raise TreeRefused(line, _too_deep())
        if self._composed > MOST_NODES:
            _refuse_size(line)
        node = super().compose_node(parent, index)
        self._open -= 1
        if node is not None:
            self._measure(node, line, is_alias=is_alias)
        return node

    def _measure(self, node: Node, line: int, *, is_alias: bool) -> None:
        if is_alias:
            if id(node) not in self._extents:
                raise TreeRefused(
                    line, text("the alias stands in the very thing that it stands for: write the value out")
                )
            return
        self._extents[id(node)] = nodes, characters, depth = self._extent(node)
        if nodes > MOST_NODES or characters > MOST_TEXT:
            _refuse_size(line)
        if depth > MOST_DEPTH:
            raise TreeRefused(line, _too_deep())

    def _extent(self, node: Node) -> tuple[int, int, int]:
        if isinstance(node, ScalarNode):
            if _HALF_CHARACTER.search(node.value):
                raise TreeRefused(line_of(node), text("the text holds half a character: write the whole one"))
            return 1, len(node.value), 1
        children = [each for pair in node.value for each in pair] if isinstance(node, MappingNode) else node.value
        extents = [self._extents[id(child)] for child in children]
        nodes, characters = sum(each[0] for each in extents), sum(each[1] for each in extents)
        return 1 + nodes, characters, 1 + max((each[2] for each in extents), default=0)


def _refuse_size(line: int) -> NoReturn:
    sentence = text(
        "the suite has more than %(most)d entries, or too much text, where each alias counts as what it stands for: "
        "leave out cases, or make their values smaller",
        most=MOST_NODES,
    )
    raise TreeRefused(line, sentence)


def _too_deep() -> Text:
    return text("lists and mappings are nested more than %(most)d deep here: make the value flatter", most=MOST_DEPTH)
