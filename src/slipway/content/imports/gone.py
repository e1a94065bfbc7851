"""What the folder no longer has: withdrawn, never deleted."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import TypeVar

from django.db import models
from django.utils import timezone

from slipway.content.imports.matching import FolderItem, Matching
from slipway.content.models import Module, Unit
from slipway.content.slugs import free_slug
from slipway.words import Text, text

R = TypeVar("R", Module, Unit)
W = TypeVar("W", bound=FolderItem)
Say = Callable[[str, Iterable[Text]], None]


def withdraw(rows: Iterable[R], say: Say) -> Iterator[R]:
    """Mark those of `rows` that are not withdrawn yet; gives them, for the caller to save."""
    for row in rows:
        if row.withdrawn_at is None:
            row.withdrawn_at = timezone.now()
            say(row.slug, [text("withdrawn")])
            yield row


def write(rows: Sequence[R], fields: Sequence[str]) -> None:
    """Save these fields of rows that are there. By inserting what is there already: `bulk_update` takes seconds for a
    thousand rows, and nobody else writes meanwhile."""
    if rows:
        kind: type[R] = type(rows[0])
        kind._default_manager.bulk_create(rows, update_conflicts=True, unique_fields=["id"], update_fields=fields)  # noqa: SLF001


def give_up_slugs(found: Matching[W, R], taken: Sequence[str]) -> None:
    """Another slug for the withdrawn ones whose slug a renamed one takes; written at once, before the rename."""
    used = set(taken)
    for row in found.displaced:
        row.slug = free_slug(row.slug, used, otherwise="withdrawn")
        used.add(row.slug)
    write(found.displaced, ["slug"])


def set_values(row: models.Model, values: dict[str, object]) -> bool:
    """Give the row these values; whether one of them was another."""
    differs = any(getattr(row, name) != value for name, value in values.items())
    for name, value in values.items():
        setattr(row, name, value)
    return differs
