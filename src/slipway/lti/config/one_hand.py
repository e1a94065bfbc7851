"""Whether the addresses of one registration are of one hand: of one LMS, or of the vendor that runs it.

Without a list of public suffixes nobody can say that two siblings (lms.school.example, sso.school.example) have one
owner: so do lms.co.example and evil.co.example. What stands below a name is its owner's; what stands above it need not
be (school.co.example, co.example). Nor are two schools of one vendor of one hand: each lays files on its own host.
"""

from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from urllib.parse import urlsplit

from slipway.lti.config.endpoints import shared_hosts

_BLACKBOARD = "https://blackboard.com"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Vendor:
    """What a vendor's LMSs may name.

    `issuers` stand for every LMS of the kind; where one `goes_anywhere`, for those too that a school runs itself, as a
    Canvas names Instructure's. `services` are hosts that speak for all of them, beside an LMS's own. All below
    `domains` is run by the vendor, for many schools: good for where tokens are had, not for whose word is taken.
    """

    issuers: frozenset[str] = frozenset()
    goes_anywhere: bool = False
    services: frozenset[str] = frozenset()
    domains: tuple[str, ...] = ()

    def runs(self, host: str) -> bool:
        """Whether the host is the vendor's."""
        return host in self.services or any(_is_below(host, domain) for domain in self.domains)

    def is_named(self, host: str) -> bool:
        """Whether an issuer on this host stands for every LMS of the kind."""
        return any(host_of(issuer) == host for issuer in self.issuers)


_NOBODY = _Vendor()
_OWN_WORD = frozenset({"auth_url", "jwks_url"})  # where people sign in, and whose keys are believed
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
    """Whether an address is on the issuer's own ground: on its host, below it, or on what its vendor runs for all.

    Where the issuer stands for all LMSs of a vendor, what is below it is some school's.
    """
    named, host = host_of(issuer), host_of(url)
    if not named or not host:
        return False
    if any(vendor.runs(named) and host in vendor.services for vendor in _VENDORS):
        return True
    return is_on(named, host) and not any(vendor.is_named(named) for vendor in _VENDORS)


def wants_subject(issuer: str) -> bool:
    """Whether such an LMS wants a `sub` in deep linking answers: Blackboard alone.

    By the issuer's letter: it is the answer's audience, and no token endpoint goes by this name.
    """
    return issuer == _BLACKBOARD


def is_on(ground: str, host: str) -> bool:
    """Whether a host is `ground`, or a name below it."""
    return host == ground or _is_below(host, ground)


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
    fits = _issuer_fits(issuer, home, vendor) or (not home and host_of(issuer) in hosts.values())
    grounds = {home, host_of(issuer)} if fits else {home}
    found = [name for name, host in own.items() if not _is_of(vendor, name, host, home, grounds)]
    return found if fits else ["issuer", *found]


def _is_of(vendor: _Vendor, name: str, host: str, home: str, grounds: AbstractSet[str]) -> bool:
    """Whether the address of that name may be on `host`, where people sign in at `home`."""
    if host in grounds or host in vendor.services or (_is_below(host, home) and home not in vendor.services):
        return True
    return name not in _OWN_WORD and vendor.runs(home) and vendor.runs(host)


def _issuer_fits(issuer: str, home: str, vendor: _Vendor) -> bool:
    host = host_of(issuer)
    if issuer in vendor.issuers:
        return vendor.goes_anywhere or not home or home in vendor.services
    if not host or any(host in each.services for each in _VENDORS):  # a vendor's token server is no issuer
        return False
    return bool(home) and (is_on(host, home) or (home in vendor.services and vendor.runs(host)))


def _is_below(host: str, domain: str) -> bool:
    return "." in domain and host.endswith(f".{domain}")
