"""Whether the addresses of one registration are of one hand: of one LMS, or of the vendor that runs it.

Without a list of public suffixes nobody can say that two siblings (lms.school.example, sso.school.example) have one
owner: so do lms.co.example and evil.co.example. A name and what stands below it do; of siblings only a known vendor's.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit

from slipway.lti.config.endpoints import shared_hosts

_BLACKBOARD = "https://blackboard.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vendor:
    """What a vendor's LMSs may name (lms-behaviour §5.3, §7).

    `issuers` stand for every LMS of the kind; where one `goes_anywhere`, for those too that a school runs itself, as a
    Canvas names Instructure's. `services` are hosts that speak for all of them, beside an LMS's own. All below
    `domains` is the vendor's.
    """

    issuers: frozenset[str] = frozenset()
    goes_anywhere: bool = False
    services: frozenset[str] = frozenset()
    domains: tuple[str, ...] = ()

    def runs(self, host: str) -> bool:
        """Whether the host is the vendor's."""
        return host in self.services or any(_is_below(host, domain) for domain in self.domains)


_NOBODY = _Vendor()
_VENDORS = (
    _NOBODY,
    _Vendor(
        issuers=frozenset(f"https://canvas.{environment}instructure.com" for environment in ("", "beta.", "test.")),
        goes_anywhere=True,
        services=shared_hosts("canvas"),
        domains=("instructure.com", "canvaslms.com"),
    ),
    _Vendor(
        issuers=frozenset({_BLACKBOARD}),
        services=shared_hosts("blackboard"),
        domains=("blackboard.com", "anthology.com"),
    ),
    _Vendor(services=shared_hosts("desire2learn"), domains=("brightspace.com",)),
    _Vendor(
        issuers=frozenset({"https://schoology.schoology.com"}),
        services=shared_hosts("schoology"),
        domains=("schoology.com",),
    ),
)


def strays(issuer: str, addresses: Mapping[str, str], *, trusted: Iterable[str] = ()) -> list[str]:
    """The names of what is of another hand than the rest: of `addresses`, by their names, or "issuer"; [] for nothing.

    The first address, where people sign in, says whose LMS it is. `trusted` hosts are those of the house.
    """
    hosts = {name: host_of(url) for name, url in addresses.items() if url}
    passed = frozenset(trusted)
    return min((_strays(issuer, hosts, vendor, passed) for vendor in _VENDORS), key=len)


def is_at_home(issuer: str, url: str) -> bool:
    """Whether an address is on the issuer's own ground: of its LMS, or of the vendor whose name it is."""
    named, host = host_of(issuer), host_of(url)
    if not named or not host:
        return False
    return are_related(named, host) or any(vendor.runs(named) and vendor.runs(host) for vendor in _VENDORS)


def wants_subject(issuer: str) -> bool:
    """Whether such an LMS wants a `sub` in deep linking answers: Blackboard alone (lms-behaviour §5.6).

    By the issuer's letter: it is the answer's audience, and no token endpoint goes by this name.
    """
    return issuer == _BLACKBOARD


def are_related(one: str, other: str) -> bool:
    """Whether two hosts are one, or one is a name below the other."""
    return one == other or _is_below(one, other) or _is_below(other, one)


def host_of(url: str) -> str:
    """The host in small letters, without a dot at its end; '' for what is no http(s) address."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").rstrip(".") if parts.scheme in {"http", "https"} else ""
    except ValueError:
        return ""


def _strays(issuer: str, hosts: Mapping[str, str], vendor: _Vendor, trusted: frozenset[str]) -> list[str]:
    own = {name: host for name, host in hosts.items() if host not in trusted}
    home = next(iter(own.values()), "")  # '': all of them are of the house
    is_vendors = vendor.runs(home)
    found = [
        name
        for name, host in own.items()
        if not (are_related(host, home) or (vendor.runs(host) if is_vendors else host in vendor.services))
    ]
    fits = _issuer_fits(issuer, home, vendor) or (not home and host_of(issuer) in hosts.values())
    return found if fits else ["issuer", *found]


def _issuer_fits(issuer: str, home: str, vendor: _Vendor) -> bool:
    host = host_of(issuer)
    if issuer in vendor.issuers:
        return vendor.goes_anywhere or not home or vendor.runs(home)
    if not host or any(host in each.services for each in _VENDORS):  # a vendor's token server is no issuer
        return False
    return bool(home) and (are_related(host, home) or (vendor.runs(home) and vendor.runs(host)))


def _is_below(host: str, domain: str) -> bool:
    return "." in domain and host.endswith(f".{domain}")
