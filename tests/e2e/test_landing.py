"""In the frame of a launch: the page that answers it is a launched page like those that its script fetches."""

import re

import pytest
from playwright.sync_api import BrowserContext, Frame, Page, Request, Route, expect

from tests.browsers import MODES, Mode, chromium
from tests.e2e.course import ReadyCourse, ready_course
from tests.often import often
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser
in_modes = pytest.mark.parametrize("mode", often(["all-blocked"], MODES))


@pytest.fixture(scope="module")
def course(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> ReadyCourse:
    return ready_course(live, practice, tmp_path_factory.mktemp("landing"))


def landed(page: Page, course: ReadyCourse, person: str = "sam") -> Frame:
    """The frame in which that person has launched the first unit."""
    page.goto(course.launch_url(person, url=course.site.addresses[0]))
    frame = page.frame("tool_content")
    assert frame
    shows(frame, course.site.units[0])
    expect(frame.locator("[inert]")).to_have_count(0)  # what is on the page can be pressed once the token is known
    assert frame.evaluate("history.state.token")
    return frame


def shows(frame: Frame, heading: str) -> None:
    expect(frame.get_by_role("heading", name=heading, level=1)).to_be_visible()


def asked_of(context: BrowserContext, slipway: Slipway) -> list[Request]:
    """The requests that Slipway gets from now on, but for static files."""
    asked: list[Request] = []

    def note(request: Request) -> None:
        if request.url.startswith(slipway.url) and "/static/" not in request.url:
            asked.append(request)

    context.on("request", note)
    return asked


def posts(asked: list[Request]) -> int:
    return sum(request.method == "POST" for request in asked)


@in_modes
def test_one_request_brings_the_page_and_the_token_goes_where_it_belongs(
    live: Slipway, course: ReadyCourse, mode: Mode
) -> None:
    with chromium(mode) as context:
        asked = asked_of(context, live)
        frame = landed(context.pages[0], course)
        assert [request.method for request in asked] == ["POST"]
        token, where = frame.evaluate("[history.state.token, location.href]")
        unit = course.site.addresses[0].rsplit("/", 1)[1]
        assert re.fullmatch(rf"{re.escape(live.url)}/l/[0-9a-f-]{{36}}/units/{unit}", where)
        assert frame.evaluate("Object.keys(document.body.dataset)") == ["launch"]
        assert token not in frame.evaluate("document.documentElement.outerHTML")
        expect(frame.get_by_role("heading", level=1)).to_be_focused()


@in_modes
def test_reload_back_and_forward_post_nothing_again(live: Slipway, course: ReadyCourse, mode: Mode) -> None:
    with chromium(mode) as context:
        page = context.pages[0]
        asked = asked_of(context, live)
        frame = landed(page, course)
        first, second = course.site.units[:2]
        reload(page, frame)
        shows(frame, first)
        frame.get_by_role("link", name=second).first.click()
        shows(frame, second)
        page.evaluate("history.back()")
        shows(frame, first)
        reload(page, frame)
        shows(frame, first)
        page.evaluate("history.forward()")
        shows(frame, second)
        assert posts(asked) == 1


def reload(page: Page, frame: Frame) -> None:
    """Reload the frame, and wait until its new document has begun."""
    with page.expect_response(lambda answer: answer.frame == frame and answer.request.is_navigation_request()) as came:
        frame.evaluate("setTimeout(() => location.reload())")
    assert (came.value.request.method, came.value.status) == ("GET", 200)


@pytest.mark.long
def test_back_from_another_site_opens_the_page_again(live: Slipway, course: ReadyCourse) -> None:
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        asked = asked_of(context, live)
        frame = landed(page, course)
        frame.evaluate("setTimeout(() => location.assign('about:blank'))")
        expect(frame.locator("h1")).to_have_count(0)
        page.evaluate("history.back()")
        again = page.frame("tool_content")
        assert again
        shows(again, course.site.units[0])
        assert posts(asked) == 1


def test_another_person_in_the_same_tab_takes_the_first_ones_token_away(live: Slipway, course: ReadyCourse) -> None:
    with chromium("allowed") as context:
        page = context.pages[0]
        tokens = [landed(page, course, person).evaluate("history.state.token") for person in ("sam", "tess")]
        frame = page.frame("tool_content")
        assert frame
        kept = frame.evaluate("Object.values(sessionStorage).join()")
        assert [token in kept for token in tokens] == [False, True]


def test_nothing_can_be_pressed_until_the_script_knows_the_token(live: Slipway, course: ReadyCourse) -> None:
    held: list[Route] = []
    with chromium("all-blocked") as context:
        page = context.pages[0]
        page.route("**/web/shell.*", lambda route: held.append(route))  # noqa: PLW0108  # Playwright marks its handlers
        page.goto(course.launch_url("sam", url=course.site.addresses[0]), wait_until="commit")
        place = page.frame_locator("iframe[name=tool_content]")
        expect(place.locator("main h1")).to_have_text(course.site.units[0])
        expect(place.locator("main[inert], header[inert]")).to_have_count(2)
        held[0].continue_()
        expect(place.locator("[inert]")).to_have_count(0)
        place.get_by_role("link", name=course.site.units[1]).first.click()
        expect(place.get_by_role("heading", name=course.site.units[1], level=1)).to_be_visible()
