"""Texts that people typed, as a mail to somebody else may say them.

Who names an organization, or themselves, could else have us send strangers a text of their own with a link in it: mail
programs make links of whatever looks like an address, and the reader believes the sender, which is us.
"""

import re
import unicodedata

LONGEST = 60  # characters
LEFT_OUT = "…"
# Control signs, those that turn the direction of writing or are not seen, and ends of lines.
_HIDDEN = {"Cc", "Cf", "Zl", "Zp", "Co", "Cs", "Cn"}
_ADDRESS = re.compile(r"\S*(?:[@:/\\]|\bwww\b)\S*", re.IGNORECASE)  # a mail address, a URL, a path
_DOT = re.compile(r"(?<=\w)[.\u3002](?=\w)")  # between two letters it makes a host name, in Japanese writing too
_TELEPHONE = re.compile(r"\+?\d[\d\s()-]{6,}\d")
_HOST = re.compile(r"\S*(?:://|@|(?<=[a-z])\.(?=[a-z]{2}))\S*", re.IGNORECASE)


def mailed_name(name: object) -> str:
    """`name` on one line, short, and with nothing in it that a mail program makes a link of. '' stays ''."""
    said = _TELEPHONE.sub(LEFT_OUT, _DOT.sub(". ", _ADDRESS.sub(LEFT_OUT, on_one_line(str(name)))))
    return _short(said, LONGEST)


def mailed_browser(user_agent: str) -> str:
    """What a browser calls itself, which is a header of its sender's choice: product names and numbers."""
    return _short(_HOST.sub(LEFT_OUT, on_one_line(user_agent)), 2 * LONGEST)


def on_one_line(text: str) -> str:
    """Without signs that are not seen, end lines or turn the direction of writing."""
    # NFKC makes ordinary signs of their wide and other look-alikes, so that the patterns above see them.
    signs = unicodedata.normalize("NFKC", text)
    return "".join(" " if unicodedata.category(sign) in _HIDDEN else sign for sign in signs)


def _short(text: str, longest: int) -> str:
    said = " ".join(text.split())
    return said if len(said) <= longest else f"{said[: longest - 1].rstrip()}{LEFT_OUT}"
