"""The handbook as readers get it: its pages, taken apart."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path

ROOT = Path(__file__).parents[2]
SOURCES = ROOT / "docs"


@dataclass
class Page(HTMLParser):
    """What a page links to and can be linked to by; `scripts` counts what its policy would stop."""

    text: str
    ids: set[str] = field(default_factory=set)
    addresses: set[str] = field(default_factory=set)
    scripts: int = 0

    def __post_init__(self) -> None:
        super().__init__()
        self.feed(self.text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.ids |= {value for value in [values.get("id")] if value}
        self.addresses |= {value for name in ("href", "src", "action") if (value := values.get(name))}
        self.scripts += tag in {"script", "style"} or any(name == "style" or name.startswith("on") for name in values)


def read_pages(folder: Path) -> Mapping[str, Page]:
    """The pages of a built handbook by their file names."""
    return {file.name: Page(file.read_text()) for file in sorted(folder.glob("*.html"))}
