"""One mapping of a suite, read key by key: merged, without a key twice, and without a key that nobody knows."""

from collections.abc import Iterator

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from slipway.suites.reading.findings import Findings, line_of, quoted
from slipway.suites.reading.key_tables import Level, key_place
from slipway.toml_table import nearest
from slipway.words import Text, text

_STANDARD = "tag:yaml.org,2002:"
MAP_TAG, SEQUENCE_TAG, MERGE_TAG = f"{_STANDARD}map", f"{_STANDARD}seq", f"{_STANDARD}merge"

Pairs = list[tuple[Node, Node]]


class SuiteTable:
    """A mapping whose keys are those of a level. `is_whole` says that no key of it was refused."""

    def __init__(self, node: MappingNode, level: Level, findings: Findings) -> None:
        self.node = node
        self._values: dict[str, tuple[Node, Node]] = {}
        self.is_whole = True
        for key, value in merged_pairs(node, findings):
            if not isinstance(key, ScalarNode):
                findings.refuse(key, text("a key must be a word, such as %(key)s", key=level.keys[0]))
            elif key.value in self._values:  # the same word with two types, such as "5" and 5
                _refuse_twice(key, self._values[key.value][0], findings)
            elif key.value in level.keys:
                self._values[key.value] = key, value
            elif key.value in level.dropped:
                findings.warn(key, level.dropped[key.value])
            else:
                self.is_whole = False
                if not findings.is_full:
                    findings.refuse(key, _why_refused(key.value, level))

    def get(self, key: str) -> Node | None:
        """The value of `key`; None where it is absent."""
        return self._values[key][1] if key in self._values else None

    def line(self, key: str) -> int:
        """The line of `key`, from 1; that of the mapping where it is absent."""
        return line_of(self._values[key][0] if key in self._values else self.node)

    def has(self, *keys: str) -> bool:
        """Whether any of `keys` is here."""
        return any(key in self._values for key in keys)


def table_of(node: Node, level: Level, findings: Findings, *, otherwise: Text) -> SuiteTable | None:
    """The mapping `node`; None where it is none, with a fault: `otherwise`, whose place `%(other)s` says what it is."""
    if isinstance(node, MappingNode) and node.tag == MAP_TAG:
        return SuiteTable(node, level, findings)
    findings.refuse(node, Text(otherwise.pattern, {**otherwise.values, "other": node_kind(node)}))
    return None


def nodes_of(node: Node, findings: Findings, *, otherwise: Text) -> list[Node] | None:
    """The entries of the list `node`; None where it is none, with a fault as of `table_of`."""
    if isinstance(node, SequenceNode) and node.tag == SEQUENCE_TAG:
        return list(node.value)
    findings.refuse(node, Text(otherwise.pattern, {**otherwise.values, "other": node_kind(node)}))
    return None


def node_kind(node: Node) -> Text:
    """What a node is, to be said of one that should be something else."""
    if not node.tag.startswith(_STANDARD):
        return text("something with the type %(tag)s", tag=quoted(node.tag))
    if isinstance(node, ScalarNode):
        return text("'%(written)s'", written=quoted(node.value)) if node.value else text("nothing")
    return text("a list") if isinstance(node, SequenceNode) else text("a mapping")


def merged_pairs(node: MappingNode, findings: Findings) -> Pairs:
    """The keys and values of a mapping: its own, then those that `<<` brings and it has not."""
    own: Pairs = []
    seen: dict[tuple[str, str], Node] = {}
    merges: list[Node] = []
    for key, value in node.value:
        name = _identity(key)
        if key.tag == MERGE_TAG:
            merges.append(value)
        elif name is None or name not in seen:
            own.append((key, value))
        else:
            _refuse_twice(key, seen[name], findings)
        if name is not None:
            seen.setdefault(name, key)
    brought = [pair for value in merges for pair in _brought(value, findings)]
    return own + [pair for pair in brought if _is_new(pair[0], seen)]


def _identity(key: Node) -> tuple[str, str] | None:
    return (key.tag, key.value) if isinstance(key, ScalarNode) and key.tag != MERGE_TAG else None


def _is_new(key: Node, seen: dict[tuple[str, str], Node]) -> bool:
    name = _identity(key)
    return name is None or seen.setdefault(name, key) is key


def _brought(value: Node, findings: Findings) -> Iterator[tuple[Node, Node]]:
    """What a merge brings: of several mappings the first one that has a key."""
    sources = value.value if isinstance(value, SequenceNode) else [value]
    for source in sources:
        if isinstance(source, MappingNode):
            yield from merged_pairs(source, findings)
        else:
            findings.refuse(source, text("after << stands the alias of a mapping, such as *base"))


def _refuse_twice(key: Node, first: Node, findings: Findings) -> None:
    line = line_of(first)
    sentence = text(
        "the key %(key)r is here twice, first in line %(line)d: remove one", key=quoted(key.value), line=line
    )
    findings.refuse(key, sentence)


def _why_refused(name: str, level: Level) -> Text:
    if name in level.refused:
        sentence = level.refused[name]
        return Text(sentence.pattern, {"key": name}) if "%(key)s" in sentence.pattern else sentence
    if new := level.old_name(name):
        return text("%(key)s is the old name of %(new)s: write %(new)s", key=name, new=new)
    if place := key_place(name, level):
        return Text(place.pattern, {"key": name})
    key = quoted(name)
    if near := nearest(key, level.keys):
        return text("unknown key %(key)r; did you mean %(near)r?", key=key, near=near)
    return text("unknown key %(key)r", key=key)
