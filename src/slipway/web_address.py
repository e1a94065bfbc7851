"""A web address taken apart once, so that nothing reads it a second time in another way. Pure: text in, value out.

What an address is good for depends on who names it and on what is done with it, so each use has a policy of its own,
made of the questions here: where browsers are sent (`lti.return_url`), what Slipway calls (`lms.safe_address`), what
teachers and owners type (`classes.lms_url`, `lms.origins`), what the operator sets (`site.environment`).
"""

from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

DEFAULT_PORTS = {"http": 80, "https": 443}
LOOPBACK = {"localhost", "127.0.0.1", "::1"}
UNREADABLE_PORT = -1
LONGEST_KEPT = 500  # characters: a launch names the same few addresses several times, and so do all of its course


@dataclass(frozen=True, slots=True, kw_only=True)
class WebAddress:
    """What stands in an address. Nothing of it is checked: `scheme` may be any, and parts that are not there are ''."""

    scheme: str  # lower case
    host: str  # lower case, IPv6 without brackets
    port: int | None  # None where none stands there; UNREADABLE_PORT for what is no number up to 65535
    path: str
    query: str
    netloc: str  # host and port as they were written, with a user name and a password where there are any

    @property
    def has_credentials(self) -> bool:
        """Whether it holds a user name or a password, be it empty."""
        return "@" in self.netloc

    @property
    def is_web(self) -> bool:
        """Whether it is an http or https address of some host."""
        return self.scheme in DEFAULT_PORTS and self.host != ""

    @property
    def has_sound_port(self) -> bool:
        """Whether a program could listen at its port; also when it names none."""
        return self.port not in {0, UNREADABLE_PORT}

    @property
    def is_https_or_loopback(self) -> bool:
        """Whether nobody on the way can read or change what goes there."""
        return self.scheme == "https" or self.host in LOOPBACK

    @property
    def port_called(self) -> int | None:
        """The port that is meant where none is named, too."""
        return self.port or DEFAULT_PORTS.get(self.scheme)

    @property
    def authority(self) -> str:
        """host[:port] as a Host header and an origin name it: without the scheme's own port, IPv6 in brackets."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port in {None, DEFAULT_PORTS.get(self.scheme)} else f"{host}:{self.port}"

    @property
    def origin(self) -> str:
        """scheme://host[:port], as browsers write it."""
        return f"{self.scheme}://{self.authority}"

    @property
    def request_target(self) -> str:
        """Path and query, as a request line names them."""
        return (self.path or "/") + (f"?{self.query}" if self.query else "")


def read_address(text: str) -> WebAddress | None:
    """`text` taken apart; None where it cannot be, such as `http://[`. What stands behind a # is left out."""
    return _kept(text) if len(text) <= LONGEST_KEPT else _taken_apart(text)


def _taken_apart(text: str) -> WebAddress | None:
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return None
    try:
        port = parts.port
    except ValueError:
        port = UNREADABLE_PORT
    return WebAddress(
        scheme=parts.scheme, host=host, port=port, path=parts.path, query=parts.query, netloc=parts.netloc
    )


_kept = lru_cache(maxsize=1000)(_taken_apart)


def origin_of(text: str | None) -> str:
    """scheme://host[:port] of an http or https address, as browsers write an origin; '' for what is none."""
    address = read_address(text or "")
    return address.origin if address and address.is_web and address.port != UNREADABLE_PORT else ""
