"""What an LMS answers to a request of ours. Where it refuses: its own words, in whatever form, as one clean line."""

import json
import re
import unicodedata
from collections.abc import Iterator, Mapping
from html.parser import HTMLParser

from slipway.json_text import BadJsonError, read_object, without_mark
from slipway.lti.claims import Claims
from slipway.words import Text

MOST_SHOWN = 300  # characters
_MOST_READ = 16 * 1024  # bytes of a page, or of plain text
_MOST_JSON = 256 * 1024
_MOST_DEPTH, _MOST_PARTS = 6, 20

# Members that hold an explanation, in lower case and without separators; a bare code counts where there is no other.
_SPEAKING = (
    "title", "message", "messages", "errormessage", "errormessages", "usermessage", "msg", "errordescription",
    "description", "detail", "details",
    "reason", "cause", "hint", "faultstring", "errors", "violations", "problems", "fault", "exception",
)  # fmt: skip
_CODES = ("error", "errorcode", "code")
_WHERE = ("field", "path", "pointer", "param", "parameter", "property", "name", "loc", "source")
_SECRET = re.compile(r"token|secret|password|assertion|jwt|key", re.IGNORECASE)
_HIDDEN = frozenset({"script", "style", "template", "noscript", "svg"})
_HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
_MARKUP = re.compile(r"\s*<(?:[a-zA-Z!?])|</[a-zA-Z]|<(?:html|body|p|h1|br|div)\b", re.IGNORECASE)
_KEPT_JOINERS = "\u200c\u200d"  # of letters, in Persian, and of emoji


def told_in(body: bytes) -> str:
    """What the body of an answer says, cut and cleaned, without a full stop at its end; '' where it says nothing."""
    text = _decoded(body)
    value = _json_in(text)
    if value is None or isinstance(value, dict | list | str):
        return one_line("; ".join(dict.fromkeys(_texts_in(value, 0))))
    text = text[:_MOST_READ]
    return one_line(_page_text(text) if _MARKUP.search(text) else text)


def answer_in(body: bytes, *, most: int) -> Claims | Text | str:
    """The JSON object in the body of an answer; what the LMS says instead, or why it cannot be read.

    A body that is empty, or JSON of another type (a text, a list, null), counts as an empty object.
    """
    try:
        return Claims(read_object(without_mark(body), most=most))
    except BadJsonError as error:
        text = _decoded(body)
        if not text.strip() or not isinstance(_json_in(text), dict | _NoJson):
            return Claims({})
        return told_in(body) or error.problem


def one_line(text: str) -> str:
    """A text as one line that can be kept and shown: cut, without control characters and marks that turn direction."""
    line = " ".join("".join(_shown(text[: 8 * MOST_SHOWN])).split())
    if len(line) > MOST_SHOWN:
        return f"{line[: MOST_SHOWN - 1].rstrip()}…"
    return line.rstrip(" .")


class _NoJson:
    """Stands for what a text holds that is no JSON."""


def _json_in(text: str) -> object:
    try:
        return json.loads(text) if len(text) <= _MOST_JSON else _NoJson()
    except (ValueError, RecursionError):
        return _NoJson()


def _decoded(body: bytes) -> str:
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1252", errors="replace")


def _texts_in(value: object, depth: int) -> list[str]:
    """The texts in a JSON value, each with the field that it is about."""
    if isinstance(value, str):
        return [text] if (text := value.strip()) else []
    if depth > _MOST_DEPTH:
        return []
    if isinstance(value, list):
        return [text for each in value[:_MOST_PARTS] for text in _texts_in(each, depth + 1)][:_MOST_PARTS]
    return _texts_of_members(value, depth) if isinstance(value, dict) else []


def _texts_of_members(members: Mapping[str, object], depth: int) -> list[str]:
    plain = {re.sub(r"[^a-z]", "", name.lower()): value for name, value in members.items()}
    texts = [text for name in _SPEAKING for text in _texts_in(plain.get(name), depth + 1)]
    for name in _CODES:
        if not texts or isinstance(plain.get(name), dict | list):
            texts += _texts_in(plain.get(name), depth + 1)
    if texts:
        place = next(filter(None, (_place(plain.get(name)) for name in _WHERE)), "")
        return [f"{place}: {text}" if place else text for text in texts]
    return [
        f"{name}: {text}"
        for name, inner in [*members.items()][:_MOST_PARTS]
        if not _SECRET.search(name)
        for text in _texts_in(inner, depth + 1)
    ]


def _place(value: object) -> str:
    """What a sentence is about: `scopes`, or the way to it (`["body", "scopes"]`)."""
    if isinstance(value, dict):
        return next(filter(None, map(_place, value.values())), "")
    parts = value if isinstance(value, list) else [value]
    return ".".join(str(part) for part in parts if isinstance(part, str | int) and not isinstance(part, bool))[:80]


class _Page(HTMLParser):
    """A page's title, headings and other text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.title: list[str] = []
        self.headings: list[str] = []
        self.rest: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _HIDDEN | _HEADINGS | {"title"}:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag in self._open:
            while self._open.pop() != tag:
                pass

    def handle_data(self, data: str) -> None:
        if not data.strip() or _HIDDEN & set(self._open):
            return
        inmost = self._open[-1] if self._open else ""
        (self.title if inmost == "title" else self.headings if inmost in _HEADINGS else self.rest).append(data)


def _page_text(text: str) -> str:
    page = _Page()
    try:
        page.feed(text)
        page.close()
    except (AssertionError, ValueError):  # markup that the parser gives up on
        return re.sub(r"<[^>]*>", " ", text)
    parts = (" ".join(part.split()) for part in ("".join(page.title), " ".join(page.headings), " ".join(page.rest)))
    return "; ".join(dict.fromkeys(filter(None, parts)))


def _shown(text: str) -> Iterator[str]:
    for letter in text:
        kind = unicodedata.category(letter)
        if kind == "Cf" and letter not in _KEPT_JOINERS:
            continue
        yield " " if kind in {"Cc", "Cs", "Zl", "Zp"} else letter
