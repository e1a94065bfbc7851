"""Lock files are of pyproject.toml as it is, and name no place: they hold versions and hashes, behind any mirror."""

import hashlib
import tomllib
from collections.abc import Mapping

from tools.set_up import ROOT

# Lock file of Python packages → what it is compiled from, in uv's words.
SOURCES: Mapping[str, tuple[str, ...]] = {
    "requirements/slipway.txt": ("pyproject.toml",),
    "requirements/dev.txt": ("pyproject.toml", "--group", "dev"),
    "requirements/peers.txt": ("--group", "peers"),
}
LOCK_FILES = (*SOURCES, "deno.lock")
FOREIGN = ("://", "file:", "--index-url", "--extra-index-url", "--find-links")


def foreign_words(text: str) -> list[str]:
    """The lines of a lock file that name a place."""
    return [line.strip() for line in text.splitlines() if any(word in line for word in FOREIGN)]


def first_line(name: str, pyproject: str) -> str:
    """What a lock file of Python packages begins with: it tells whether the text `pyproject` asks for others by now."""
    asked = tomllib.loads(pyproject)
    lists = {"pyproject.toml": asked["project"]["dependencies"], **asked["dependency-groups"]}
    needed = sorted(each for source in SOURCES[name] for each in lists.get(source, ()))
    return f"# By `make lock`, of dependencies {hashlib.sha256(repr(needed).encode()).hexdigest()}"


def faults_of(name: str) -> list[str]:
    """What is wrong with a lock file of the checkout."""
    text = (ROOT / name).read_text()
    begins = first_line(name, (ROOT / "pyproject.toml").read_text()) if name in SOURCES else ""
    late = [] if text.startswith(begins) else ["pyproject.toml has other dependencies by now: make lock"]
    return [*late, *foreign_words(text)]
