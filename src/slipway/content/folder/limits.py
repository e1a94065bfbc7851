"""How large a class folder may be."""

import re

MEGABYTE = 1_000_000
KILOBYTE = 1_000

MAX_FILE = 5 * MEGABYTE
MAX_TOGETHER = 50 * MEGABYTE
MAX_ENTRIES = 2_000
# An archive of as much, packed not at all, with what zip writes of each entry.
MAX_ARCHIVE = MAX_TOGETHER + 2 * MEGABYTE
# How many bytes one byte of an archive may become; what is small is not asked.
MAX_RATIO = 100
RATIO_COUNTS_FROM = 64 * KILOBYTE
# Nobody writes a longer guide for students. How much work all guides may be together says `guide_work`.
MAX_GUIDE = 200 * KILOBYTE
MAX_TOML = 200 * KILOBYTE
MAX_TOML_TOGETHER = 500 * KILOBYTE
MAX_MODULES = 500
MAX_PATH = 200
MAX_TITLE = 200
MAX_DESCRIPTION = 10_000
MAX_POINTS = 10_000
MAX_SLUG = 64

FOLDER_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(text: str) -> bool:
    """Whether `text` may be a slug: a-z, 0-9 and single hyphens between them, at most 64 characters."""
    return len(text) <= MAX_SLUG and FOLDER_SLUG.fullmatch(text) is not None
