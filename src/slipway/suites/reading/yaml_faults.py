"""What YAML's parser stumbles over, said to somebody who writes YAML once a year.

The patterns are those of PyYAML 6; what none of them knows is told in PyYAML's own words.
"""

import re

from yaml import MarkedYAMLError, YAMLError
from yaml.reader import ReaderError

from slipway.suites.reading.findings import quoted
from slipway.words import Text, text

# What PyYAML says, "context: problem" → the sentence, whose values are the pattern's groups.
_SENTENCES: tuple[tuple[str, Text], ...] = (
    (
        r"mapping values are not allowed",
        text(
            "a colon with a space after it begins a value, and none can begin here: put a text that holds one into "
            "single quotes, such as 'f({\"a\": 1})', and begin all keys of one case in the same column"
        ),
    ),
    (r"character '\\t' that cannot start", text("a tab cannot indent a line: use spaces")),
    (
        r"character '(?P<sign>.+)' that cannot start",
        text("a text cannot begin with %(sign)s: put it into quotes"),
    ),
    (
        r"quoted scalar: found unexpected",
        text("the quote that opens here is never closed: close it, and write '' for a ' inside single quotes"),
    ),
    (
        r"unknown escape character '(?P<sign>.+)'",
        text("\\%(sign)s means nothing in double quotes: write \\\\%(sign)s, or use single quotes"),
    ),
    (
        r"flow (?:sequence|mapping): expected",
        text(
            "the bracket that opens here is not closed, or a comma is missing in it: mend it, or put the whole text "
            "into quotes"
        ),
    ),
    (
        r"could not find expected ':'",
        text(
            "this is neither a key with a colon after it nor part of the text above: indent each line of a text "
            "deeper than its key"
        ),
    ),
    (
        r"expected <block end>, but found '<scalar>'",
        text(
            "something stands after the end of a text, or in the wrong column: put the whole text into one pair of "
            "quotes, and write '' for a ' inside single quotes"
        ),
    ),
    (
        r"expected <block end>",
        text(
            "the line begins in a column where nothing began before: begin all entries of one list, and all keys of "
            "one case, in the same column"
        ),
    ),
    (
        r"sequence entries are not allowed",
        text("a list cannot begin in the line of its key: write its first hyphen on the next line"),
    ),
    (
        r"undefined alias '(?P<name>.+)'",
        text("the alias *%(name)s stands for nothing: write &%(name)s before what it shall stand for, above it"),
    ),
    (
        r"duplicate anchor '(?P<name>.+)';",
        text("the anchor &%(name)s is here for the second time: give it another name"),
    ),
    (r"scanning an (?:alias|anchor)", text("a text cannot begin with * or &: put it into quotes")),
    (
        r"undefined tag handle|(?:scanning|parsing) a tag",
        text("a text cannot begin with !, which begins the name of a type: put it into quotes"),
    ),
    (
        r"but found another document",
        text("a second document begins here, and a suite is one: remove the line ---"),
    ),
    (
        r"block scalar",
        text("a text cannot begin in the line of its | or >: begin it on the next line, or put it into quotes"),
    ),
    (
        r"expected the node content",
        text("a bracket or comma is here that nothing opened: remove it, or put the whole text into quotes"),
    ),
    (
        r"escape sequence of",
        text("an escape in double quotes is not complete: complete it, or use single quotes"),
    ),
    (
        r"scanning a directive|<document start>|YAML d",
        text("a line cannot begin with a percent sign, which gives orders to YAML: put the text into quotes"),
    ),
)
# Those of which the beginning is to be mended, and not where the parser gave up.
_BEGAN_BEFORE = re.compile(r"quoted scalar: found unexpected|flow \w+: expected|could not find expected ':'")


def yaml_fault(error: YAMLError, source: str) -> tuple[int, Text]:
    """The line (from 1) and the sentence of what YAML's parser raised for `source`."""
    if isinstance(error, ReaderError):
        line = source.count("\n", 0, int(error.position)) + 1
        code = f"U+{int(error.character):04X}"
        return line, text("there is a control character (%(code)s) here, which nobody can see: remove it", code=code)
    if isinstance(error, MarkedYAMLError):
        return _marked_fault(error)
    return 1, text("this is not YAML: %(reason)s", reason=quoted(str(error)))


def _marked_fault(error: MarkedYAMLError) -> tuple[int, Text]:
    said = f"{error.context or ''}: {error.problem or ''}"
    before = error.context_mark if _BEGAN_BEFORE.search(said) else None
    mark = before or error.problem_mark or error.context_mark
    line = int(mark.line) + 1 if mark else 1
    for pattern, sentence in _SENTENCES:
        if found := re.search(pattern, said):
            return line, Text(sentence.pattern, {name: quoted(found[name]) for name in found.groupdict()})
    return line, text("this is not YAML: %(reason)s", reason=quoted(str(error.problem)))
