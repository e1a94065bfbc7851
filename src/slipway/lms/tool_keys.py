"""Slipway's own keys: which one signs, which ones are published. Kept in memory, read anew every few seconds.

All registrations share them, and all processes agree on them without talking: when a key signs is a moment in its
row, and a key is published long before (see `rotate_tool_keys`).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipway.audit.trail import audit
from slipway.lms import models
from slipway.lti.v1p3.keys import ToolKey, key_set_json, kid_of, make_pem, tool_key

REFRESH_SECONDS = 5.0  # a new key is published by every process within these
PUBLISHED_AFTER = timedelta(days=30)  # LMSs may check late what an old key has signed


@dataclass(frozen=True, slots=True)
class _Held:
    """The rows as they were read last, and what is made of them."""

    read_at: float
    rows: Sequence[models.ToolKey]
    body: bytes
    etag: str


_held: _Held | None = None


def signing_key() -> ToolKey:
    """The key that signs now, parsed once in this process."""
    row = signing(_current().rows, timezone.now())
    return tool_key(row.kid, row.pem)


def published_key_set() -> tuple[bytes, str]:
    """The key set as JSON, and its ETag. No statement, but for one every few seconds."""
    held = _current()
    return held.body, held.etag


def signing(rows: Sequence[models.ToolKey], now: datetime) -> models.ToolKey:
    """Of keys in the order of their numbers, the newest whose time has come; the oldest where none's has."""
    return next((row for row in reversed(rows) if row.active_from <= now), rows[0])


def published(rows: Sequence[models.ToolKey], now: datetime) -> list[models.ToolKey]:
    """The keys that LMSs should know: those to come, the one that signs, and those that were retired of late."""
    return [row for row in rows if row.retired_at is None or row.retired_at + PUBLISHED_AFTER > now]


def _current() -> _Held:
    global _held  # noqa: PLW0603  # what a process knows of the table; replaced as a whole, so threads need no lock
    if _held is None or time.monotonic() - _held.read_at > REFRESH_SECONDS:
        _held = _read()
    return _held


def _read() -> _Held:
    rows = list(models.ToolKey.objects.order_by("number")) or [_first_key()]
    keys = [tool_key(row.kid, row.pem) for row in published(rows, timezone.now())]
    body = key_set_json(keys)
    return _Held(read_at=time.monotonic(), rows=rows, body=body, etag=f'"{sha256(body).hexdigest()[:32]}"')


def _first_key() -> models.ToolKey:
    """Made when it is needed first; of several processes that need it at once, one makes it."""
    pem, now = make_pem(), timezone.now()
    try:
        with transaction.atomic():
            made = models.ToolKey.objects.create(number=1, kid=kid_of(pem), pem=pem, active_from=now)
            audit("first need", "tool-key.make", made, organization_id=None, kid=made.kid)
    except IntegrityError:
        return models.ToolKey.objects.get(number=1)
    return made
