"""Texts that people typed, as a mail to somebody else may say them.

Who names an organization, or themselves, could else have us send strangers a text of their own with a link in it: mail
programs make links of whatever looks like an address, and the reader believes the sender, which is us.
"""

import re
import unicodedata

LONGEST_MAILED_NAME = 60  # characters
LEFT_OUT = "…"
# Control signs, those that turn the direction of writing or are not seen, and ends of lines.
_HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Co", "Cs", "Cn"}
_ADDRESS = re.compile(r"\S*(?:[@:/\\]|\bwww\b)\S*", re.IGNORECASE)  # a mail address, a URL, a path
# Within a word a dot makes a host name, whatever stands beside it: hyphens, hearts, marks over letters, and in Japanese
# writing too. At the end of one it does not, where a sentence goes on behind it.
_DOT = re.compile(r"(?<=\S)[.\u3002\uff0e\uff61](?=[^\s.,;!?)\]}\u00bb\u201d\u2019\"'])")
_TELEPHONE = re.compile(r"\+?\d[\d\s()-]{6,}\d")
# A dot between numbers alone is a version's.
_HOST = re.compile(r"\S*(?:://|@|(?<=[^\s\d])[.\u3002](?=\S)|(?<=\S)[.\u3002](?=[^\s\d.,;)]))\S*")


def mailed_name(name: object) -> str:
    """`name` on one line, short, and with nothing in it that a mail program makes a link of. '' stays ''."""
    harmless = _TELEPHONE.sub(LEFT_OUT, _DOT.sub(". ", _ADDRESS.sub(LEFT_OUT, on_one_line(str(name)))))
    return _short(harmless, LONGEST_MAILED_NAME)


def mailed_browser(user_agent: str) -> str:
    """What a browser calls itself, which is a header of its sender's choice: product names and numbers."""
    return _short(_HOST.sub(LEFT_OUT, on_one_line(user_agent)), 2 * LONGEST_MAILED_NAME)


def on_one_line(text: str) -> str:
    """Without signs that are not seen, end lines or turn the direction of writing."""
    # NFKC makes ordinary signs of their wide and other look-alikes, so that the patterns above see them.
    signs = unicodedata.normalize("NFKC", text)
    return "".join(" " if unicodedata.category(sign) in _HIDDEN else sign for sign in signs)


def _short(text: str, longest: int) -> str:
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}{LEFT_OUT}"
