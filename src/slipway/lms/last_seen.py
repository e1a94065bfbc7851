"""When a credential, a course or a person was here last: read from launch records. No launch writes a shared row."""

from collections.abc import Collection
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import Max, OuterRef, QuerySet, Subquery
from django.utils import timezone

from slipway.lms.models import ConsumerKey, LaunchRecord, Lms, Registration

LAUNCHES_OF_A_CREDENTIAL = 5  # newest launches of a credential: not each of them says everything


def keys_last_used(lms: Lms) -> dict[UUID, datetime]:
    """The moment of the newest launch that was let in, by the id of its key; keys without one are left out."""
    return _last_used(ConsumerKey.objects.filter(lms=lms), LaunchRecord.objects.filter(consumer_key=OuterRef("pk")))


def registrations_last_used(lms: Lms) -> dict[UUID, datetime]:
    """The moment of the newest launch that was let in, by the id of its registration."""
    return _last_used(Registration.objects.filter(lms=lms), LaunchRecord.objects.filter(registration=OuterRef("pk")))


def note_login(registration: Registration) -> None:
    """Keep when the first login with the registration came, for whoever sets it up: one statement, once ever."""
    _note_first(registration, "login_seen_at")


def note_units_placed(registration: Registration) -> None:
    """Keep when units were first placed by a picker that the registration opened: one statement, once ever."""
    _note_first(registration, "units_placed_at")


def _note_first(registration: Registration, column: str) -> None:
    if getattr(registration, column) is None:
        Registration.objects.filter(**{"pk": registration.pk, column: None}).update(**{column: timezone.now()})


def newest_claims(credentials: QuerySet[Any], by: str) -> dict[UUID, list[dict[str, object]]]:
    """What the newest launches that were let in said, by the id of their credential: one statement for all of them.

    `by` is its column in launch records.
    """
    launches = LaunchRecord.objects.filter(**{by: OuterRef("pk")}, let_in=True).order_by("-at").values("claims")
    newest = {f"newest_{number}": Subquery(launches[number : number + 1]) for number in range(LAUNCHES_OF_A_CREDENTIAL)}
    rows = credentials.annotate(**newest).values_list("pk", *newest)
    return {pk: [told for told in claims if told is not None] for pk, *claims in rows}


def _last_used(credentials: QuerySet[Any], launches: QuerySet[LaunchRecord]) -> dict[UUID, datetime]:
    newest = launches.filter(let_in=True).order_by("-at").values("at")[:1]
    rows = credentials.annotate(used_at=Subquery(newest)).values_list("pk", "used_at")
    return {credential: at for credential, at in rows if at}


def courses_last_seen(lms: Lms, context_ids: Collection[str]) -> dict[str, datetime]:
    """The moment of the newest launch that was let in, by context id."""
    return _newest(LaunchRecord.objects.filter(lms=lms, context_id__in=context_ids), "context_id")


def identities_last_seen(identity_ids: Collection[UUID]) -> dict[UUID, datetime]:
    """The moment of the newest launch that was let in, by the id of the LMS identity."""
    return _newest(LaunchRecord.objects.filter(identity_id__in=identity_ids), "identity_id")


def newest_launches_into(classroom_id: UUID, identity_ids: Collection[UUID]) -> dict[UUID, LaunchRecord]:
    """The newest launch into a class that was let in, with its LMS, by the id of the LMS identity."""
    into = LaunchRecord.objects.filter(classroom_id=classroom_id, identity_id__in=identity_ids, let_in=True)
    newest = _newest(into, "identity_id")
    rows = into.filter(at__in=set(newest.values())).select_related("lms").defer("claims")
    return {row.identity_id: row for row in rows if row.identity_id and newest[row.identity_id] == row.at}


def _newest(launches: QuerySet[LaunchRecord], by: str) -> dict[Any, datetime]:
    rows = launches.filter(let_in=True).order_by().values_list(by).annotate(at=Max("at"))
    return dict(rows)
