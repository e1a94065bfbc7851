"""Every page of the walk for everybody's eyes and hands: axe finds nothing, light or dark; nothing scrolls sideways."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Frame, Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.content.models import Unit
from tests.browsers import chromium
from tests.content.rendered import render_guide
from tests.e2e.course import ReadyCourse, ready_course
from tests.looks import CONTRAST, wide_at
from tests.often import often
from tests.servers import PracticeLms, Slipway
from tests.walls.people import browsers
from tests.walls.routes import ROUTES
from tests.walls.table import LAUNCHED, OPEN, OWN_DOOR, read
from tests.walls.world import World, world

pytestmark = pytest.mark.browser

# Each fault in full; of what is in order one place a rule, which shows that there was something to look at.
BRIEF = {"resultTypes": ["violations"]}
# The page is there, and axe in it: only its colours are others.
LONG = "Names and numbers: what a variable is, what it is not, and a veryveryverylongwordwithoutanybreakinitatall"
GUIDE = f"""
# {LONG}
`{"inline" * 20}` and https://example.org/{"path" * 30} and a picture: ![boxes in a row](boxes.png)

```python
print("{"a long line of code " * 10}")
```

| {" | ".join(f"column {number}" for number in range(9))} |
|{"---|" * 9}
| {" | ".join(["a cell with words"] * 9)} |
"""
# Files, and parts of pages.
NO_PAGES = {
    "canvas-xml", "canvas-json", "canvas-json-moved", "jwks", "organization-jwks", "unit-file", "lms-first-launch",
    "lms-lights", "registration-lights", "unit-preview", "unit-new-preview", "picker-units", "picker-search", "runner",
    "regrade-progress", "receipt-keys", "own:receipt", "launched:receipt", "own:student-versions",
    "launched:student-versions",
}  # fmt: skip
# Beside the pages that the tables name: not found, refused, expired.
BESIDE = ["/nothing-here", "/lti", "/set-up-sign-in", "/set-up-sign-in/over", "/invitations"]
ELSEWHERE = {"picker"}  # tests/picker looks at it in all its states


@dataclass
class Faults:
    """What is wrong, page by page: a test says all of it at once."""

    found: list[str] = field(default_factory=list)

    def look(self, page: Page, seen: Page | Frame, name: str) -> None:
        """Look at what `seen` shows at each width of the window, and have axe read the narrowest, light and dark."""
        page.emulate_media(color_scheme="light", reduced_motion="reduce")  # no colour is on its way to another
        self.found += [f"{name}: scrolls sideways at {width} px" for width in wide_at(page, seen)]
        self._note(name, Axe().run(seen, options=BRIEF).response)
        page.emulate_media(color_scheme="dark")
        self._note(f"{name}, dark", seen.evaluate(CONTRAST))

    def _note(self, name: str, answer: dict[str, Any]) -> None:
        for violation in answer["violations"]:
            where = [node["html"][:160] for node in violation["nodes"][:3]]
            self.found.append(f"{name}: {violation['id']}: {violation['help']}: {where}")
        seen = [node for rule in answer["passes"] if rule["id"] == "color-contrast" for node in rule["nodes"]]
        if not seen:
            self.found.append(f"{name}: no text whose contrast axe could tell")


@pytest.fixture
def there(transactional_db: None) -> World:
    made = world()
    Unit.objects.filter(pk=made.acme.made.unit("u1").pk).update(title=LONG, guide=GUIDE, guide_html=render_guide(GUIDE))
    return made


def pages(there: World, table: str, who: str) -> Iterator[tuple[str, str]]:
    """Name and path of what that person is shown at Slipway's own door."""
    for (name, method), row in read(table).items():
        if method == "GET" and row[who] == "page" and name not in NO_PAGES:
            yield name, there.acme.path(name)


def signed_in(context: BrowserContext, server: LiveServer, session: str) -> Page:
    context.add_cookies([{"name": "slipway_session", "value": session, "url": server.url}])
    return context.new_page()


