"""Where an answer to a launch lets somebody in: by a page that stands in its shell, or by a redirect to the shell.

A status proves nothing here: the page that asks the LMS's storage is a 200 too, and lets nobody in.
"""

import re
from dataclasses import dataclass
from html import unescape

import httpx
from django.http import HttpResponse

Answer = httpx.Response | HttpResponse
_BODY = re.compile(r"<body\b([^>]*)>")
_DATA = re.compile(r'\bdata-(launch|token|path)="([^"]*)"')


@dataclass(frozen=True)
class WayIn:
    """Where a launch led, and the token by which its pages are fetched."""

    path: str
    token: str

    @property
    def number(self) -> str:
        """The launch's id, as databases keep it."""
        return self.path.split("/")[2].replace("-", "")

    @property
    def bearer(self) -> dict[str, str]:
        """The header that opens the page."""
        return {"Authorization": f"Bearer {self.token}"}

    @property
    def address(self) -> str:
        """Where a browser opens the shell with it."""
        return f"{self.path}#{self.token}"


def is_let_in(answer: Answer) -> bool:
    """Whether a launch was let in."""
    return _found(answer) is not None


def is_landed(answer: Answer) -> bool:
    """Whether a launch was answered by its page itself."""
    return answer.status_code == 200 and is_let_in(answer)


def way_in(answer: Answer) -> WayIn:
    """Where a launch led that was let in."""
    found = _found(answer)
    assert found, (answer.status_code, dict(answer.headers.items()), answer.content[:2000])
    return found


def _found(answer: Answer) -> WayIn | None:
    launch, path, token = "", "", ""
    if answer.status_code == 303:
        path, _, token = answer.headers["location"].partition("#")
        launch = path.removeprefix("/l/").partition("/")[0]
    elif answer.status_code == 200:
        tag = _BODY.search(answer.content.decode())
        told = {name: unescape(text) for name, text in _DATA.findall(tag[1] if tag else "")}
        launch, path, token = (told.get(name, "") for name in ("launch", "path", "token"))
    if launch and token and path.startswith(f"/l/{launch}/"):
        return WayIn(path, token)
    return None
