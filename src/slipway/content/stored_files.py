"""Contents of files, kept once by their sha-256, and which unit holds which."""

from collections.abc import Collection, Iterable, Iterator
from datetime import datetime, timedelta

from django.utils import timezone

from slipway.content.folder import FolderFile
from slipway.content.models import StoredFile

MARKED_FOR = timedelta(hours=12)  # half of the time after which `tidy` deletes what no unit has
BYTES_PER_STATEMENT = 8_000_000  # bytes in one statement, or one file that is larger


def store_files(files: Iterable[FolderFile]) -> None:
    """Store the contents that are not stored yet, before the transaction that gives them to units: it is to be short.

    What is there already is marked, so that `tidy` does not take it away at this moment. What no unit is then given is
    tidied away a day later.
    """
    new, now = {file.sha256: file for file in files}, timezone.now()
    if not new:
        return
    known = _mark(new, now)
    for some in _portions(file for key, file in new.items() if key not in known):
        rows = [
            StoredFile(
                sha256=file.sha256,
                size=len(file.content),
                content_type=file.content_type,
                content=file.content,
                kept_at=now,
            )
            for file in some
        ]
        StoredFile.objects.bulk_create(rows, ignore_conflicts=True)


def _mark(keys: Collection[str], now: datetime) -> set[str]:
    """Those of `keys` that are stored, and will be for a while."""
    stored = StoredFile.objects.filter(pk__in=keys)
    kept = dict(stored.values_list("pk", "kept_at"))
    if old := [key for key, at in kept.items() if at is None or at < now - MARKED_FOR]:
        StoredFile.objects.filter(pk__in=old).update(kept_at=now)
        return set(stored.values_list("pk", flat=True))
    return set(kept)


def _portions(files: Iterable[FolderFile]) -> Iterator[list[FolderFile]]:
    some: list[FolderFile] = []
    together = 0
    for file in files:
        if some and together + len(file.content) > BYTES_PER_STATEMENT:
            yield some
            some, together = [], 0
        some.append(file)
        together += len(file.content)
    if some:
        yield some
