"""The public keys of platforms: from memory, the database, or the platform itself (docs/architecture.md, rule 2).

On a launch Slipway asks a platform only for a `kid` that it has never seen, one fetch at a time for each address
over all threads and processes. A fetch that brought nothing is followed by a pause (long for a platform that failed,
short for one that lacked the key), so that made-up key ids and dead servers cost a platform, and launches, little.
Keys that are known go on working whatever becomes of the platform; those that it has taken back are forgotten within
a day.
"""

import time
from dataclasses import dataclass
from datetime import datetime, timedelta
from threading import Lock, Thread

import structlog
from django.db import connections
from django.utils import timezone

from slipway.lms.http.few_at_once import TooManyError, key_sets
from slipway.lms.key_sets.fetch import fetched_row, read_row
from slipway.lms.models import PlatformKeySet, Registration
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.keys import KeySet, read_key_set
from slipway.words import Text, text

log = structlog.get_logger("slipway.platform_keys")

# A token without a kid does not say that its key is new: then keys are taken for good this long only.
FRESH_WITHOUT_KID = timedelta(minutes=5)
OLD = timedelta(days=1)
REFRESH_EVERY = 300.0
MOST_PLATFORMS = 2000


@dataclass(frozen=True, slots=True)
class _Held:
    """A key set as this process has parsed it."""

    keys: KeySet
    fetched_at: datetime


_memory: dict[str, _Held] = {}
_turns: dict[str, Lock] = {}  # by URL: one thread of this process looks further, the others wait for what it finds
_refreshed: dict[str, float] = {}  # by URL: when a refresh began last


def keys_of(registration: Registration, kid: str | None) -> KeySet:
    """The platform's keys, with `kid` among them wherever it can be had.

    Call it outside of transactions: it may wait for the network. A platform that answers and does not have the key
    gives a set without it. Raises Refused(KEYS_UNAVAILABLE) when the key is not known and the platform can't be asked.
    """
    url = registration.jwks_url
    held = _serving(_memory.get(url), kid) or _in_turn(url, kid)
    if timezone.now() - held.fetched_at > OLD:
        _refresh_aside(url)
    return held.keys


def _in_turn(url: str, kid: str | None) -> _Held:
    try:
        with key_sets.one(), _turns.setdefault(url, Lock()):
            return _looked_up(url, kid)
    except TooManyError as busy:
        why = text("Slipway is waiting for other LMSs just now. Open it again in a few seconds.")
        raise _unavailable(url, why) from busy


def fetch_keys(registration: Registration) -> KeySet:
    """The platform's keys as it serves them now, for *Test connection*: no memory, no pause.

    Raises Refused(KEYS_UNAVAILABLE) with the cause.
    """
    row = fetched_row(registration.jwks_url, wanted=lambda keys: True, after_a_pause=False)
    held = _remembered(row)
    if held is None or row.fault:
        raise _unavailable(row.url, row.fault)
    return held.keys


def _looked_up(url: str, kid: str | None) -> _Held:
    """What this process knows by now, what another one has fetched, or what the platform says."""
    if held := _serving(_memory.get(url), kid):
        return held
    if (known := read_row(url)) and (held := _serving(_remembered(known), kid)):
        return held
    row = fetched_row(url, wanted=lambda keys: _has(keys, kid), after_a_pause=True)
    held = _remembered(row)
    if held is not None and (_has(held.keys, kid) or not row.fault):
        return held  # an old key set that knows the key is as good as a new one
    raise _unavailable(row.url, row.fault)


def _unavailable(url: str, why: Text) -> Refused:
    why = why or text("Another process asks for it just now.")
    cause = text("Slipway cannot have the key set of the LMS at %(url)s. %(why)s", url=url, why=why)
    return Refused(Refusal.KEYS_UNAVAILABLE, cause)


def _remembered(row: PlatformKeySet) -> _Held | None:
    """The row's keys, parsed once; None before the first good fetch."""
    known = _memory.get(row.url)
    if row.fetched_at is None or (known is not None and known.fetched_at >= row.fetched_at):
        return known
    if len(_memory) >= MOST_PLATFORMS:
        _memory.clear()
    held = _memory[row.url] = _Held(read_key_set(row.keys.encode()), row.fetched_at)
    return held


def _serving(held: _Held | None, kid: str | None) -> _Held | None:
    """`held`, where it has the key."""
    if held is None or not _has(held.keys, kid):
        return None
    return held if kid is not None or timezone.now() - held.fetched_at < FRESH_WITHOUT_KID else None


def _has(keys: KeySet, kid: str | None) -> bool:
    return keys.named(kid) != ()


def _refresh_aside(url: str) -> None:
    """Fetch on a thread of its own: no launch waits, whether the platform answers or not."""
    now = time.monotonic()
    if now - _refreshed.get(url, -REFRESH_EVERY) >= REFRESH_EVERY:
        _refreshed[url] = now
        Thread(target=_refresh, args=(url,), daemon=True).start()


def _refresh(url: str) -> None:
    try:
        row = read_row(url)
        if row is None or row.fetched_at is None or timezone.now() - row.fetched_at > OLD:
            row = fetched_row(url, wanted=lambda keys: True, after_a_pause=True)
        _remembered(row)
    except Exception:
        log.exception("key-set-refresh", url=url)
    finally:
        connections.close_all()
