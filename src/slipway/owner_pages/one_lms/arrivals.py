"""Whether launches of an LMS arrive: read from launch records, so that no launch writes a row that others share."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from django.db.models import Exists, OuterRef, QuerySet

from slipway.lms.models import LaunchRecord, Lms, Registration
from slipway.owner_pages.launch_log.in_words import explanation_of, role_of
from slipway.web.refusals import Explanation


class LmsLight(StrEnum):
    """Whether launches of an LMS arrive."""

    WAITING = "waiting"
    REFUSED = "refused"  # launches come, none was let in yet: the newest says why
    RECEIVED = "received"


@dataclass(frozen=True)
class LmsStatus:
    """The light of an LMS, and the launch that it was read from."""

    light: LmsLight
    launch: LaunchRecord | None = None

    @property
    def verified(self) -> bool:
        """Whether the launch was signed with the right key and secret: only such a one keeps its nonce."""
        return bool(self.launch and self.launch.nonce)

    @property
    def role(self) -> str:
        """The role's name; empty when the launch did not come so far."""
        return role_of(self.launch) if self.launch else ""

    @property
    def explanation(self) -> Explanation | None:
        """Why the launch was refused, in words for people."""
        return explanation_of(self.launch) if self.launch else None


def arrivals_of(lmss: Iterable[Lms]) -> dict[UUID, LmsStatus]:
    """The light of each of those LMSs, without the launch: one statement for all."""
    launches = LaunchRecord.objects.filter(lms=OuterRef("pk"))
    rows = Lms.objects.filter(pk__in=[lms.pk for lms in lmss])
    seen = rows.annotate(any=Exists(launches), let_in=Exists(launches.filter(let_in=True)))
    return {row.pk: LmsStatus(_light(any_came=row.any, let_in=row.let_in)) for row in seen}


def arrival_at(lms: Lms) -> LmsStatus:
    """The first launch of `lms` that was let in, else the newest refused one, else nothing."""
    return _arrival(LaunchRecord.objects.filter(lms=lms))


def arrival_by_key(lms: Lms) -> LmsStatus:
    """The same for its newest enabled key alone: what came by another credential says nothing of that key."""
    keys = sorted(lms.consumer_keys.all(), key=lambda key: (key.disabled_at is None, key.created_at))
    return (
        _arrival(LaunchRecord.objects.filter(lms=lms, consumer_key=keys[-1])) if keys else LmsStatus(LmsLight.WAITING)
    )


def has_worked(registration: Registration) -> bool:
    """Whether a launch of it was let in: then it is active at the LMS, and nobody has to activate it there."""
    return LaunchRecord.objects.filter(registration=registration, let_in=True).exists()


def _arrival(launches: QuerySet[LaunchRecord]) -> LmsStatus:
    launches = launches.defer("claims")
    first = launches.filter(let_in=True).order_by("at").first()
    if first:
        return LmsStatus(LmsLight.RECEIVED, first)
    newest = launches.order_by("-at").first()
    return LmsStatus(LmsLight.REFUSED, newest) if newest else LmsStatus(LmsLight.WAITING)


def _light(*, any_came: bool, let_in: bool) -> LmsLight:
    if let_in:
        return LmsLight.RECEIVED
    return LmsLight.REFUSED if any_came else LmsLight.WAITING
