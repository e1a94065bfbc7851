"""Which keys stand where in a suite, and what is said of those that do not."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from slipway.words import Text, text

_NOT_GIVEN_YET = text("files are not given to programs yet: remove %(key)s, and give the text as stdin")
_NOT_CHECKED_YET = text("files that a program writes are not checked yet: remove %(key)s, and check what is printed")
_NOT_READ_YET = text("expected texts are not read from files yet: write the text itself as data")
_LANGUAGE = text("code for one language is not read yet: remove language, and write calls in Python's way")
_WHO_SEES = text("who sees a tab is said in unit.toml, by show = …: remove hidden")
_HIDES = text("what students see of a tab is said in unit.toml, by show = …: remove hideExpected")

# Keys that TESTed had before, at any place, and what they are called now.
_OLD_NAMES: Mapping[str, str] = {
    "units": "tabs",
    "unit": "tab",
    "cases": "contexts",
    "script": "testcases",
    "scripts": "testcases",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Level:
    """A kind of mapping. `keys` are read; `refused` are known, and a fault; `dropped` are known, and a warning."""

    keys: tuple[str, ...]
    refused: Mapping[str, Text] = field(default_factory=dict)
    dropped: Mapping[str, Text] = field(default_factory=dict)

    def old_name(self, key: str) -> str:
        """What `key` is called now; '' where it is no old name here."""
        return "" if key in self.keys else _OLD_NAMES.get(key, "")


_FILES: Mapping[str, Text] = {"input_files": _NOT_GIVEN_YET, "output_files": _NOT_CHECKED_YET}
_LINKS: Mapping[str, Text] = {"files": text("links to files are left out: students do not see them, nor do programs")}
_NOT_OF_CASES: Mapping[str, Text] = {
    "file": text("file is the old name of output_files, and files are not checked yet: check what is printed instead"),
    "config": text("a case has no config: write it beside testcases, or inside stdout or stderr"),
}

ROOT = Level(
    keys=("tabs", "config", "definitions", "namespace", "language"),
    refused={**_FILES, "hidden": _WHO_SEES},
    dropped=_LINKS,
)
TAB = Level(
    keys=("tab", "contexts", "testcases", "config", "definitions"),
    refused={**_FILES, "hidden": _WHO_SEES, "language": _LANGUAGE},
    dropped=_LINKS,
)
CONTEXT = Level(
    keys=("testcases", "context", "config", "definitions"),
    refused={**_FILES, "hidden": _WHO_SEES, "language": _LANGUAGE},
    dropped=_LINKS,
)
CASE = Level(
    keys=(
        "description",
        "stdin",
        "arguments",
        "expression",
        "statement",
        "return",
        "stdout",
        "stderr",
        "exception",
        "exit_code",
    ),
    refused={**_FILES, **_NOT_OF_CASES, "hidden": _WHO_SEES, "language": _LANGUAGE},
    dropped=_LINKS,
)
DESCRIPTION = Level(keys=("description", "format"))
STDIN = Level(keys=("content",), refused={"path": _NOT_GIVEN_YET})
EXCEPTION = Level(keys=("message", "types"))
_ORACLE_KEYS = ("oracle", "file", "name", "arguments", "languages", "functions")  # the last of specific_check alone
TEXT_CHECK = Level(keys=("data", "content", "config", *_ORACLE_KEYS), refused={"path": _NOT_READ_YET})
RETURN_ORACLE = Level(keys=("value", *_ORACLE_KEYS))
CONFIG = Level(
    keys=("stdout", "stderr"),
    dropped={key: text("files are not checked yet: their config is left out") for key in ("file", "output_files")},
)
TEXT_CONFIG = Level(
    keys=(
        "normalizeTrailingNewlines",
        "ignoreWhitespace",
        "caseInsensitive",
        "tryFloatingPoint",
        "applyRounding",
        "roundTo",
    ),
    refused={
        "hideExpected": _HIDES,
        "mode": text("mode says how files are compared, and files are not checked yet: remove it"),
    },
)

# Keys that are written at another level than their own.
_PLACES = (
    (CASE, text("%(key)s is a key of a case: write it below testcases, in an entry that begins with a hyphen")),
    (TAB, text("%(key)s is a key of a tab: write it in an entry that begins with a hyphen and tab:")),
    (CONTEXT, text("%(key)s is a key of a context: write it in an entry below contexts")),
    (ROOT, text("%(key)s is a key of the whole suite: write it at the top, beside tabs:")),
)


def key_place(key: str, level: Level) -> Text | None:
    """What is said of a `key` that stands at another level than its own; None where that is unknown."""
    if all(level is not own for own, _ in _PLACES):
        return None
    return next((sentence for own, sentence in _PLACES if key in own.keys), None)
