"""The launch log: which records a person may read, and what a page of them shows."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta

from django.db.models import QuerySet, Sum
from django.utils import timezone

from slipway.content.models import Classroom, Unit
from slipway.lms.models import LaunchRecord, RefusalTally
from slipway.orgs.models import Organization
from slipway.owner_pages.launch_log.in_words import BINDINGS, claims_of, explanation_of, role_of
from slipway.web.refusals import Explanation


@dataclass(frozen=True)
class LaunchRow:
    """A launch as its line in the log shows it."""

    launch: LaunchRecord
    unit: Unit | None
    classroom: Classroom | None

    @property
    def outcome(self) -> str:
        """The pill's state."""
        return "let-in" if self.launch.let_in else "refused"

    @property
    def role(self) -> str:
        """The role's name; empty when the launch did not come so far."""
        return role_of(self.launch)

    @property
    def binding(self) -> str:
        """How the launch was tied to its browser; empty for LTI 1.1, which has nothing of the kind."""
        return str(BINDINGS.get(self.launch.binding, self.launch.binding))

    @property
    def claims(self) -> list[tuple[str, str]]:
        """What the LMS sent, by name."""
        return list(claims_of(self.launch.claims))

    @property
    def explanation(self) -> Explanation | None:
        """Why it was refused, in words for people."""
        return explanation_of(self.launch)


def launches_of(organization: Organization) -> QuerySet[LaunchRecord]:
    """All launches that came with a key of the organization, the newest first."""
    return (
        LaunchRecord.objects.filter(organization=organization)
        .select_related("lms", "consumer_key", "registration")
        .order_by("-at")
    )


def launches_into(classroom: Classroom) -> QuerySet[LaunchRecord]:
    """The launches into one class, the newest first."""
    return launches_of(classroom.organization).filter(classroom_id=classroom.pk)


def rows(launches: Iterable[LaunchRecord]) -> list[LaunchRow]:
    """The lines of `launches`, with their units and classes read in one query each."""
    page = list(launches)
    whose = {launch.organization_id for launch in page}
    units = Unit.objects.filter(classroom__organization__in=whose).without_guides()
    by_id = units.in_bulk({launch.unit_id for launch in page if launch.unit_id})
    classrooms = Classroom.objects.filter(organization__in=whose).in_bulk(
        {launch.classroom_id for launch in page if launch.classroom_id}
    )
    return [LaunchRow(launch, by_id.get(launch.unit_id), classrooms.get(launch.classroom_id)) for launch in page]


def uncounted(organization: Organization) -> int:
    """How many launches of the last day were refused and only counted: past an hourly cap they are not recorded."""
    # A tally counts every replay, and every launch refused before its signature was good, recorded or not.
    since = (timezone.now() - timedelta(days=1)).replace(minute=0, second=0, microsecond=0)
    tallies = RefusalTally.objects.filter(lms__organization=organization, hour__gte=since)
    counted: int = tallies.aggregate(total=Sum("count"))["total"] or 0
    refused = LaunchRecord.objects.filter(organization=organization, at__gte=since, let_in=False, nonce=None)
    return max(0, counted - refused.count())
