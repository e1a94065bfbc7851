"""Cells of CSV files that people open in a spreadsheet: their texts come from strangers."""

import re
import unicodedata

# What begins a formula in some spreadsheet: full-width and small forms are read as the signs that they stand for.
_SIGNS = "".join(
    sign for sign in map(chr, range(0x10000)) if unicodedata.normalize("NFKC", sign) in {*"=+-@", "\N{MINUS SIGN}"}
)
# What shows nothing by itself: spaces, quotes, and the signs of Unicode that format or join others.
_FORMATTING = "".join(sign for sign in map(chr, range(0x10000)) if unicodedata.category(sign) == "Cf")
_UNSEEN = f'\\s"{re.escape(_FORMATTING)}\u034f\u180e\u2800\u3164'
# A spreadsheet splits a line at the separator of its own language, whatever the file's: at `;` in German, Spanish and
# many others, at tabs when text is pasted. Quotes that do not begin a cell hold nothing together then.
_SEPARATORS = ";,|\t\r\n\v\f\x85\u2028\u2029\uff1b\uff0c"
_BEGINS = re.compile(f"(^|[{_SEPARATORS}])([{_UNSEEN}]*)(?=[{re.escape(_SIGNS)}])")


def safe_cell(text: str) -> str:
    """`text`, to be read as text wherever in it a spreadsheet would begin a formula: an apostrophe stands before it.

    Names stay readable. Not for numbers: one below zero would be a text too.
    """
    safe = _BEGINS.sub(r"\1\2'", text)
    return f"'{safe}" if safe.startswith(("\t", "\r", "\n")) else safe
