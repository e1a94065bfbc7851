"""What the folder no longer has: withdrawn, never deleted."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from django.utils import timezone

from slipway.content.imports.matching import Item, Matching, Row
from slipway.content.rows import save_all
from slipway.content.slugs import free_slug
from slipway.words import Text, text


def withdraw_rows(rows: Iterable[Row], note: Callable[[str, Iterable[Text]], None]) -> Iterator[Row]:
    """Mark those of `rows` that are not withdrawn yet, and give them for the caller to save."""
    for row in rows:
        if row.withdrawn_at is None:
            row.withdrawn_at = timezone.now()
            note(row.slug, [text("withdrawn")])
            yield row


def give_up_slugs(found: Matching[Item, Row], taken: Sequence[str]) -> None:
    """Give withdrawn rows another slug where a renamed row takes theirs. Written at once, before the rename."""
    used = set(taken)
    for row in found.displaced:
        row.slug = free_slug(row.slug, used, otherwise="withdrawn")
        used.add(row.slug)
    save_all(found.displaced, ["slug"])
