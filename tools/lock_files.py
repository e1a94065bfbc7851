"""Lock files must work behind any mirror: they hold versions and hashes, and name no host and no path."""

LOCK_FILES = ("requirements/slipway.txt", "requirements/dev.txt", "requirements/peers.txt", "deno.lock")
FOREIGN = ("://", "file:", "--index-url", "--extra-index-url", "--find-links")


def foreign_words(text: str) -> list[str]:
    """The lines of a lock file that name a place."""
    return [line.strip() for line in text.splitlines() if any(word in line for word in FOREIGN)]
