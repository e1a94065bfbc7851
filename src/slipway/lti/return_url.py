"""URLs that an LMS asks us to send a browser to."""

import re
from urllib.parse import quote

from slipway.web_address import DEFAULT_PORTS, UNREADABLE_PORT, WebAddress, read_address
from slipway.words import Text, text

MAX_LENGTH = 4096
MISSING, WRONG_TYPE = text("it is missing"), text("it is of the wrong type")

# Browsers drop tabs and newlines and read `\` as `/`: what we judge must be what they open.
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\s]")
# No percent signs, no letters that browsers fold into ASCII ones: the host that is checked is the host that is opened.
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


def problem_with(url: str) -> Text | None:
    """Why a browser must not be sent to `url`, in words; None for a sound absolute http(s) URL."""
    if len(url) > MAX_LENGTH:
        return text("it is longer than %(most)d characters", most=MAX_LENGTH)
    if _UNSAFE.search(url):
        return text("it has spaces, control characters or backslashes")
    if "#" in url:
        return text("it has a fragment")
    address = read_address(url)
    return _problem_with(address) if address else text("it cannot be read as a URL")


def _problem_with(address: WebAddress) -> Text | None:
    if address.scheme not in DEFAULT_PORTS:
        return text("it is not an absolute http or https URL")
    if address.has_credentials:
        return text("it has a user name or password")
    if not _HOST.fullmatch(address.host) or address.port == 0:
        return text("its host cannot be read")
    return text("it cannot be read as a URL") if address.port == UNREADABLE_PORT else None


def sound(url: str | None) -> str | None:
    """`url` when a browser may be sent there, else None."""
    return url if url and not problem_with(url) else None


def telling_error(url: str, message: str) -> str:
    """A sound return URL that tells the LMS's person why they come back (LTI 1.1 §3); its own query stays as it is."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}lti_errormsg={quote(message, safe='')}"
