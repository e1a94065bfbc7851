"""Whether the addresses of one registration are of one hand: of one LMS, or of the vendor that runs it.

A host below another belongs to the same owner; a host above it need not (school.co.example, co.example). Two siblings
(lms.school.example, sso.school.example) look like lms.co.example and evil.co.example, so they count as strangers. So do
two schools of one vendor: each can put files on its own host.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from functools import cache, lru_cache
from urllib.parse import urlsplit

from slipway.lms_kinds.kind import Vendor
from slipway.lms_kinds.registry import KINDS, kind_by_issuer
from slipway.web_address import read_address

_NO_VENDOR = Vendor()
_OWN_WORD = frozenset({"auth_url", "jwks_url"})  # where people sign in, and whose keys are believed


def are_of_one_hand(one: str, other: str) -> bool:
    """Whether two addresses are on one host, or on hosts that one vendor runs for all its LMSs."""
    hosts = {urlsplit(one).netloc.lower(), urlsplit(other).netloc.lower()}
    return len(hosts) == 1 or any(hosts <= vendor.services for vendor in _vendors())


def strays(issuer: str, addresses: Mapping[str, str], *, trusted: Iterable[str] = ()) -> list[str]:
    """The names of those `addresses` that are of another hand than the rest, and "issuer" where it is; [] for none.

    The first address, where people sign in, says whose LMS it is. `trusted` hosts, on the operator's
    own network, never count as of another hand.
    """
    hosts = {name: host_of(url) for name, url in addresses.items() if url}
    passed = frozenset(trusted)
    return min((_strays(issuer, hosts, vendor, passed) for vendor in _vendors()), key=len)


@lru_cache(maxsize=1000)
def is_at_home(issuer: str, url: str) -> bool:
    """Whether an address is on the issuer's own ground: on its host, below it, or on what its vendor runs for all.

    Where the issuer stands for all LMSs of a vendor, what is below it is some school's.
    """
    named, host = host_of(issuer), host_of(url)
    if not named or not host:
        return False
    if any(_runs(vendor, named) and host in vendor.services for vendor in _vendors()):
        return True
    shared = {host_of(each) for vendor in _vendors() for each in vendor.issuers}
    return is_on_host(named, host) and named not in shared


def wants_subject(issuer: str) -> bool:
    """Whether such an LMS wants a `sub` in deep linking answers. The issuer, their audience, counts to the letter."""
    kind = kind_by_issuer(issuer)
    return kind is not None and kind.answer_names_subject


def is_on_host(ground: str, host: str) -> bool:
    """Whether a host is `ground`, or a name below it."""
    return host == ground or _is_below(host, ground)


def host_of(url: str) -> str:
    """The host in small letters, without a dot at its end; '' for what is no http(s) address."""
    address = read_address(url)
    return address.host.rstrip(".") if address and address.is_web else ""


@cache
def _vendors() -> list[Vendor]:
    return [_NO_VENDOR, *(kind.vendor for kind in KINDS if kind.vendor != _NO_VENDOR)]


def _runs(vendor: Vendor, host: str) -> bool:
    """Whether the host is the vendor's."""
    return host in vendor.services or any(_is_below(host, domain) for domain in vendor.domains)


def _strays(issuer: str, hosts: Mapping[str, str], vendor: Vendor, trusted: frozenset[str]) -> list[str]:
    own = {name: host for name, host in hosts.items() if host not in trusted}
    home = next(iter(own.values()), "")  # '': all of them are trusted
    fits = _issuer_fits(issuer, home, vendor) or (not home and host_of(issuer) in hosts.values())
    grounds = {home, host_of(issuer)} if fits else {home}
    found = [name for name, host in own.items() if not _is_of(vendor, name, host, home, grounds)]
    return found if fits else ["issuer", *found]


def _is_of(vendor: Vendor, name: str, host: str, home: str, grounds: AbstractSet[str]) -> bool:
    """Whether the address of that name may be on `host`, where people sign in at `home`."""
    if host in grounds or host in vendor.services or (_is_below(host, home) and home not in vendor.services):
        return True
    return name not in _OWN_WORD and _runs(vendor, home) and _runs(vendor, host)


def _issuer_fits(issuer: str, home: str, vendor: Vendor) -> bool:
    host = host_of(issuer)
    if issuer in vendor.issuers:
        return vendor.issuers_go_anywhere or not home or home in vendor.services
    if not host or any(host in each.services for each in _vendors()):  # a vendor's token server is no issuer
        return False
    return bool(home) and (is_on_host(host, home) or (home in vendor.services and _runs(vendor, host)))


def _is_below(host: str, domain: str) -> bool:
    return "." in domain and host.endswith(f".{domain}")
