"""The colours of code in guides: classes on spans, made when a guide is laid out, so that no script is needed.

Pygments reads the code, by regular expressions of which not all are safe with hostile text. So only its lexers for
`LANGUAGES` are used, and only on code of a size that students are shown. Other code is shown without colours.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from html import escape
from itertools import groupby

from pygments.lexer import Lexer
from pygments.lexers import get_lexer_by_name
from pygments.token import Token, _TokenType
from pygments.util import ClassNotFound

LONGEST_CODE = 4_000  # characters of one piece of code that is coloured
# Characters of a line, and spaces in a row: there the expressions look ahead again and again.
LONGEST_LINE, LONGEST_SPACE = 200, 80
# By the first word after the three backticks; other names for the same are Pygments' own.
LANGUAGES = frozenset({"python", "py", "python3", "pycon", "pytb", "output", "bash", "sh", "shell", "zsh", "console"})
LANGUAGES |= {"shell-session", "json", "toml", "yaml", "yml", "ini", "html", "xml", "css", "javascript", "js"}
LANGUAGES |= {"typescript", "ts", "kotlin", "c", "cpp", "c++", "go", "golang", "rust", "rs", "swift", "ruby", "rb"}
LANGUAGES |= {"php", "sql", "r", "lua", "diff", "make", "makefile", "docker", "dockerfile", "haskell", "scala"}
LANGUAGES |= {"powershell", "pwsh", "ps1", "matlab", "dart"}
_LONG = re.compile(rf"[^\n]{{{LONGEST_LINE + 1}}}|\s{{{LONGEST_SPACE + 1}}}")
_PART = 8  # what one part costs, in the steps of `guide_work`; a character costs one

# A token has the class of the first of these that its kind lies in.
_KINDS = (
    (Token.Comment, "code-comment"),
    (Token.Keyword, "code-keyword"),
    (Token.Operator.Word, "code-keyword"),
    (Token.Name.Function, "code-name"),
    (Token.Name.Class, "code-name"),
    (Token.Name.Tag, "code-name"),
    (Token.Name.Decorator, "code-name"),
    (Token.Name.Attribute, "code-builtin"),
    (Token.Name.Builtin, "code-builtin"),
    (Token.Name.Exception, "code-builtin"),
    (Token.Literal.String, "code-string"),
    (Token.Literal.Number, "code-number"),
    (Token.Literal.Date, "code-number"),
    (Token.Generic.Prompt, "code-prompt"),
    (Token.Generic.Output, "code-output"),
    (Token.Generic.Error, "code-error"),
    (Token.Generic.Traceback, "code-error"),
    (Token.Generic.Inserted, "code-inserted"),
    (Token.Generic.Deleted, "code-deleted"),
    (Token.Generic.Heading, "code-comment"),
    (Token.Generic.Subheading, "code-comment"),
)
CLASSES = tuple(dict.fromkeys(name for _kind, name in _KINDS))


@dataclass(frozen=True, slots=True)
class Coloured:
    """Code as HTML with its parts in spans ('': it is shown plainly), and what that cost."""

    html: str = ""
    cost: int = 0


def coloured(code: str, language: str) -> Coloured:
    """Colour a piece of code in a language that is named as after three backticks."""
    lexer = _lexer(language.lower().strip("{.,}"))  # notebooks write {python}, {r, echo=FALSE}, {.bash}
    if lexer is None or len(code) > LONGEST_CODE or _LONG.search(code):
        return Coloured()
    parts = [(_class_of(kind), text) for kind, text in lexer.get_tokens(code)]
    is_whole = "".join(text for _name, text in parts) == code
    return Coloured("".join(_spans(parts)) if is_whole else "", len(code) + _PART * len(parts))


@cache
def _lexer(language: str) -> Lexer | None:
    if language not in LANGUAGES:
        return None
    try:
        return get_lexer_by_name(language, stripnl=False, ensurenl=False)
    except ClassNotFound:
        return None


@cache
def _class_of(kind: _TokenType) -> str:
    return next((name for family, name in _KINDS if kind[: len(family)] == family), "")


def _spans(parts: list[tuple[str, str]]) -> Iterator[str]:
    """Neighbours of one class share a span."""
    for name, group in groupby(parts, key=lambda part: part[0]):
        text = escape("".join(text for _name, text in group))
        yield f'<span class="{name}">{text}</span>' if name else text
