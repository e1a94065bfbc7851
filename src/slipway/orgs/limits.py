"""Limits of guesses and mails, counted in the database, so that all processes and machines count together.

A count begins when something happens for the first time, is over after its limit's time, and then begins anew. Keys
are hashes with Slipway's secret in them: the table holds no address, and nobody can look one up in it.
"""

import time
from collections.abc import Iterable
from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import F
from django.utils.crypto import salted_hmac

from slipway.orgs.models import Tally

COUNTER_SALT = "slipway.orgs.counted"  # of stored keys: with another text all counts would begin anew
SWEPT = 20  # rows at a time; a guess makes six at most
# One statement for all, so that of requests at the same moment each is counted. Its rows are sorted: else two
# statements could wait for each other.
_UP = """
INSERT INTO {table} AS held ("key", "count", "over_at") VALUES {rows}
ON CONFLICT ("key") DO UPDATE SET
    "count" = CASE WHEN held."over_at" <= %s THEN 1 ELSE held."count" + 1 END,
    "over_at" = CASE WHEN held."over_at" <= %s THEN excluded."over_at" ELSE held."over_at" END
RETURNING "key", "count"
"""


@dataclass(frozen=True)
class Limit:
    """At most so often within so many seconds. The name tells counts of one thing apart."""

    name: str
    most: int
    within: int


@dataclass(frozen=True)
class Count:
    """How often a limit's thing has happened to one subject, such as an e-mail address."""

    limit: Limit
    of: str

    @property
    def key(self) -> str:
        return salted_hmac(COUNTER_SALT, f"{self.limit.name}\n{self.of}", algorithm="sha256").hexdigest()


def over(counts: Iterable[Count]) -> list[Count]:
    """Count each of them once more. Returns those that are beyond their limit now."""
    by_key = {count.key: count for count in counts}
    now, keys = int(time.time()), sorted(by_key)
    values = [value for key in keys for value in (key, now + by_key[key].limit.within)]
    rows = ", ".join(["(%s, 1, %s)"] * len(keys))
    with connection.cursor() as cursor:
        cursor.execute(_UP.format(table=Tally._meta.db_table, rows=rows), [*values, now, now])  # noqa: SLF001
        found = cursor.fetchall()
    return [by_key[key] for key, times in found if times > by_key[key].limit.most]


def give_back(counts: Iterable[Count]) -> None:
    """Take back what `over` has counted: it was no wrong guess."""
    keys = [count.key for count in counts]
    Tally.objects.filter(key__in=keys, count__gt=0).update(count=F("count") - 1)


def reset_counts(counts: Iterable[Count]) -> None:
    """Let them begin anew."""
    Tally.objects.filter(key__in=[count.key for count in counts]).delete()


def forget_some_of_what_is_over() -> None:
    """Delete a few counts that are over. To be called whenever something is counted, so that the table stays small."""
    with transaction.atomic(savepoint=False):
        ended = Tally.objects.filter(over_at__lte=int(time.time())).select_for_update(skip_locked=True)
        keys = list(ended.order_by("over_at").values_list("key", flat=True)[:SWEPT])
        Tally.objects.filter(key__in=keys).delete()


def how_often(count: Count) -> int:
    """How often it has happened in the time that is counted now."""
    living = Tally.objects.filter(key=count.key, over_at__gt=int(time.time()))
    return living.values_list("count", flat=True).first() or 0
