"""What a test asks of the Open edX program, over HTTP: courses with LTI blocks, and the launches of those."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.processes import free_port, running, wait_until_it_answers
from tests.surroundings import bare_environment
from tools.set_up import PEERS_PYTHON, ROOT

FORM = "application/x-www-form-urlencoded"


@dataclass(frozen=True)
class LaunchForm:
    """The form that a launch page sends by itself."""

    action: str
    pairs: tuple[tuple[str, str], ...]

    def send(self) -> httpx.Response:
        """Post the form to where it goes, as a browser does; no redirect is followed."""
        headers = {"Content-Type": FORM}
        return httpx.post(self.action, content=urlencode(self.pairs), headers=headers, trust_env=False, timeout=60)

    def with_value(self, name: str, text: str) -> "LaunchForm":
        """The form as somebody in between would change it: another value under that name, the signature kept."""
        return replace(self, pairs=tuple((each, text if each == name else old) for each, old in self.pairs))


class LaunchPage(HTMLParser):
    """Reads the form out of a launch page."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.action, self.pairs = "", list[tuple[str, str]]()
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = {name: value or "" for name, value in attrs}
        if tag == "form":
            self.action = told["action"]
        if tag == "input" and "name" in told:  # the button has none
            self.pairs.append((told["name"], told["value"]))


@dataclass(frozen=True)
class OpenEdx:
    """Open edX's LTI block in a small LMS that serves at `url`."""

    url: str

    def make_course(self, course: str, *, passport: str, blocks: Mapping[str, Mapping[str, Any]]) -> None:
        """Make or change a course. `passport` is "id:key:secret"; a block's fields are Open edX's own."""
        told = {"title": "Loops", "organization": "edX", "passports": [passport], "blocks": blocks}
        httpx.put(f"{self.url}/courses/{course}", json=told, trust_env=False, timeout=60).raise_for_status()

    def launch_form(self, course: str, block: str, *, who: str) -> LaunchForm:
        """The form of one launch by `who`, a login of `tests.peers.openedx.courses.PEOPLE`."""
        usage = f"{course.replace('course-', 'block-', 1)}+type@lti_consumer+block@{block}"
        address = f"{self.url}/xblock/{usage}/handler/lti_launch_handler"
        page = httpx.get(address, params={"as": who}, trust_env=False, timeout=60)
        page.raise_for_status()
        read = LaunchPage(page.text)
        return LaunchForm(read.action, tuple(read.pairs))


@contextmanager
def open_edx(data: Path) -> Iterator[OpenEdx]:
    """The program, by its own Python, for the length of the block."""
    port = str(free_port())
    command = [str(PEERS_PYTHON), "-m", "tests.peers.openedx", port, str(data)]
    environment = bare_environment() | {"PYTHONPATH": str(ROOT)}
    with running(command, environment=environment, log=data / "serve.log") as program:
        url = f"http://127.0.0.1:{port}"
        wait_until_it_answers(program, url)
        yield OpenEdx(url)
