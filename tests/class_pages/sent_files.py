"""The page of a unit's files as a browser without its script sends it back."""

from html.parser import HTMLParser
from typing import Any, cast

from django.http import HttpResponse

from slipway.content.models import Unit
from tests.class_pages.scene import Scene


class _Fields(HTMLParser):
    """The successful controls of the page's form."""

    def __init__(self) -> None:
        super().__init__()
        self.found: dict[str, Any] = {}
        self._area = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        name = given.get("name")
        if not name or (tag == "input" and given.get("type") in {"file", "submit"}):
            return
        if tag == "input" and given.get("type") == "checkbox":
            if "checked" in given:
                self.found[name] = "on"
        elif tag == "input":
            self.found[name] = given.get("value") or ""
        elif tag == "textarea":
            self._area, self.found[name] = name, ""

    def handle_endtag(self, tag: str) -> None:
        if tag == "textarea" and self._area:
            text = self.found[self._area].removeprefix("\n")  # as browsers read it
            self.found[self._area] = text.replace("\n", "\r\n")
            self._area = ""

    def handle_data(self, data: str) -> None:
        if self._area:
            self.found[self._area] += data


def fields_of(page: str) -> dict[str, Any]:
    """What the page would send."""
    parser = _Fields()
    parser.feed(page[page.index('<form class="files-form"') :])
    return parser.found


class OpenPage:
    """The page of the unit's files in somebody's browser, from when it was opened."""

    def __init__(self, there: Scene, unit: Unit, who: str = "teacher") -> None:
        self.browser, self.path = there.browser(who), f"/units/{unit.pk}/files"
        self.read(cast("HttpResponse", self.browser.get(self.path)))

    def read(self, answer: HttpResponse) -> None:
        self.page = answer.content.decode()
        self.fields = fields_of(self.page)

    def row(self, path: str) -> str:
        """The beginning of the names of a file's fields."""
        return next(
            name.removesuffix("-seen")
            for name, value in self.fields.items()
            if name.endswith("-seen") and str(value).split(":", 2)[-1] == path and name.startswith("file-")
        )

    def blank(self, folder: str) -> str:
        """The same of a new file."""
        return next(
            name.removesuffix("-folder")
            for name, value in self.fields.items()
            if name.endswith("-folder") and value == folder and not self.fields[name.replace("-folder", "-seen")]
        )

    def write(self, path: str, **values: str) -> None:
        """Fill the fields of a file."""
        self.fields |= {f"{self.row(path)}-{name}": value for name, value in values.items()}

    def add(self, folder: str, name: str, text: str) -> None:
        """Fill the empty row of a folder."""
        self.fields |= {f"{self.blank(folder)}-name": name, f"{self.blank(folder)}-text": text}

    def save(self, **files: Any) -> HttpResponse:
        """Press *Save all files*; what comes back is the page now."""
        answer = cast("HttpResponse", self.browser.post(self.path, {**self.fields, **files}))
        if answer.status_code != 302:
            self.read(answer)
        return answer
