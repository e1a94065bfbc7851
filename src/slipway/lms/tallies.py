"""Counting refusals, so that what is counted stays bounded: one row for each counter and hour."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Q
from django.utils import timezone

from slipway.lms.models import RefusalTally

KEPT = timedelta(days=30)  # what owners are told of; the rest is of use within its hour only

_COUNT = """INSERT INTO lms_refusaltally (id, who, hour, count, lms_id) VALUES {rows}
ON CONFLICT (who, hour) DO UPDATE SET count = lms_refusaltally.count + 1 RETURNING who, count"""


def this_hour() -> datetime:
    """The hour that is counted in now."""
    return timezone.now().replace(minute=0, second=0, microsecond=0)


def count_up(counters: Mapping[str, UUID | None]) -> dict[str, int]:
    """Count each of them up by one, in one statement: how often each came in this hour, this time included.

    The value of a counter is the LMS whose owners are told of it, None for nobody's. Names have 64 letters at most.
    """
    hour = this_hour()
    # Always in one order: two requests that wait for each other's rows would wait for ever.
    tallies = [RefusalTally(who=who, hour=hour, count=1, lms_id=lms) for who, lms in sorted(counters.items())]
    rows = ", ".join(["(%s, %s, %s, %s, %s)"] * len(tallies))
    with connection.cursor() as cursor:
        cursor.execute(_COUNT.format(rows=rows), [value for tally in tallies for value in _columns(tally)])
        return dict(cursor.fetchall())


def forget_old_tallies() -> None:
    """Take away what is of no use any more."""
    hour = this_hour()
    RefusalTally.objects.filter(Q(hour__lt=hour - KEPT) | Q(lms=None, hour__lt=hour)).delete()


def _columns(tally: RefusalTally) -> list[Any]:
    """In the order of the statement, as the database takes them."""
    columns = {column.name: column for column in RefusalTally._meta.concrete_fields}  # noqa: SLF001
    names = ("id", "who", "hour", "count", "lms")
    return [columns[name].get_db_prep_save(getattr(tally, columns[name].attname), connection) for name in names]
