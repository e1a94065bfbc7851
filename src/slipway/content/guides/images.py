"""On which lines of a guide its images stand."""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from urllib.parse import unquote

from markdown_it.token import Token

_LINE_END = re.compile("\n")
_BREAKS = frozenset({"softbreak", "hardbreak"})


def images_of(tokens: Sequence[Token]) -> Iterator[tuple[int, str]]:
    """The line (from 1) and source of each image of a guide's blocks."""
    for block in tokens:
        if any(token.type == "image" for token in block.children or []):
            yield from _in_block(block)


def _in_block(block: Token) -> Iterator[tuple[int, str]]:
    """In one walk: each image is looked for behind the one before it and behind the line breaks that came before it.

    An image whose source is written elsewhere (`![alt][reference]`) is taken to stand where the walk has come to.
    """
    first = block.map[0] + 1 if block.map else 1
    begins = [0, *(match.end() for match in _LINE_END.finditer(block.content))]
    breaks, at, line = 0, 0, 0
    for token in block.children or []:
        breaks += token.type in _BREAKS
        if token.type != "image":
            continue
        source = str(token.attrGet("src") or "")
        at = max(at, begins[min(breaks, len(begins) - 1)])
        found = _found(block.content, source, at)
        if found >= 0:
            at = found + 1
        line = bisect_right(begins, max(at - 1, 0), lo=line) - 1 if found >= 0 else max(line, breaks)
        yield first + line, source


def _found(content: str, source: str, at: int) -> int:
    """Where `source` is written, as the parser gives it or as people do; -1 for nowhere from `at` on."""
    found = content.find(source, at)
    return found if found >= 0 else content.find(_unquoted(source), at)


@lru_cache(maxsize=64)  # one reference may be used by every image of a guide
def _unquoted(source: str) -> str:
    return unquote(source)
