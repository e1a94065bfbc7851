"""What a name may be: of people, organizations, classes, modules, units, LMSs, keys.

Names stand in lists, mails, logs and files among others: whoever gives one must not be able to end a line, turn the
text around it, or be called nothing. What people type is refused with a reason; what an LMS says is made to fit.
"""

import unicodedata
from collections.abc import Iterable

from slipway.words import Text, text

_CONTROLS = frozenset({"Cc", "Cs"})  # a half of a surrogate pair comes from JSON, and cannot be kept
_LINE_ENDS = frozenset("\n\r\v\f\x85\u2028\u2029")
# Embeddings, overrides and isolates of Unicode's bidirectional algorithm. Its three marks stay: names need them.
_TURNING = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
_BLANK_LETTERS = frozenset("\u115f\u1160\u3164\uffa0\u2800")  # letters and signs by their kind, that show nothing
# Of no use at the ends of a name: spaces, and what comes along unseen when a name is pasted.
_AROUND = "\u00ad\u200b\u2060\ufeff" + "".join(sign for sign in map(chr, range(0x3001)) if sign.isspace())


def as_name(text: str) -> str:
    """`text` composed (NFC), without space and unseen signs around it."""
    return unicodedata.normalize("NFC", text).strip(_AROUND)


def problem_with_name(name: str) -> Text | None:
    """Why a name cannot be had; None for a good one and for an empty one."""
    signs = set(name)
    if signs & _LINE_ENDS:
        return text("A name is one line: there is a line break in it.")
    if any(unicodedata.category(sign) in _CONTROLS for sign in signs):
        return text("There is a control character in it, which nobody can see.")
    if signs & _TURNING:
        return text("There is a sign in it that turns the direction of the text around it.")
    if name and not is_seen(name):
        return text("There is nothing to be seen in it.")
    return None


def made_to_fit(text: str) -> str:
    """The name that an LMS says, as far as it can be one; '' where nothing is left to be seen."""
    if text.isascii() and text.isprintable():
        return text.strip()
    name = as_name("".join(_fitting(text)))
    return name if is_seen(name) else ""


def is_seen(name: str) -> bool:
    """Whether there is something to be seen: a letter, number, sign or symbol."""
    return any(unicodedata.category(sign)[0] in "LNPS" and sign not in _BLANK_LETTERS for sign in name)


def _fitting(text: str) -> Iterable[str]:
    for sign in text:
        if sign in _TURNING:
            continue
        yield " " if sign in _LINE_ENDS or unicodedata.category(sign) in _CONTROLS else sign
