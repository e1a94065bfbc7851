"""A login finds out how a browser can keep it, and the launch arrives: by cookie mode, platform storage, place."""

import time
from dataclasses import dataclass
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import BrowserContext, Frame, FrameLocator, Page, Request, Response, Route, expect

from tests.browsers import MODES, Mode, chromium
from tests.launches.oidc import OidcLms, lti, person, registered
from tests.launches.oidc_pages import How, Pages, StorageTarget
from tests.launches.oidc_platform import Platform
from tests.launches.school import school
from tests.lti.v1p3.platform import token
from tests.servers import Slipway

pytestmark = pytest.mark.browser

OFFER = "Open in a new window"


@pytest.fixture(scope="module")
def pages(live: Slipway, platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    acme = school(live, tmp_path_factory.mktemp("classes"))
    made = Pages(registered(acme, platform), acme.loops)
    made.serve()
    return made


@dataclass
class Shown:
    """Where Slipway is shown, and the scripts of launched pages that were fetched there."""

    context: BrowserContext
    place: Page | FrameLocator
    scripts: list[str]

    def came_in(self) -> None:
        """Wait for the unit.

        A frame that swaps processes twice in a moment (Slipway, LMS, Slipway) is lost by Playwright now and then, so
        it is asked what the page has fetched. That the page is as it should be is tested with other launches.
        """
        if isinstance(self.place, Page):
            expect(self.place.locator("main[data-role=student]")).to_be_visible()
        elif not self.scripts:
            self.context.wait_for_event("response", is_of_a_shell, timeout=20_000)

    def refused(self) -> None:
        """Wait for the refusal that explains itself."""
        expect(self.place.locator("main[data-refusal=not-bound]")).to_be_visible()

    def offered(self) -> None:
        """Wait for the window to be offered."""
        expect(self.place.get_by_role("button", name=OFFER)).to_be_visible()


def is_of_a_shell(response: Response) -> bool:
    """The script that a launched page brings with it, and no page of the login or of a refusal."""
    return response.ok and "/web/shell." in response.url


def shown(context: BrowserContext, pages: Pages, how: How, storage: StorageTarget) -> Shown:
    """Click the link of the course."""
    page, scripts = context.pages[0], list[str]()
    context.on("response", lambda answer: scripts.append(answer.url) if is_of_a_shell(answer) else None)
    page.goto(pages.url(how, storage))
    if how == "frame":
        return Shown(context, page.frame_locator("iframe[name=tool]"), scripts)
    with context.expect_page() as opened:
        page.locator("#go").click()
    return Shown(context, opened.value, scripts)


def bindings(lms: OidcLms) -> list[str]:
    """How the launches of this LMS were bound, the newest first."""
    found = lms.server.query(
        "SELECT r.binding FROM lms_launchrecord r JOIN lms_registration g ON g.id = r.registration_id"
        " WHERE g.client_id = %s ORDER BY r.at DESC",
        [lms.client_id],
    )
    return [row["binding"] for row in found]


def test_in_a_frame_a_partitioned_cookie_is_enough(pages: Pages) -> None:
    with chromium("third-party-blocked") as context:
        shown(context, pages, "frame", "").came_in()
        assert context.cookies(pages.lms.server.url + "/lti/1p3/launch") == []  # gone after the launch
    assert bindings(pages.lms)[0] == "cookie"


def assert_kept_and_deleted(storage: Page | Frame) -> None:
    """A storage that is slow to answer is told more than once to keep it; the launch waits for no word of it."""
    storage.wait_for_function("window.seen.at(-1) === 'deleted'")
    *kept, last = storage.evaluate("window.seen")
    assert set(kept) == {"kept"}
    assert last == "deleted"


@pytest.mark.parametrize("storage", ["post_message_forwarding", pytest.param("_parent", marks=pytest.mark.long)])
def test_without_any_cookie_the_lms_page_keeps_it(pages: Pages, storage: StorageTarget) -> None:
    with chromium("all-blocked") as context:
        shown(context, pages, "frame", storage).came_in()
        frame = context.pages[0] if storage == "_parent" else context.pages[0].frame(name="post_message_forwarding")
        assert frame is not None
        assert_kept_and_deleted(frame)
    assert bindings(pages.lms)[0] == "storage"


@pytest.mark.long
def test_a_storage_that_comes_late_is_asked_again(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "storage_after", 700)
    with chromium("all-blocked") as context:
        shown(context, pages, "frame", "post_message_forwarding").came_in()
    assert bindings(pages.lms)[0] == "storage"


@pytest.mark.long
@pytest.mark.parametrize("mode", ["third-party-blocked", "allowed"])
def test_a_cookie_that_is_lost_on_the_way_is_made_up_for_by_the_lms_page(pages: Pages, mode: Mode) -> None:
    """Safari has a frame's cookie at the login, and may lose it over the LMS and back (WebKit 306194)."""
    with chromium(mode) as context:
        lose_cookies_at_the_lms(context)
        shown(context, pages, "frame", "_parent").came_in()
        assert_kept_and_deleted(context.pages[0])
    assert bindings(pages.lms)[0] == "storage"


def lose_cookies_at_the_lms(context: BrowserContext) -> None:
    """Every cookie is gone when the LMS is asked who the visitor is."""

    def lose(route: Route) -> None:
        assert context.cookies(), "the login has kept one"
        context.clear_cookies()
        route.continue_()

    context.route("**/auth?*", lose)


@pytest.mark.long  # in each run Firefox takes that way, tests/e2e/test_firefox.py
def test_where_nothing_keeps_it_a_window_is_offered_with_the_unused_login(pages: Pages) -> None:
    """In Safari of some years a frame has no cookie at all, and a window has."""
    used = list(pages.hints)
    with chromium("allowed") as context:
        context.add_init_script("Object.defineProperty(document, 'cookie', { get: () => '', set: () => {} })")
        course = shown(context, pages, "frame", "")
        course.offered()
        assert pages.hints == used, "nothing has left for the LMS, whose hint is good once"
        with context.expect_page() as opened:
            course.place.get_by_role("button", name=OFFER).click()
        Shown(context, opened.value, []).came_in()
        expect(course.place.get_by_role("heading", name="Opened in a new window")).to_be_visible()
    assert len(pages.hints) == len(used) + 1


@pytest.mark.long
def test_a_page_that_is_not_the_lms_learns_and_answers_nothing(pages: Pages) -> None:
    """Messages go to the origin of the LMS's sign-in alone."""
    with chromium("all-blocked") as context:
        page = context.pages[0]
        stranger = pages.url("frame", "_parent").replace("127.0.0.1", "localhost")
        page.goto(stranger)
        Shown(context, page.frame_locator("iframe[name=tool]"), []).offered()
        assert page.evaluate("window.seen ?? []") == []


# An attacker's own login, posted in somebody else's browser; the page around it answers whatever it is asked.
ATTACK = """<h1>Win a prize</h1><iframe name="tool" width="900" height="600"></iframe>
<form action="{launch}" method="post" target="tool">
<input name="state" value="{state}"><input name="id_token" value="{id_token}"></form>
<script>
window.heard = [];
addEventListener("message", ({{ data, source }}) => {{
  heard.push(data.subject);
  const {{ subject, message_id, key }} = data;
  source.postMessage({{ subject: `${{subject}}.response`, message_id, key, value: "{secret}" }}, "*");
}});
document.forms[0].submit();
</script>"""


def test_a_page_that_is_not_the_lms_brings_nobody_in_as_somebody_else(pages: Pages) -> None:
    """Even one that may frame Slipway: what it says of a login is not asked."""
    lms = pages.lms
    stranger = lms.platform.url.replace("127.0.0.1", "localhost")
    around = lti("launch_presentation", {"return_url": f"{stranger}/courses/7"})
    begun, claims = lms.begun(pages.path, person("mallory") | around, asks={"lti_storage_target": "_parent"})
    attack = ATTACK.format(
        launch=f"{lms.server.url}/lti/1p3/launch",
        state=begun.asked["state"],
        id_token=token(claims),
        secret=next(iter(begun.cookies.values())),
    )
    lms.platform.pages["/attack"] = lambda _: attack
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(f"{stranger}/attack")
        Shown(context, page.frame_locator("iframe[name=tool]"), []).refused()
        assert page.evaluate("heard") == []


@pytest.mark.long
def test_what_a_login_left_at_the_lms_is_taken_away_by_a_later_one(pages: Pages) -> None:
    with chromium("third-party-blocked") as context:
        shown(context, pages, "frame", "_parent").came_in()
        assert context.pages[0].evaluate("window.seen") == ["kept"]  # a cookie brought the launch in
        context.add_init_script("{ const now = Date.now; Date.now = () => now() + 11 * 60_000; }")
        shown(context, pages, "frame", "_parent").came_in()
        assert context.pages[0].evaluate("window.seen") == ["deleted", "kept"]


@pytest.mark.long
def test_an_lms_that_names_a_storage_and_does_not_answer_costs_half_a_second(pages: Pages) -> None:
    with chromium("third-party-blocked") as context:
        at: dict[str, float] = {}

        def note(asked: Request) -> None:
            at.setdefault(urlsplit(asked.url).path, time.monotonic())

        context.on("request", note)
        shown(context, pages, "frame", "silent").came_in()
    assert at["/auth"] - at[pages.lms.login_path] < 1.4


# (mode, storage, how): what becomes of it. In the rest the launch comes in.
OUTCOMES = {
    ("all-blocked", "", "frame"): Shown.offered,
    ("all-blocked", "", "window"): Shown.refused,
    ("all-blocked", "", "popup"): Shown.refused,
    # No LMS signs anybody in either, where a window keeps no cookie.
    ("all-blocked", "post_message_forwarding", "window"): Shown.refused,
    ("all-blocked", "post_message_forwarding", "popup"): Shown.refused,
}


@pytest.mark.long
@pytest.mark.parametrize("how", ["frame", "window", "popup"])
@pytest.mark.parametrize("storage", ["", "post_message_forwarding"])
@pytest.mark.parametrize("mode", MODES)
def test_every_way(pages: Pages, mode: Mode, storage: StorageTarget, how: How) -> None:
    with chromium(mode) as context:
        OUTCOMES.get((mode, storage, how), Shown.came_in)(shown(context, pages, how, storage))
