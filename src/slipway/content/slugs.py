"""Slugs made from titles: short names that stay when the title changes."""

import re
from collections.abc import Iterable, Set

from django.utils.text import slugify

from slipway.content.folder.limits import MAX_SLUG

ROOM_FOR_A_NUMBER = 8


def free_slug(title: str, taken: Iterable[str], *, otherwise: str) -> str:
    """A slug made from `title` that is not among `taken`; from `otherwise` when the title has no letter of a-z."""
    hyphened = re.sub("[-_]+", "-", slugify(title))
    stem = hyphened[: MAX_SLUG - ROOM_FOR_A_NUMBER].strip("-") or otherwise
    used = taken if isinstance(taken, Set) else set(taken)
    numbered = (f"{stem}-{number}" for number in range(2, len(used) + 3))
    return stem if stem not in used else next(slug for slug in numbered if slug not in used)
