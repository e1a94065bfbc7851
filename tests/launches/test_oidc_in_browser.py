"""A login finds out how a browser can keep it, and the launch arrives: by cookie mode, platform storage, place."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, Response, expect

from tests.browsers import MODES, Mode, chromium
from tests.launches.oidc import OidcLms, registered
from tests.launches.oidc_pages import How, Pages, StorageTarget
from tests.launches.oidc_platform import Platform
from tests.launches.school import School, school
from tests.servers import Slipway

pytestmark = pytest.mark.browser

OFFER = "Open in a new window"


@pytest.fixture(scope="module")
def acme(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> School:
    return school(live, tmp_path_factory.mktemp("classes"))


@pytest.fixture(scope="module")
def pages(acme: School, platform: Platform) -> Pages:
    made = Pages(registered(acme, platform), acme.address("python", "loops"))
    made.serve()
    return made


@dataclass
class Shown:
    """Where Slipway is shown, and the pages that were fetched by a launch's bearer there."""

    context: BrowserContext
    place: Page | FrameLocator
    fetched: list[str]

    def came_in(self) -> None:
        """Wait for the unit.

        A frame that swaps processes twice in a moment (Slipway, LMS, Slipway) is lost by Playwright now and then, so
        it is asked what the shell has fetched. That the shell shows what it fetches is tested with other launches.
        """
        if isinstance(self.place, Page):
            expect(self.place.locator("main[data-role=student]")).to_be_visible(timeout=20_000)
        elif not self.fetched:
            self.context.wait_for_event("response", by_bearer, timeout=20_000)

    def refused(self) -> None:
        """Wait for the refusal that explains itself."""
        expect(self.place.locator("main[data-refusal=not-bound]")).to_be_visible(timeout=20_000)

    def offered(self) -> None:
        """Wait for the window to be offered."""
        expect(self.place.get_by_role("button", name=OFFER)).to_be_visible(timeout=20_000)


def by_bearer(response: Response) -> bool:
    return response.ok and "authorization" in response.request.headers


def shown(context: BrowserContext, pages: Pages, how: How, storage: StorageTarget) -> Shown:
    """Click the link of the course."""
    page, fetched = context.pages[0], list[str]()
    context.on("response", lambda answer: fetched.append(answer.url) if by_bearer(answer) else None)
    page.goto(pages.url(how, storage))
    if how == "frame":
        return Shown(context, page.frame_locator("iframe[name=tool]"), fetched)
    with context.expect_page() as opened:
        page.locator("#go").click()
    return Shown(context, opened.value, fetched)


def bindings(lms: OidcLms) -> list[str]:
    """How the launches of this LMS were bound, the newest first."""
    found = lms.server.query(
        "SELECT r.binding FROM lms_launchrecord r JOIN lms_registration g ON g.id = r.registration_id"
        " WHERE g.client_id = %s ORDER BY r.at DESC",
        [lms.client_id],
    )
    return [row["binding"] for row in found]


def test_in_a_frame_a_partitioned_cookie_is_enough(pages: Pages, tmp_path: Path) -> None:
    with chromium("third-party-blocked", tmp_path / "profile") as context:
        shown(context, pages, "frame", "").came_in()
        assert context.cookies(pages.lms.server.url + "/lti/1p3/launch") == []  # gone after the launch
    assert bindings(pages.lms)[0] == "cookie"


@pytest.mark.parametrize("storage", ["post_message_forwarding", pytest.param("_parent", marks=pytest.mark.long)])
def test_without_any_cookie_the_lms_page_keeps_it(pages: Pages, tmp_path: Path, storage: StorageTarget) -> None:
    with chromium("all-blocked", tmp_path / "profile") as context:
        shown(context, pages, "frame", storage).came_in()
        frame = context.pages[0] if storage == "_parent" else context.pages[0].frame(name="post_message_forwarding")
        assert frame is not None
        assert frame.evaluate("window.seen") == ["kept", "deleted"]
    assert bindings(pages.lms)[0] == "storage"


def test_where_nothing_keeps_it_a_window_is_offered_with_the_unused_login(pages: Pages, tmp_path: Path) -> None:
    """In Safari of some years a frame has no cookie at all, and a window has."""
    used = list(pages.hints)
    with chromium("allowed", tmp_path / "profile") as context:
        context.add_init_script("Object.defineProperty(document, 'cookie', { get: () => '', set: () => {} })")
        course = shown(context, pages, "frame", "")
        course.offered()
        assert pages.hints == used, "nothing has left for the LMS, whose hint is good once"
        with context.expect_page() as opened:
            course.place.get_by_role("button", name=OFFER).click()
        Shown(context, opened.value, []).came_in()
        expect(course.place.get_by_role("heading", name="Opened in a new window")).to_be_visible()
    assert len(pages.hints) == len(used) + 1


def test_a_page_that_is_not_the_lms_learns_and_answers_nothing(pages: Pages, tmp_path: Path) -> None:
    """Messages go to the origin of the LMS's sign-in alone."""
    with chromium("all-blocked", tmp_path / "profile") as context:
        page = context.pages[0]
        stranger = pages.url("frame", "_parent").replace("127.0.0.1", "localhost")
        page.goto(stranger)
        Shown(context, page.frame_locator("iframe[name=tool]"), []).offered()
        assert page.evaluate("window.seen ?? []") == []


# (mode, storage, how): what becomes of it. In the rest the launch comes in.
OUTCOMES = {
    ("all-blocked", "", "frame"): Shown.offered,
    ("all-blocked", "", "window"): Shown.refused,
    ("all-blocked", "", "popup"): Shown.refused,
    (
        "all-blocked",
        "post_message_forwarding",
        "window",
    ): Shown.refused,  # no LMS signs anybody in either
    ("all-blocked", "post_message_forwarding", "popup"): Shown.refused,
}


@pytest.mark.long
@pytest.mark.parametrize("how", ["frame", "window", "popup"])
@pytest.mark.parametrize("storage", ["", "post_message_forwarding"])
@pytest.mark.parametrize("mode", MODES)
def test_every_way(pages: Pages, tmp_path: Path, mode: Mode, storage: StorageTarget, how: How) -> None:
    with chromium(mode, tmp_path / "profile") as context:
        OUTCOMES.get((mode, storage, how), Shown.came_in)(shown(context, pages, how, storage))
