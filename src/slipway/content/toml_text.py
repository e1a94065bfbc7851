"""Texts, lists of texts and numbers as TOML writes them."""

from collections.abc import Sequence
from decimal import Decimal

_SHORT = {"\\": "\\\\", "\b": "\\b", "\t": "\t", "\f": "\\f", "\r": "\\r"}
_LONGEST_LINE = 120


def toml_text(text: str) -> str:
    """`text` in quotes; one of several lines between triple quotes, each line on its own."""
    escaped = "".join(_escaped(char) for char in text)
    if "\n" in text:
        return '"""\n' + escaped.replace('"""', '""\\"') + '\n"""'
    return '"' + escaped.replace('"', '\\"') + '"'


def toml_list(texts: Sequence[str]) -> str:
    """A list of short texts: on one line where it fits, else one a line."""
    items = [toml_text(text) for text in texts]
    line = f"[{', '.join(items)}]"
    return line if len(line) <= _LONGEST_LINE else "[\n" + "".join(f"    {item},\n" for item in items) + "]"


def _escaped(char: str) -> str:
    if char in _SHORT:
        return _SHORT[char]
    return char if char == "\n" or char.isprintable() or ord(char) >= 0xA0 else f"\\u{ord(char):04x}"


def toml_number(value: Decimal) -> str:
    """A number as TOML has it: 12.5 and not 12.50, 100 and not 1E+2."""
    return f"{value.normalize():f}"
