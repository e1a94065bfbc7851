"""URLs that an LMS asks us to send a browser to."""

import re
from urllib.parse import quote

from slipway.lti.refusal import Refusal, Refused
from slipway.web_address import DEFAULT_PORTS, UNREADABLE_PORT, WebAddress, read_address
from slipway.words import Text, text

_MAX_LENGTH = 4096

# Browsers drop tabs and newlines and read `\` as `/`: what we judge must be what they open.
_UNSAFE = re.compile(r"[\x00-\x20\x7f-\x9f\\\s]")
# No percent signs, no letters that browsers fold into ASCII ones: the host that is checked is the host that is opened.
_HOST = re.compile(r"[a-z0-9._-]+|[0-9a-f:.]+")


def needed_url(sent: object, name: str, *, refusal: Refusal = Refusal.RETURN_URL, most: int = _MAX_LENGTH) -> str:
    """`sent`, when it is a sound absolute http(s) URL of at most `most` characters.

    Otherwise raises Refused with that refusal; its cause calls the URL by `name`.
    """
    url = sent if isinstance(sent, str) else ""
    unsaid = text("it is missing") if sent is None or sent == "" else text("it is of the wrong type")
    if problem := _problem_with(url, most) if url else unsaid:
        raise Refused(refusal, text("%(name)s is not usable: %(problem)s.", name=name, problem=problem))
    return url


def sound(url: str | None) -> str | None:
    """`url` when a browser may be sent there, because it is a sound absolute http(s) URL; else None."""
    return url if url and not _problem_with(url, _MAX_LENGTH) else None


def telling_error(url: str, message: str) -> str:
    """A sound return URL that tells the LMS's person why they come back (LTI 1.1 §3); its own query stays as it is."""
    joint = "&" if "?" in url else "?"
    return f"{url}{joint}lti_errormsg={quote(message, safe='')}"


def _problem_with(url: str, most: int) -> Text | None:
    if len(url) > most:
        return text("it is longer than %(most)d characters", most=most)
    if _UNSAFE.search(url):
        return text("it has spaces, control characters or backslashes")
    if "#" in url:
        return text("it has a fragment")
    address = read_address(url)
    return _problem_in(address) if address else text("it cannot be read as a URL")


def _problem_in(address: WebAddress) -> Text | None:
    if address.scheme not in DEFAULT_PORTS:
        return text("it is not an absolute http or https URL")
    if address.has_credentials:
        return text("it has a user name or password")
    if not _HOST.fullmatch(address.host) or address.port == 0:
        return text("its host cannot be read")
    return text("it cannot be read as a URL") if address.port == UNREADABLE_PORT else None
