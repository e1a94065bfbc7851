"""Finding what a page says outside the brackets of the pseudo-language."""

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

SILENT = {"script", "style", "code", "pre", "textarea", "svg"}  # programs, commands, and what people typed
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "source", "track", "wbr"}
INLINE = {"a", "b", "br", "code", "em", "i", "img", "q", "small", "span", "strong", "time"}  # sentences go on in them
SPOKEN = {"aria-label", "aria-description", "aria-roledescription", "title", "placeholder", "alt", "label"}
FOR_SCRIPTS = {"data-work"}  # what a script begins with, no sentence
BUTTONS = {"submit", "button", "reset"}
WORD = re.compile(r"[^\W\d_]{2,}")
NO_WORDS = re.compile(r"https?://\S+|\S+@\S+|[0-9a-f]{8}-[0-9a-f-]{27}|\b[0-9a-f]{12,}\b")

# The same in every language.
NAMES = {
    "Slipway", "UTC", "LTI", "Markdown",
    "English", "Deutsch", "Español",  # each language by its own name
    "Canvas", "Moodle", "Open edX", "Blackboard", "Brightspace", "Sakai", "Schoology",
    # What an administrator reads in Canvas, to be found there letter by letter.
    "Settings", "Apps", "View App Configurations", "App", "Configuration Type", "By URL", "Paste XML",
    "XML Configuration", "Manual Entry",
    # What LMSs call the addresses of an LTI 1.3 tool.
    "Tool Launch URL", "Tool Initiate Login URL", "Tool Keyset URL", "Registered Redirect URIs",
    "Deep Linking Launch URL",
}  # fmt: skip


def bare_texts(html: str, data: Collection[str]) -> list[str]:
    """What a page says that is neither in brackets, nor a name, nor among the `data` that people gave it."""
    seen = _Seen()
    seen.feed(html)
    return [text for text in seen.texts if says_something(text, data)]


def says_something(text: str, data: Collection[str]) -> bool:
    """Whether words are left of a text when brackets, data, names and addresses are taken away."""
    left = NO_WORDS.sub(" ", _outside(text)[0])
    if not WORD.search(left):
        return False
    for known in sorted((name for name in {*data, *NAMES} if name in left), key=len, reverse=True):
        left = re.sub(rf"(?<!\w){re.escape(known)}(?!\w)", " ", left)
    return WORD.search(left) is not None


def _outside(text: str, depth: int = 0) -> tuple[str, int]:
    """The text without its brackets and what is in them (they may stand in each other), and how many are open."""
    kept = []
    for char in text:
        depth += (char == "⟦") - (char == "⟧")
        if depth == 0 and char != "⟧":
            kept.append(char)
    return "".join(kept), depth


@dataclass
class _Seen(HTMLParser):
    """Gathers what a page shows or has read out."""

    texts: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: list[str] = []
        self._depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in VOID:
            self._open.append(tag)
        if tag not in INLINE:
            self._depth = 0
        self.texts += [text for text in _spoken(tag, {name: value or "" for name, value in attrs}) if text.strip()]

    def handle_endtag(self, tag: str) -> None:
        if tag not in INLINE:
            self._depth = 0
        while self._open and tag in self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data: str) -> None:
        bare, self._depth = _outside(data, self._depth)
        if bare.strip() and not SILENT & set(self._open):
            self.texts.append(" ".join(bare.split()))


def _spoken(tag: str, attributes: dict[str, str]) -> Iterator[str]:
    """Attributes that a person hears or reads, and sentences that wait there for a script."""
    for name, value in attributes.items():
        waits = name.startswith("data-") and name not in FOR_SCRIPTS and len(value.split()) > 1
        if waits or name in SPOKEN or (name == "value" and tag == "input" and attributes.get("type") in BUTTONS):
            yield value


def bare_lines(mail: str, data: Iterable[str]) -> list[str]:
    """The same for a mail's lines; brackets may reach over several."""
    known = set(data)
    return [line for line in _outside(mail)[0].splitlines() if says_something(line, known)]
