"""A launched page in a frame of another site, in the three ways of treating cookies (docs/architecture.md §6)."""

from collections.abc import Iterator

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import BrowserContext, Frame, Page, Route, expect

from tests.browsers import MODES, Mode, chromium
from tests.often import often
from tests.web.tiny_site import TOKENS, Sites, two_sites

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def sites() -> Iterator[Sites]:
    with two_sites() as both:
        yield both


# What a page may keep for itself decides how a reload finds its launch again: there the usual browser is tried in every
# run too. With all cookies allowed a launch, which sets none, is as with those of third parties blocked.
keeps_something = pytest.mark.parametrize(
    "browser", often(["third-party-blocked", "all-blocked"], MODES), indirect=True, scope="module"
)


@pytest.fixture(scope="module", params=often(["all-blocked"], MODES))
def browser(request: pytest.FixtureRequest) -> Iterator[BrowserContext]:
    with chromium(request.param) as context:
        yield context


@pytest.fixture
def tab(browser: BrowserContext, sites: Sites) -> Iterator[Page]:
    sites.asked.clear()
    sites.down = False
    page = browser.new_page()
    yield page
    for opened in browser.pages:
        opened.close()


def tool(tab: Page) -> Frame:
    frame = tab.frame("tool")
    assert frame
    return frame


def opened(tab: Page, sites: Sites, launch: str = "one") -> Frame:
    tab.goto(sites.launch(launch))
    frame = tool(tab)
    expect(frame.get_by_role("heading", level=1)).to_have_text(f"Unit of {'Ada' if launch == 'one' else 'Grace'}")
    return frame


def shows(tab: Page, heading: str) -> None:
    expect(tool(tab).get_by_role("heading", level=1)).to_have_text(heading)


def step(tab: Page, where: str) -> None:
    tool(tab).evaluate(f"setTimeout(() => history.{where}())")


def reload(tab: Page) -> None:
    """Reload the frame, and wait until the old page has gone."""
    with tab.expect_event("framenavigated", lambda frame: frame.name == "tool"):
        tool(tab).evaluate("setTimeout(() => location.reload())")


def address(tab: Page) -> str:
    where: str = tool(tab).evaluate("location.href")
    return where


@pytest.mark.parametrize(
    ("mode", "cookie", "storage"),
    [
        pytest.param("allowed", "a=1", True, marks=pytest.mark.long),
        ("third-party-blocked", "", True),
        ("all-blocked", "", False),
    ],
)
def test_a_browser_is_in_the_mode_that_it_should_be(mode: Mode, cookie: str, storage: bool, sites: Sites) -> None:
    with chromium(mode) as context:
        frame = opened(context.pages[0], sites)
        set_one = "(() => { document.cookie = 'a=1; SameSite=None; Secure'; return document.cookie })()"
        assert frame.evaluate(set_one) == cookie
        reads = "(() => { try { return Boolean(sessionStorage) } catch { return false } })()"
        assert frame.evaluate(reads) is storage


def test_the_page_as_it_comes(tab: Page, sites: Sites) -> None:
    """The token leaves the address and goes with nothing but the launch; the heading has the focus and the page its
    title; the page keeps its policy and is accessible.
    """
    messages: list[str] = []
    tab.on("console", lambda message: messages.append(message.text))
    frame = opened(tab, sites)
    assert address(tab) == f"{sites.slipway}/l/one/unit"
    assert not any(TOKENS["one"] in asked.target for asked in sites.of_slipway())
    assert {asked.target for asked in sites.asked if asked.bearer} == {"/l/one/unit"}
    expect(frame.get_by_role("heading", level=1)).to_be_focused()
    assert frame.title() == "Unit of Ada · Slipway"
    assert messages == []
    assert Axe().run(tab).response["violations"] == []


@keeps_something
def test_reload(tab: Page, sites: Sites) -> None:
    opened(tab, sites)
    reload(tab)
    shows(tab, "Unit of Ada")


@pytest.mark.long
def test_reload_where_storage_takes_nothing(tab: Page, sites: Sites) -> None:
    tab.add_init_script("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }")
    opened(tab, sites)
    reload(tab)
    shows(tab, "Unit of Ada")


def test_a_page_that_is_not_the_lmss_shows_nothing_of_it_in_a_frame(tab: Page, sites: Sites) -> None:
    """`frame-ancestors` keeps the shell out: no fetch, nothing to click (docs/lms-behaviour.md, case 59)."""
    tab.goto(sites.launch("one").replace("127.0.0.1", "localhost", 1))
    assert tool(tab).url.startswith("chrome-error:")
    assert not any(asked.bearer for asked in sites.asked)


@pytest.mark.long
def test_reload_at_a_place_in_the_page(tab: Page, sites: Sites) -> None:
    frame = opened(tab, sites)
    frame.get_by_role("link", name="Down").click()
    reload(tab)
    shows(tab, "Unit of Ada")
    assert address(tab).endswith("#place")


def test_a_link_and_back_and_forward_and_reload(tab: Page, sites: Sites) -> None:
    frame = opened(tab, sites)
    frame.get_by_role("link", name="Next unit").click()
    shows(tab, "Next of Ada")
    assert address(tab) == f"{sites.slipway}/l/one/next?page=2"
    reload(tab)
    shows(tab, "Next of Ada")
    step(tab, "back")
    shows(tab, "Unit of Ada")
    reload(tab)
    shows(tab, "Unit of Ada")
    step(tab, "forward")
    shows(tab, "Next of Ada")


