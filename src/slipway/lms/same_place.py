"""Whether two LMSs of an organization are one that was connected twice: then people and progress are there twice.

A decision over what owners typed and what launches told. Hosted LMSs share issuers, and some share the address that
browsers see; two installations may stand on one host, each under a path of its own.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from uuid import UUID

from django.db.models import OuterRef, Subquery

from slipway.lms.models import Deployment, Lms, LmsCourse, Registration, RegistrationLink
from slipway.lms_kinds.endpoints import root_of
from slipway.lms_kinds.registry import KINDS, kind_by_issuer
from slipway.lti.return_url import sound
from slipway.web_address import origin_of, read_address


@dataclass(frozen=True, slots=True, kw_only=True)
class LmsAddresses:
    """What is known of where an LMS stands. `roots` are addresses of its site, `deployments` (issuer, id) pairs."""

    guid: str = ""
    origins: frozenset[str] = frozenset()
    roots: frozenset[str] = frozenset()
    issuers: frozenset[str] = frozenset()
    deployments: frozenset[tuple[str, str]] = field(default_factory=frozenset)


def is_same(one: LmsAddresses, other: LmsAddresses) -> bool:
    """Whether both are one LMS, as far as that can be told. Nothing that is shared by a vendor's schools tells it."""
    if one.issuers & other.issuers or one.deployments & other.deployments:
        return True
    alike = bool(one.guid and one.guid == other.guid) or bool(one.origins & other.origins)
    return alike and not _stand_apart(one, other)


def _stand_apart(one: LmsAddresses, other: LmsAddresses) -> bool:
    """Whether both say who they are and differ, or have a path on a host that they share (`/learn`, `/archive`), and
    another one."""
    if one.guid and other.guid and one.guid != other.guid:
        return True
    return bool(one.roots and other.roots) and not one.roots & other.roots


def place_at(*, address: str = "", issuer: str = "") -> LmsAddresses:
    """What an owner typed: the address of an LMS, the issuer of its registration."""
    own = issuer if issuer and not kind_by_issuer(issuer) else ""
    addresses = [text for text in (root_of(address) if address else "", own) if text and sound(text)]
    return LmsAddresses(
        origins=_origins(addresses), roots=frozenset(map(_root, addresses)), issuers=frozenset(filter(None, [own]))
    )


def twin_of(lms: Lms) -> Lms | None:
    """The oldest other LMS of its organization that seems to be the same: four statements, however many there are."""
    others = [other for other in _others(lms) if other.disabled_at is None]  # a disabled one was replaced
    if lms.disabled_at is not None:
        return None
    places = _places([lms, *others])
    return next((other for other in others if is_same(places[lms.pk], places[other.pk])), None)


def stands_already(place: LmsAddresses, *, beside: Lms) -> Lms | None:
    """The oldest LMS of the organization that stands at `place` and is not `beside`: four statements."""
    others = _others(beside)
    places = _places(others)
    return next((other for other in others if is_same(place, places[other.pk])), None)


def _others(lms: Lms) -> list[Lms]:
    return list(Lms.objects.filter(organization=lms.organization_id).exclude(pk=lms.pk).order_by("created_at"))


def _places(lmss: Iterable[Lms]) -> dict[UUID, LmsAddresses]:
    """What is known of each of those LMSs."""
    known = {lms.pk: _Found(lms) for lms in lmss}
    for lms_id, issuer in Registration.objects.filter(lms__in=known).values_list("lms", "issuer"):
        known[lms_id].issuers.add(issuer)
    deployments = Deployment.objects.filter(registration__lms__in=known).values_list(
        "registration__lms", "registration__issuer", "deployment_id"
    )
    for lms_id, issuer, deployment_id in deployments:
        known[lms_id].deployments.add((issuer, deployment_id))
    home = LmsCourse.objects.filter(lms=OuterRef("pk")).exclude(home_url="").values("home_url")[:1]
    typed = RegistrationLink.objects.filter(lms=OuterRef("pk")).exclude(used_at=None).values("address")[:1]
    told = Lms.objects.filter(pk__in=[each.lms.pk for each in known.values()]).values_list(
        "pk", Subquery(home), Subquery(typed)
    )
    for lms_id, home_url, address in told:
        known[lms_id].addresses += [root_of(text) for text in (home_url, address) if text]
    return {lms_id: each.place() for lms_id, each in known.items()}


@dataclass
class _Found:
    """What was found of an LMS so far."""

    lms: Lms
    issuers: set[str] = field(default_factory=set)
    deployments: set[tuple[str, str]] = field(default_factory=set)
    addresses: list[str] = field(default_factory=list)

    def place(self) -> LmsAddresses:
        """The addresses that were found, without those that other schools of the same vendor share."""
        own = {issuer for issuer in self.issuers if not kind_by_issuer(issuer)}
        addresses = [text for text in (*own, *self.addresses) if sound(text)]
        return LmsAddresses(
            guid=self.lms.guid,
            origins=_origins([*self.lms.origins, *addresses]),
            roots=frozenset(map(_root, addresses)),
            issuers=frozenset(own),
            deployments=frozenset(pair for pair in self.deployments if pair[0] not in own),
        )


def _origins(addresses: Iterable[str]) -> frozenset[str]:
    vendors = [kind.vendor for kind in KINDS]  # all schools of a vendor share its hosts
    shared = tuple(f"://{host}" for each in vendors for host in each.services | each.shared_sites)
    return frozenset(origin for text in addresses if (origin := origin_of(sound(text))) and not origin.endswith(shared))


def _root(sound_url: str) -> str:
    address = read_address(sound_url)
    return f"{address.origin}{address.path.rstrip('/')}" if address else ""
