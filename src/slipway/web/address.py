"""Where a request comes from."""

from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

from django.conf import settings
from django.http import HttpRequest

ONE_PLACE = 64  # bits: what one household, school or server is given of IPv6 at least (RFC 6177), each address of it


def client_address(request: HttpRequest) -> str:
    """The client's address, as limits and records take it: an IPv4 address, or a network of IPv6.

    It is the peer's, or, behind `SLIPWAY_TRUSTED_PROXIES` proxies, what the outermost of them saw. What stands further
    left in X-Forwarded-For the client may have written; where the header is too short or junk, the peer counts. '' for
    none.
    """
    hops: int = settings.TRUSTED_PROXIES
    forwarded = request.headers.get("X-Forwarded-For", "").split(",")
    seen = place_of(forwarded[-hops]) if 0 < hops <= len(forwarded) else ""
    return seen or place_of(str(request.META.get("REMOTE_ADDR", "")))


def place_of(text: str) -> str:
    """The place of an address as proxies write it, with a port or without; '' for what is none."""
    address = _address_in(text.strip().strip('"'))
    if isinstance(address, IPv6Address):
        return str(address.ipv4_mapped or IPv6Network((int(address), ONE_PLACE), strict=False))
    return str(address or "")


def _address_in(text: str) -> IPv4Address | IPv6Address | None:
    if text.startswith("["):
        text = text[1:].partition("]")[0]
    elif text.count(":") == 1:
        text = text.partition(":")[0]
    try:
        return ip_address(text.partition("%")[0])  # behind it stands an interface of this machine
    except ValueError:
        return None