@pytest.mark.long
@pytest.mark.parametrize("browser", often(["third-party-blocked"], MODES), indirect=True, scope="module")
def test_two_tabs_never_mix(tab: Page, sites: Sites, browser: BrowserContext) -> None:
    opened(tab, sites, "one")
    other = browser.new_page()
    opened(other, sites, "two")
    for page, name in ((tab, "Ada"), (other, "Grace")):
        page.bring_to_front()  # one that nobody sees is drawn once a second
        reload(page)
        shows(page, f"Unit of {name}")
        tool(page).get_by_role("link", name="Next unit").click()
        shows(page, f"Next of {name}")


@pytest.mark.long
def test_another_person_in_the_same_tab_takes_the_first_ones_token_away(tab: Page, sites: Sites) -> None:
    opened(tab, sites, "one")
    frame = opened(tab, sites, "two")
    kept = frame.evaluate(
        "(() => { try { return Object.values(sessionStorage).join() } catch { return 'refused' } })()"
    )
    assert TOKENS["one"] not in kept
    assert TOKENS["two"] in kept or kept == "refused"


def test_an_invalid_form_is_shown_where_it_stands(tab: Page, sites: Sites) -> None:
    frame = opened(tab, sites)
    frame.get_by_role("button", name="Save").click()
    expect(frame.locator("#error")).to_have_text("Say something")
    assert address(tab) == f"{sites.slipway}/l/one/unit"
    frame.get_by_label("Answer").fill("42")
    frame.get_by_role("button", name="Save").click()
    shows(tab, "Next of Ada")
    assert address(tab) == f"{sites.slipway}/l/one/next?saved"
    step(tab, "back")
    shows(tab, "Unit of Ada")


def test_a_form_to_another_origin_goes_without_the_bearer(tab: Page, sites: Sites) -> None:
    frame = opened(tab, sites)
    frame.get_by_role("button", name="Foreign").click()
    shows(tab, "Back in the LMS")
    [asked] = sites.returned()
    assert asked.bearer is None
    assert asked.body == "result=42"
    assert asked.origin == sites.slipway


def test_the_form_home_sends_itself_once(tab: Page, sites: Sites) -> None:
    frame = opened(tab, sites)
    frame.get_by_role("link", name="Home").click()
    shows(tab, "Back in the LMS")
    assert [asked.body for asked in sites.returned()] == ["submit=1"]


def test_without_a_token_only_the_lms_helps(tab: Page, sites: Sites) -> None:
    tab.goto(f"{sites.slipway}/l/one/unit")
    expect(tab.get_by_role("heading", level=1)).to_have_text("Please open this again from your LMS")
    assert not [asked for asked in sites.asked if asked.bearer]


def test_a_token_that_is_over_is_told_and_forgotten(tab: Page, sites: Sites) -> None:
    tab.goto(f"{sites.lms}/frame?src={sites.slipway}/l/one/unit%23{'C' * 43}")
    shows(tab, "Open it again from your LMS")
    expect(tool(tab).locator("body")).to_have_class("plain")
    reload(tab)
    shows(tab, "Please open this again from your LMS")


@pytest.mark.long
@pytest.mark.parametrize("link", often(["Next unit"], ["Next unit", "Broken"]))
def test_when_nothing_comes_back_one_may_try_again(tab: Page, sites: Sites, link: str) -> None:
    frame = opened(tab, sites)
    sites.down = link == "Next unit"
    frame.get_by_role("link", name=link).click()
    expect(frame.get_by_role("alert")).to_contain_text("That did not reach Slipway")
    shows(tab, "Unit of Ada")
    sites.down = False
    frame.get_by_role("button", name="Try again").click()
    if link == "Next unit":
        shows(tab, "Next of Ada")
        step(tab, "back")
        shows(tab, "Unit of Ada")
    else:
        expect(frame.get_by_role("alert")).to_be_visible()


def test_my_dashboard_opens_in_a_new_tab_by_a_code(tab: Page, sites: Sites, browser: BrowserContext) -> None:
    frame = opened(tab, sites)
    with browser.expect_page() as new:
        frame.get_by_role("button", name="My dashboard").click()
    expect(new.value.get_by_role("heading")).to_have_text("Entered with code-of-Ada")
    assert not any("code-of-Ada" in asked.target for asked in sites.of_slipway())
    shows(tab, "Unit of Ada")


@pytest.mark.long
def test_where_the_tab_is_blocked_a_second_click_does_it(tab: Page, sites: Sites, browser: BrowserContext) -> None:
    frame = opened(tab, sites)
    frame.evaluate("window.open = () => null")
    frame.get_by_role("button", name="My dashboard").click()
    with browser.expect_page() as new:
        frame.get_by_role("link", name="Open it here").click()
    expect(new.value.get_by_role("heading")).to_have_text("Entered with code-of-Ada")


@pytest.mark.long
def test_copy_puts_the_exact_value_on_the_clipboard(tab: Page, sites: Sites) -> None:
    frame = opened(tab, sites)
    frame.get_by_role("button", name="Copy").click()
    expect(frame.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    frame.get_by_label("Answer").press("ControlOrMeta+v")
    expect(frame.get_by_label("Answer")).to_have_value("https://a.example/?x=1&y=2")


@pytest.mark.long
def test_no_page_is_seen_before_its_own_styles(tab: Page, sites: Sites) -> None:
    held: list[Route] = []
    tab.route("**/workspaces.css", lambda route: held.append(route))  # noqa: PLW0108  # Playwright marks its handlers
    frame = opened(tab, sites)
    expect(frame.locator("body")).to_have_css("opacity", "0")
    held[0].continue_()
    expect(frame.locator("body")).to_have_css("opacity", "1")
    frame.get_by_role("link", name="Next unit").click()
    shows(tab, "Next of Ada")
    expect(frame.locator("body")).to_have_css("opacity", "1")
    expect(frame.locator("link[href*=workspaces]")).to_have_count(1)
