"""Contents of files, kept once by their sha-256, and which unit holds which."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cached_property
from hashlib import sha256

from django.utils import timezone

from slipway.content.models import StoredFile

MARKED_FOR = timedelta(hours=12)  # half of the time after which `tidy` takes it away
BYTES_PER_STATEMENT = 8_000_000  # bytes in one statement, or one file that is larger


@dataclass(frozen=True)
class Content:
    """The content of a file, and the type that was told from its bytes."""

    data: bytes
    content_type: str

    @cached_property
    def sha256(self) -> str:
        """The key that it is kept by."""
        return sha256(self.data).hexdigest()


def store_files(contents: Iterable[Content]) -> None:
    """Store what is not stored yet. Before the transaction that gives them to a unit: it is to be short.

    What is there already is marked, so that nobody who tidies up at this moment takes it away. What no unit is then
    given is tidied away a day later.
    """
    new, now = {content.sha256: content for content in contents}, timezone.now()
    if not new:
        return
    known = _mark(new, now)
    for some in _portions(content for key, content in new.items() if key not in known):
        rows = [
            StoredFile(
                sha256=content.sha256,
                size=len(content.data),
                content_type=content.content_type,
                content=content.data,
                kept_at=now,
            )
            for content in some
        ]
        StoredFile.objects.bulk_create(rows, ignore_conflicts=True)


def _mark(keys: Collection[str], now: datetime) -> set[str]:
    """Those of `keys` that are stored, and will be for a while."""
    kept = dict(StoredFile.objects.filter(pk__in=keys).values_list("pk", "kept_at"))
    if old := [key for key, at in kept.items() if at is None or at < now - MARKED_FOR]:
        StoredFile.objects.filter(pk__in=old).update(kept_at=now)
        kept = dict(StoredFile.objects.filter(pk__in=keys).values_list("pk", "kept_at"))
    return set(kept)


def _portions(contents: Iterable[Content]) -> Iterator[list[Content]]:
    some: list[Content] = []
    together = 0
    for content in contents:
        if some and together + len(content.data) > BYTES_PER_STATEMENT:
            yield some
            some, together = [], 0
        some.append(content)
        together += len(content.data)
    if some:
        yield some
