"""How large a class folder may be."""

import re

from slipway.words import text

MEGABYTE = 1_000_000
KILOBYTE = 1_000

MAX_FILE = 5 * MEGABYTE
MAX_TOGETHER = 50 * MEGABYTE
MAX_ENTRIES = 2_000
# An archive of as much, packed not at all, with what zip writes of each entry.
MAX_ARCHIVE = MAX_TOGETHER + 2 * MEGABYTE
# How many bytes one byte of an archive may become, in what is larger than the second.
MAX_RATIO = 100
RATIO_COUNTS_FROM = 64 * KILOBYTE
# Nobody writes a longer guide for students. How much work all guides may be together says `guide_work`.
MAX_GUIDE = 200 * KILOBYTE
MAX_TOML = 200 * KILOBYTE
MAX_TOML_TOGETHER = 500 * KILOBYTE
# Reading tests and programs of exercises takes time: the suites, and the Python files of all parts.
MAX_SUITES_TOGETHER = 3 * MEGABYTE
MAX_PROGRAMS_TOGETHER = 2 * MEGABYTE
MAX_MODULES = 500
MAX_PATH = 200
MAX_TITLE = 200
MAX_DESCRIPTION = 10_000
MAX_POINTS = 10_000
MAX_SLUG = 64

TOO_LARGE = text("is larger than %(most)d MB", most=MAX_FILE // MEGABYTE)
TOO_MUCH = text("holds more than %(most)d MB together", most=MAX_TOGETHER // MEGABYTE)
TOO_MANY = text("holds more than %(most)d files and folders", most=MAX_ENTRIES)

FOLDER_SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")


def is_slug(word: str) -> bool:
    """Whether `word` may be a slug: a-z, 0-9 and single hyphens between them, at most 64 characters."""
    return len(word) <= MAX_SLUG and FOLDER_SLUG.fullmatch(word) is not None
