"""Contents of files, kept once by their sha-256, and which unit holds which."""

from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256

from django.utils import timezone

from slipway.classes.models import StoredFile

AT_ONCE = 10  # rows of up to 5 MB in one statement


@dataclass(frozen=True)
class Content:
    """The content of a file, and the type that was told from its bytes."""

    data: bytes
    content_type: str

    @property
    def sha256(self) -> str:
        """The key that it is kept by."""
        return sha256(self.data).hexdigest()


def keep(contents: Iterable[Content]) -> None:
    """Store what is not stored yet. In the caller's transaction.

    What is there already is marked first, so that nobody who tidies up at this moment takes it away.
    """
    new, now = {content.sha256: content for content in contents}, timezone.now()
    StoredFile.objects.filter(pk__in=new).update(kept_at=now)
    known = set(StoredFile.objects.filter(pk__in=new).values_list("pk", flat=True))
    rows = [
        StoredFile(
            sha256=key, size=len(content.data), content_type=content.content_type, content=content.data, kept_at=now
        )
        for key, content in new.items()
        if key not in known
    ]
    StoredFile.objects.bulk_create(rows, batch_size=AT_ONCE, ignore_conflicts=True)
