"""Slipway's own keys: which one signs, which ones are published. Kept in memory, read anew every few seconds.

Each organization has keys of its own, so that a signature says who asked; the installation has some for the operator's
applications (`Signer`). They are made when they are needed first. All processes agree on them without talking: when a
key signs is a moment in its row, and a key is published long before (see `rotate_tool_keys`).
"""

import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.lms.models import KeyPair, OrganizationKey, ToolKey
from slipway.lti.v1p3.keys import SigningKey, key_set_json, kid_of, make_pem, tool_key
from slipway.orgs.models import Organization

REFRESH_SECONDS = 5.0  # a new key is published by every process within these
PUBLISHED_AFTER = timedelta(days=30)  # LMSs may check late what an old key has signed
MOST_ORGANIZATIONS = 2000

Whose = UUID | None  # an organization; None: the installation


class UnknownOrganizationError(LookupError):
    """No organization has this id, so nobody has such keys."""


@dataclass(frozen=True, slots=True)
class _Held:
    """The rows as they were read last, and what is made of them. No rows: there is no such organization."""

    read_at: float
    rows: Sequence[KeyPair]
    body: bytes = b""
    etag: str = ""


_held: dict[Whose, _Held] = {}
# Ids that no organization has are remembered apart, so that made-up ids push no organization's keys out.
_strangers: dict[Whose, _Held] = {}


def signing_key(whose: Whose) -> SigningKey:
    """The key of `whose` that signs now, parsed once in this process. Raises UnknownOrganizationError."""
    row = signing(_current(whose).rows, timezone.now())
    return tool_key(row.kid, row.pem)


def published_key_set(whose: Whose) -> tuple[bytes, str]:
    """The key set as JSON, and its ETag. No statement, but for one every few seconds.

    Raises UnknownOrganizationError.
    """
    held = _current(whose)
    return held.body, held.etag


def signing(rows: Sequence[KeyPair], now: datetime) -> KeyPair:
    """Of keys in the order of their numbers, the newest whose time has come; the oldest where none's has."""
    return next((row for row in reversed(rows) if row.active_from <= now), rows[0])


def published(rows: Sequence[KeyPair], now: datetime) -> list[KeyPair]:
    """The keys that LMSs should know: those to come, the one that signs, and those that were retired of late."""
    return [row for row in rows if row.retired_at is None or row.retired_at + PUBLISHED_AFTER > now]


def key_pairs(whose: Whose) -> QuerySet[ToolKey] | QuerySet[OrganizationKey]:
    """All keys of `whose`, the oldest first."""
    if whose is None:
        return ToolKey.objects.order_by("number")
    return OrganizationKey.objects.filter(organization_id=whose).order_by("number")


def make_key(whose: Whose, *, number: int, pem: str, active_from: datetime) -> KeyPair:
    """Store a new key of `whose`. Raises IntegrityError where another process has stored that number already."""
    row = ToolKey() if whose is None else OrganizationKey(organization_id=whose)
    row.number, row.kid, row.pem, row.active_from = number, kid_of(pem), pem, active_from
    row.save(force_insert=True)
    return row


def _current(whose: Whose) -> _Held:
    held = _held.get(whose) or _strangers.get(whose)
    if held is None or time.monotonic() - held.read_at > REFRESH_SECONDS:
        held = _read(whose)
        memory, other = (_held, _strangers) if held.rows else (_strangers, _held)
        if len(memory) >= MOST_ORGANIZATIONS:
            memory.clear()
        memory[whose] = held
        other.pop(whose, None)
    if not held.rows:
        raise UnknownOrganizationError
    return held


def _read(whose: Whose) -> _Held:
    rows: list[KeyPair] = list(key_pairs(whose)) or _first_keys(whose)
    if not rows:
        return _Held(read_at=time.monotonic(), rows=[])
    body = key_set_json([tool_key(row.kid, row.pem) for row in published(rows, timezone.now())])
    return _Held(read_at=time.monotonic(), rows=rows, body=body, etag=f'"{sha256(body).hexdigest()[:32]}"')


def _first_keys(whose: Whose) -> list[KeyPair]:
    """Made when it is needed first; of several processes that need it at once, one makes it. [] for no organization."""
    if whose is not None and not Organization.objects.filter(pk=whose).exists():
        return []
    pem, now = make_pem(), timezone.now()
    try:
        with transaction.atomic():
            made = make_key(whose, number=1, pem=pem, active_from=now)
            # No person decides this: an owner's look at a page is enough. So no organization's audit trail has it.
            told = {"kid": made.kid, "organization": whose or "-"}
            audit("first need", AuditAction.TOOL_KEY_MAKE, made, organization_id=None, **told)
    except IntegrityError:
        return list(key_pairs(whose))
    return [made]