# What a student is shown, `tests/workspaces` looks at in every run, at each width.
@pytest.mark.parametrize("who", often(["owner"], ["owner", "student"]))
def test_pages_of_people_with_an_account(
    there: World, live_server: LiveServer, who: str, request: pytest.FixtureRequest
) -> None:
    """An owner's are a hundred, of the same parts: each run looks at a twelfth of them, the long one at all."""
    step = 1 if request.config.getoption("--long") else 12
    asked, faults = list(pages(there, OWN_DOOR, who)), Faults()
    session = browsers(there)[who].cookies["slipway_session"].value
    if who == "owner":
        mine = ("account_logout", "account_reauthenticate", "account_email", "account_change_password", "mfa_index")
        asked += [(name, ROUTES[name].path({})) for name in mine]
    else:
        asked.append(("start-in-lms", f"/units/{there.acme.made.unit('u2').pk}"))
    with chromium("allowed") as context:
        page = signed_in(context, live_server, session)
        for name, path in asked[::step]:
            answer = page.goto(live_server.url + path)
            assert answer
            assert answer.status == 200, name
            faults.look(page, page, name)
    assert faults.found == []


def test_pages_of_everybody(there: World, live_server: LiveServer, request: pytest.FixtureRequest) -> None:
    """Forms and sentences alone: each run looks at a third of them, the long one at all."""
    step = 1 if request.config.getoption("--long") else 3
    asked, faults = [*pages(there, OPEN, "nobody"), *((path, path) for path in BESIDE)][::step], Faults()
    with chromium("allowed") as context:
        page = context.new_page()
        for name, path in asked:
            page.goto(live_server.url + path)
            faults.look(page, page, name)
    assert faults.found == []


@pytest.mark.parametrize(
    "roles", [("student", "teacher"), pytest.param(("observer", "preview"), marks=pytest.mark.long)], ids=" and ".join
)
def test_pages_of_a_launch(
    there: World, live_server: LiveServer, roles: tuple[str, ...], request: pytest.FixtureRequest
) -> None:
    """Each run looks at a third of them, the long one at all."""
    step = 1 if request.config.getoption("--long") else 3
    asked, faults = list(launched_pages(there, roles))[::step], Faults()
    with chromium("third-party-blocked") as context:
        page = context.new_page()
        for name, path in asked:
            page.goto(live_server.url + path)
            expect(page.locator("main h1")).to_be_visible()
            faults.look(page, page, name)
    assert faults.found == []


def launched_pages(there: World, roles: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Name and address of what a launch shows people of these roles, with the token that its script takes."""
    bearers = there.bearers()
    for (name, method), row in read(LAUNCHED).items():
        shown_to = [who for who in roles if row[who] == "page"]
        for who in shown_to if method == "GET" and name not in NO_PAGES | ELSEWHERE else []:
            path = there.acme.path(name, launch_id=bearers[who].launch_id)
            yield f"{name} as {who}", f"{path}#{bearers[who].token}"
    expired = bearers["expired"]
    yield "expired", f"/l/{expired.launch_id}/choose#{expired.token}"


@pytest.fixture(scope="module")
def course(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> ReadyCourse:
    return ready_course(live, practice, tmp_path_factory.mktemp("axe"))


@pytest.mark.long  # the same pages as those of a launch, and stories of tests/e2e and tests/picker look at them there
def test_in_the_frame_of_an_lms(course: ReadyCourse) -> None:
    unit, link = course.site.addresses[0], f"{course.site.addresses[0].split('/lti')[0]}/lti"
    launches = {
        "unit": course.launch_url("sam", url=unit),
        "class home": course.launch_url("tess", app=course.app),
        "choose": course.launch_url("tess", url=link),
        "works": course.launch_url("ada", url=link),
        "picker": course.launch_url("tess", app=course.app, launch_type="editor_button"),
        "refusal": course.launch_url("sam", url=link),
    }
    faults = Faults()
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        for name, url in launches.items():
            page.goto(url)
            expect(page.frame_locator("iframe[name=tool_content]").locator("main h1")).to_be_visible()
            frame = page.frame("tool_content")
            assert frame
            faults.look(page, frame, name)
    assert faults.found == []
