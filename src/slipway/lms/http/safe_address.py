"""Which addresses Slipway calls when an LMS, or somebody who says so, names them (server-side request forgery).

Pure: URLs and IP addresses in, decisions out. Names are resolved in `network`, which asks again here for every address
that a name resolves to, and connects to that very address.
"""

import ipaddress
import re
from collections.abc import Sequence
from enum import Enum, auto

from slipway.web_address import DEFAULT_PORTS, UNREADABLE_PORT, WebAddress, read_address
from slipway.words import Text, text

IpAddress = ipaddress.IPv4Address | ipaddress.IPv6Address

LONGEST_URL = 1000
_HOST = re.compile(r"[a-z0-9_]([a-z0-9_.-]*[a-z0-9_])?\.?|[0-9a-f:.]+:[0-9a-f:.]*")


def _networks(*texts: str) -> list[ipaddress.IPv4Network | ipaddress.IPv6Network]:
    return [ipaddress.ip_network(text) for text in texts]


# The registries of special addresses (RFC 6890 and its successors) by our own list: Python's differs by its version.
_PRIVATE = _networks(
    "10.0.0.0/8", "172.16.0.0/12", "192.168.0.0/16",
    "127.0.0.0/8",
    "100.64.0.0/10",  # between a provider and its customers
    "::1/128", "fc00::/7",
)  # fmt: skip
_NOT_IN_USE = _networks(
    "0.0.0.0/8", "169.254.0.0/16", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24", "198.18.0.0/15",
    "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/3",
    "2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20",
)  # fmt: skip
_ROUTED = _networks("0.0.0.0/0", "2000::/3")
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")  # how an IPv6-only machine reaches IPv4
# Names that nobody can have in public (RFC 6761, RFC 6762, RFC 8375, ICANN's reservation of 2024).
_PRIVATE_NAMES = ("localhost", "local", "internal", "home.arpa")
_NUMBER = re.compile(r"\d+|0x[0-9a-f]*")


class BadUrlError(ValueError):
    """No address that Slipway would call. `problem` is one sentence, without the address."""

    def __init__(self, problem: Text) -> None:
        super().__init__(problem.english)
        self.problem = problem


class Reach(Enum):
    """Where an IP address lies."""

    PUBLIC = auto()
    PRIVATE = auto()  # this machine or a private network: only where the operator allows it
    NOWHERE = auto()  # link-local (clouds keep their secrets there), multicast, reserved: never called


def address_to_call(url: str) -> WebAddress:
    """An absolute http(s) URL without credentials and fragment, taken apart. Raises BadUrlError.

    Hosts must be ASCII: a name in other letters has an xn-- form, which browsers copy.
    """
    if len(url) > LONGEST_URL or not url.isascii() or not url.isprintable() or set(url) & set(' \\<>"^`{|}'):
        raise BadUrlError(text("The address is too long, or holds characters that no address has."))
    address = read_address(url)
    if address is None or address.port == UNREADABLE_PORT:
        raise BadUrlError(text("The address is not a sound URL."))
    if address.scheme not in DEFAULT_PORTS:
        raise BadUrlError(text("The address does not begin with https://."))
    if address.has_credentials or "#" in url:
        raise BadUrlError(text("The address holds a user name, a password or a fragment."))
    host = address.host
    if not _HOST.fullmatch(host) or len(host) > 253 or ".." in host or address.port == 0:
        raise BadUrlError(text("The address names no sound host."))
    return address


def reach_of(address: IpAddress) -> Reach:
    """Where the address lies; an IPv4 address inside an IPv6 one decides for both."""
    address = _inner(address)
    if _in(address, _PRIVATE):
        return Reach.PRIVATE
    return Reach.PUBLIC if _in(address, _ROUTED) and not _in(address, _NOT_IN_USE) else Reach.NOWHERE


def reach_of_name(host: str) -> Reach | None:
    """Where a host lies as far as its name tells, in the form that `WebAddress.host` has; None where only DNS knows."""
    try:
        return reach_of(ipaddress.ip_address(host))
    except ValueError:
        name = host.rstrip(".")
    if any(f".{name}".endswith(f".{private}") for private in _PRIVATE_NAMES):
        return Reach.PRIVATE
    # Resolvers and browsers read what ends in a number as an IPv4 address, each in its own way.
    return Reach.NOWHERE if _NUMBER.fullmatch(name.rpartition(".")[2]) else None


def may_call(address: IpAddress, *, scheme: str, allow_private: bool) -> bool:
    """Whether Slipway connects there. In clear text to private networks only: elsewhere others may change answers."""
    reach = reach_of(address)
    if reach is Reach.PRIVATE:
        return allow_private
    return reach is Reach.PUBLIC and scheme == "https"


def _inner(address: IpAddress) -> IpAddress:
    if isinstance(address, ipaddress.IPv4Address):
        return address
    if address in _NAT64:
        return ipaddress.IPv4Address(int(address) & 0xFFFFFFFF)
    return address.ipv4_mapped or address


def _in(address: IpAddress, networks: Sequence[ipaddress.IPv4Network | ipaddress.IPv6Network]) -> bool:
    return any(address in network for network in networks)  # one of the other version is in none
