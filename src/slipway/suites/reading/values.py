"""Values that a suite expects, from YAML: `return: [1, 2]`, `!tuple [1, 2]`, `!expression "(1, 2)"`.

A list in YAML may be a list or a tuple in Python, a mapping is a dict, and a tag with one exclamation mark says the
type more exactly. A value that cannot be read is a fault, and NOTHING stands for it.
"""

from collections.abc import Callable, Iterable, Mapping

from yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode

from slipway.suites.reading.casts import CASTS, TYPES_LATER
from slipway.suites.reading.findings import Findings, quoted
from slipway.suites.reading.literals import literal_value
from slipway.suites.reading.python_source import ExpressionRefused
from slipway.suites.reading.scalars import IMPLICIT_TAGS, PATH_TAG
from slipway.suites.reading.single_values import single_value, typed_value
from slipway.suites.reading.suite_table import MAP_TAG, SEQUENCE_TAG, merged_pairs
from slipway.suites.reading.value_parts import hashable, not_hashable, row_of
from slipway.suites.value import NOTHING, Value, ValueType
from slipway.words import Text, text

EXPRESSION_TAG, ORACLE_TAG = "!expression", "!oracle"
_STANDARD = "tag:yaml.org,2002:"
_SET_TAG = f"{_STANDARD}set"

_ROW_TAGS: Mapping[str, ValueType] = {
    SEQUENCE_TAG: ValueType.SEQUENCE,
    "!sequence": ValueType.SEQUENCE,
    "!list": ValueType.LIST,
    "!tuple": ValueType.TUPLE,
    "!set": ValueType.SET,
}
_DICT_TAGS = frozenset({MAP_TAG, "!map"})


def _expression(node: ScalarNode, findings: Findings) -> Value:
    try:
        return literal_value(node.value)
    except ExpressionRefused as refused:
        findings.refuse(node, text("!expression: %(reason)s", reason=refused.sentence))
        return NOTHING


_SCALAR_TAGS: Mapping[str, Callable[[ScalarNode, Findings], Value]] = {
    EXPRESSION_TAG: _expression,
    **dict.fromkeys(("!integer", "!real", "!text", "!boolean"), typed_value),
}
_ALL_SCALAR_TAGS = IMPLICIT_TAGS | _SCALAR_TAGS.keys()


def value_of(node: Node, findings: Findings) -> Value:
    """The value that a node writes."""
    if isinstance(node, SequenceNode) and node.tag in _ROW_TAGS:
        return _row(node, _ROW_TAGS[node.tag], findings)
    if isinstance(node, MappingNode) and node.tag in _DICT_TAGS:
        return _dict(node, findings)
    if isinstance(node, MappingNode) and node.tag == _SET_TAG:
        return _set_of_keys(node, findings)
    if isinstance(node, ScalarNode) and node.tag in _ALL_SCALAR_TAGS:
        return _SCALAR_TAGS.get(node.tag, single_value)(node, findings)
    _refuse_tag(node, findings)
    return NOTHING


def _row(node: SequenceNode, kind: ValueType, findings: Findings) -> Value:
    entries = [value_of(entry, findings) for entry in node.value]
    if kind is ValueType.SET:
        _refuse_unhashable(zip(node.value, entries, strict=True), findings)
    return row_of(kind, entries)


def _dict(node: MappingNode, findings: Findings) -> Value:
    pairs = merged_pairs(node, findings)
    keys = [value_of(key, findings) for key, _ in pairs]
    _refuse_unhashable(zip((key for key, _ in pairs), keys, strict=True), findings)
    values = [value_of(value, findings) for _, value in pairs]
    return Value(ValueType.DICT, tuple(dict(zip(keys, values, strict=True)).items()))


def _set_of_keys(node: MappingNode, findings: Findings) -> Value:
    """`!!set {1, 2}`: YAML's own set is a mapping of members to nothing."""
    for _, value in node.value:
        if not isinstance(value, ScalarNode) or value.value:
            findings.refuse(value, text("a set has members without values: write !!set {1, 2}, or !set [1, 2]"))
    members = [(key, value_of(key, findings)) for key, _ in node.value]
    _refuse_unhashable(members, findings)
    return row_of(ValueType.SET, [member for _, member in members])


def _refuse_unhashable(members: Iterable[tuple[Node, Value]], findings: Findings) -> None:
    for node, member in members:
        if not hashable(member):
            findings.refuse(node, not_hashable())


def _refuse_tag(node: Node, findings: Findings) -> None:
    tag = node.tag
    name = tag.removeprefix("!")
    if tag == ORACLE_TAG:
        sentence = text("!oracle stands alone after return, stdout or stderr, not inside a value")
    elif tag == PATH_TAG:
        sentence = text("values are not read from files yet: write the value itself instead of !path")
    elif tag == _SET_TAG:
        sentence = text("!!set is not followed by a list: write !set [1, 2] with one exclamation mark")
    elif tag in {*_ROW_TAGS, *_DICT_TAGS, *_SCALAR_TAGS}:
        sentence = text("%(tag)s does not fit what follows it: %(needed)s", tag=tag, needed=_needed(tag))
    elif name in CASTS or name in TYPES_LATER:
        sentence = text("the type %(type)s is not known here yet: leave !%(type)s out", type=name)
    else:
        sentence = text(
            "%(tag)s is no type: put a text that begins with ! into quotes", tag=quoted(tag.replace(_STANDARD, "!!"))
        )
    findings.refuse(node, sentence)


def _needed(tag: str) -> Text:
    """What must follow a tag."""
    if tag in _ROW_TAGS:
        return text("write a list after it, such as %(tag)s [1, 2]", tag=tag)
    if tag in _DICT_TAGS:
        return text("write keys with values after it, such as %(tag)s {a: 1}", tag=tag)
    if tag == EXPRESSION_TAG:
        return text('write a text in quotes after it, such as !expression "(1, 2)"')
    return text("write one value after it, not a list")
