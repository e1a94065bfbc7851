"""What a page's HTML holds that a policy or a wall speaks of."""

from dataclasses import dataclass, field
from html.parser import HTMLParser
from urllib.parse import urlsplit

TOKEN = "csrfmiddlewaretoken"
SCRIPT_URLS = {"href", "src", "action", "formaction", "data"}


@dataclass
class PostForm:
    """A form of a page that is sent by POST."""

    action: str
    has_token: bool = False


@dataclass
class Markup(HTMLParser):
    """Reads a page. `inline` are the things that a policy without 'unsafe-inline' would stop."""

    html: str
    inline: list[str] = field(default_factory=list)
    forms: list[PostForm] = field(default_factory=list)
    tags: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        super().__init__()
        self._open: PostForm | None = None
        self.feed(self.html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.tags.add(tag)
        self.inline += [f"<{tag} {name}>" for name, value in found.items() if _is_inline(name, value)]
        runs = tag == "script" and "src" not in found and found.get("type") != "application/json"
        if tag == "style" or runs:
            self.inline.append(f"<{tag}>")
        if tag == "form" and found.get("method", "").lower() == "post":
            self._open = PostForm(found.get("action", ""))
            self.forms.append(self._open)
        if tag == "input" and found.get("name") == TOKEN and self._open:
            self._open.has_token = bool(found.get("value"))

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open = None


def _is_inline(name: str, value: str) -> bool:
    runs = name in SCRIPT_URLS and urlsplit(value.strip()).scheme.lower() in {"javascript", "vbscript"}
    return name == "style" or name.startswith(("on", "hx-on", "data-hx-on")) or name == "srcdoc" or runs
