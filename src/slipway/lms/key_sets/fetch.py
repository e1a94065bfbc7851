"""Fetching key sets. By their rows processes agree on who fetches: a lease, and a pause after a vain fetch.

A platform that fails is left in peace for a while. One that answers, without the key that was asked for, is asked
again soon: whoever can begin a login can make up a key id, and the LMS's own new key must not have to wait for it.
"""

import time
from collections.abc import Callable
from datetime import timedelta

from django.db.models import Q
from django.utils import timezone

from slipway.lms.http.client import CALL_SECONDS, get
from slipway.lms.http.network import UnreachableError
from slipway.lms.models import PlatformKeySet, Registration
from slipway.lti.refusal import Refused
from slipway.lti.v1p3.keys import KeySet, read_key_set
from slipway.words import text

PAUSE = timedelta(seconds=30)  # after a fetch that failed
SHORT_PAUSE = timedelta(seconds=3)  # after one that brought keys, without the one wanted
LEASE = timedelta(seconds=CALL_SECONDS + 2)  # longer than a fetch; that of a process that died ends by itself
WAIT_SECONDS = 5.0  # for another process's fetch
POLL_SECONDS = 0.1

KeyTest = Callable[[KeySet], bool]


def forget_unused_key_sets(urls: list[str]) -> None:
    """Delete the kept keys of those addresses that no registration names any more."""
    used = Registration.objects.filter(jwks_url__in=urls).values("jwks_url")
    PlatformKeySet.objects.filter(url__in=urls).exclude(url__in=used).delete()


def read_row(url: str) -> PlatformKeySet | None:
    """What is kept of the key set at `url`: one statement."""
    return PlatformKeySet.objects.filter(url=url).first()


def fetched_row(url: str, *, wanted: KeyTest, after_a_pause: bool) -> PlatformKeySet:
    """Fetch the key set at `url`, or wait for the process that does. Returns the row as it is then.

    A set that is not `wanted` begins a pause, in which nothing is fetched, unless `after_a_pause` is false.
    """
    PlatformKeySet.objects.get_or_create(url=url)
    if _lease(url, after_a_pause=after_a_pause):
        _store(url, wanted)
    return _waited(url)


def _lease(url: str, *, after_a_pause: bool) -> bool:
    """Whether this process is the one that fetches now: one UPDATE, one winner."""
    now = timezone.now()
    may = Q(fetching_until=None) | Q(fetching_until__lt=now)
    if after_a_pause:
        brought_keys = Q(fault="", failed_at__lt=now - SHORT_PAUSE)
        may &= Q(failed_at=None) | Q(failed_at__lt=now - PAUSE) | brought_keys
    return PlatformKeySet.objects.filter(may, url=url).update(fetching_until=now + LEASE) == 1


def _store(url: str, wanted: KeyTest) -> None:
    rows = PlatformKeySet.objects.filter(url=url)
    try:
        body, keys = _fetch(url)
    except (UnreachableError, Refused) as fault:
        problem = fault.cause if isinstance(fault, Refused) else fault.problem
        rows.update(failed_at=timezone.now(), fault=problem, fetching_until=None)
        return
    now = timezone.now()
    in_vain = None if wanted(keys) else now
    rows.update(keys=body, fetched_at=now, failed_at=in_vain, fault="", fetching_until=None)


def _fetch(url: str) -> tuple[str, KeySet]:
    answer = get(url)
    if answer.status != 200:
        raise UnreachableError(text("It answered with status %(status)d.", status=answer.status))
    keys = read_key_set(answer.body)
    return answer.body.decode(), keys


def _waited(url: str) -> PlatformKeySet:
    """The row, once nobody fetches it any more; as it is when that takes too long."""
    until = time.monotonic() + WAIT_SECONDS
    while True:
        row = PlatformKeySet.objects.get(url=url)
        if row.fetching_until is None or row.fetching_until < timezone.now() or time.monotonic() > until:
            return row
        time.sleep(POLL_SECONDS)
