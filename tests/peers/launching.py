"""What a test asks of the LMS programs, over HTTP: courses and links, and launches of those."""

import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from tests import asking
from tests.peers.browser import LaunchForm, forms_in
from tests.processes import Program, free_port, running, wait_until_it_answers
from tests.surroundings import bare_environment
from tools.set_up import PEERS_PYTHON, ROOT


@dataclass(frozen=True)
class OpenEdx:
    """Open edX's LTI block in a small LMS that serves at `url`."""

    url: str

    def make_course(self, course: str, *, passport: str, blocks: Mapping[str, Mapping[str, Any]]) -> None:
        """Make or change a course. `passport` is "id:key:secret"; a block's fields are Open edX's own."""
        told = {"title": "Loops", "organization": "edX", "passports": [passport], "blocks": blocks}
        _ask("PUT", f"{self.url}/courses/{course}", json=told)

    def launch_form(self, course: str, block: str, *, who: str) -> LaunchForm:
        """The form of one LTI 1.1 launch by `who`, a login of `tests.peers.openedx.courses.PEOPLE`."""
        address = f"{self.url}/xblock/{usage(course, block)}/handler/lti_launch_handler"
        [form] = forms_in(_ask("GET", address, params={"as": who}).text)
        return form

    def learn_url(self, course: str, block: str, *, who: str) -> str:
        """The page of a block, with the tool in a frame."""
        return f"{self.url}/learn/{usage(course, block)}?as={who}"

    def studio(self, course: str, block: str, *, who: str) -> dict[str, Any]:
        """What Studio shows the author of an LTI 1.3 block."""
        shown: dict[str, Any] = _ask("GET", f"{self.url}/studio/{usage(course, block)}", params={"as": who}).json()
        return shown

    def rotate(self, client_id: str) -> None:
        """Give a client new keys, and publish no others."""
        _ask("POST", f"{self.url}/admin/rotate/{client_id}")


def usage(course: str, block: str) -> str:
    """The usage key of an LTI block, which is also its resource link id."""
    return f"{course.replace('course-', 'block-', 1)}+type@lti_consumer+block@{block}"


def framed_in(page: httpx.Response) -> str:
    """The address that Open edX's script gives to the block's frame; it stands in the page unescaped."""
    [address] = re.findall(r'data-target="([^"]*)"', page.text)
    return str(address)


@dataclass(frozen=True)
class ToolFields:
    """A tool as the administrator of the lti1p3platform program types it in."""

    deployment_id: str
    login_url: str
    launch_url: str
    select_url: str
    jwks_url: str
    data: Any = None


@dataclass(frozen=True)
class LtiPlatform:
    """`lti1p3platform` in a small LMS that serves at `url`, with one course."""

    url: str

    @property
    def course_url(self) -> str:
        return f"{self.url}/courses/7"

    def register(self, client_id: str, tool: ToolFields) -> None:
        """Make or change a tool."""
        _ask("PUT", f"{self.url}/admin/tools/{client_id}", json=asdict(tool))

    def place(self, link: str, *, client_id: str, url: str) -> None:
        """Make a link by hand."""
        _ask("PUT", f"{self.url}/admin/links/{link}", json={"client_id": client_id, "url": url})

    def link_url(self, link: str, *, who: str) -> str:
        """Where a click on a link leads."""
        return f"{self.course_url}/links/{link}/start?as={who}"

    def choose_url(self, client_id: str, *, who: str) -> str:
        """Where the button leads by which a teacher chooses links of a tool."""
        return f"{self.course_url}/choose/{client_id}?as={who}"

    def framed(self, url: str) -> str:
        """A page of the course with that in a frame."""
        return f"{self.course_url}/framed?{urlencode({'to': url})}"

    def rotate(self) -> None:
        """Take another key pair for all tools, and publish no other."""
        _ask("POST", f"{self.url}/admin/rotate")


def _ask(method: str, url: str, **request: Any) -> httpx.Response:
    answer = asking.request(method, url, **request)
    answer.raise_for_status()
    return answer


@contextmanager
def open_edx(data: Path) -> Iterator[OpenEdx]:
    """The Open edX program, for the length of the block."""
    port = free_port()
    with _running("openedx", port, data, str(data)):
        yield OpenEdx(f"http://127.0.0.1:{port}")


@contextmanager
def lti_platform(data: Path) -> Iterator[LtiPlatform]:
    """The lti1p3platform program, for the length of the block."""
    port = free_port()
    with _running("ltiplatform", port, data):
        yield LtiPlatform(f"http://127.0.0.1:{port}")


@contextmanager
def _running(name: str, port: int, data: Path, *arguments: str) -> Iterator[Program]:
    """One of the programs, by the Python of its own."""
    command = [str(PEERS_PYTHON), "-m", f"tests.peers.{name}", str(port), *arguments]
    environment = bare_environment() | {"PYTHONPATH": str(ROOT)}
    with running(command, environment=environment, log=data / "serve.log") as program:
        wait_until_it_answers(program, f"http://127.0.0.1:{port}")
        yield program
