"""A job in the hands of the worker that has claimed it."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction

from slipway.jobs.models import Job
from slipway.web.payloads import Payload


class LostLeaseError(Exception):
    """The job is no longer this worker's: another one has it, or has done it. Nothing of this attempt may count."""


@dataclass(frozen=True, slots=True)
class ClaimedJob:
    """What a claim has read: a job, and the lease by which it is this worker's."""

    pk: UUID
    lease: UUID
    kind: str
    key: str
    payload: Mapping[str, Any] = field(hash=False)
    version: int
    attempt: int
    losses: int
    asked_at: datetime


@dataclass(frozen=True, slots=True)
class HeldJob:
    """What a handler gets: the job's key and payload, the number of this attempt from 1, when it was asked for."""

    claimed: ClaimedJob
    payload: Payload

    @property
    def key(self) -> str:
        return self.claimed.key

    @property
    def attempt(self) -> int:
        return self.claimed.attempt

    @property
    def asked_at(self) -> datetime:
        return self.claimed.asked_at

    @contextmanager
    def held(self) -> Iterator[None]:
        """A transaction in the middle of the work, for what must be written before going on: it is committed only if
        the job is still this worker's. Keep it short.

        Raises LostLeaseError, which a handler lets out.
        """
        with transaction.atomic():
            yield
            # Last: those who ask for a job have locked their own rows before it too.
            mine = Job.objects.select_for_update().filter(pk=self.claimed.pk, lease=self.claimed.lease)
            if not mine.values_list("pk", flat=True).first():
                raise LostLeaseError
