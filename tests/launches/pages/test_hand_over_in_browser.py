"""A frame without cookies and the window that it opens: who is heard, and what a window says that nobody waits for.

That a choice reaches its LMS in this way is tested in Firefox, where frames keep no cookies (tests/e2e).
"""

from collections.abc import Mapping

import pytest
from playwright.sync_api import Page, expect

from tests.browsers import chromium
from tests.launches.oidc import OidcLms, person, registered, selection_claims
from tests.launches.oidc_pages import Pages, posted, waiting_for_a_press
from tests.launches.oidc_platform import Platform
from tests.launches.school import school
from tests.lti.v1p3.platform import token
from tests.servers import Slipway

pytestmark = pytest.mark.browser

SECRET = "b2" * 32
GIVEN = "slipway.given"
LAUNCH = "/l/00000000-0000-4000-8000-00000000000"
ALONE = "A choice may not reach Canvas from here"


@pytest.fixture(scope="module")
def pages(live: Slipway, platform: Platform, tmp_path_factory: pytest.TempPathFactory) -> Pages:
    """An LMS whose every launch is a teacher's request for a choice; `/opener` opens one in a popup and listens."""
    acme = school(live, tmp_path_factory.mktemp("classes"))
    made = Selecting(registered(acme, platform), "/lti/select")
    made.serve()
    platform.pages["/window"] = lambda _: begun(made.lms, "")
    platform.pages["/opener"] = lambda _: begun(made.lms, "popup")
    return made


class Selecting(Pages):
    """Whoever signs in is a teacher who wants to choose."""

    def sign_in(self, values: Mapping[str, str]) -> str:
        teacher = person("tess", role="Instructor")
        id_token = token(self.lms.claims(self.path, values["nonce"], teacher, **selection_claims()))
        return posted(values["redirect_uri"], {"state": values["state"], "id_token": id_token})


def begun(lms: OidcLms, popup: str) -> str:
    """A page that begins a login, as a frame of ours would in its window: in this tab, or in a popup of the page."""
    form = waiting_for_a_press(
        lms.server.url + lms.login_path, lms.login_values("/lti/select", waiting_frame=SECRET), popup
    )
    return f"<script>window.heard = []; addEventListener('message', (event) => heard.push(event.data))</script>{form}"


@pytest.mark.long  # each time, tests/picker shows that page
def test_c2_a_window_that_nobody_waits_for_says_so_before_the_choice(pages: Pages) -> None:
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(f"{pages.lms.platform.url}/window")
        page.get_by_role("button", name="Go").click()
        expect(page.get_by_role("heading", name=ALONE)).to_be_visible()
        page.get_by_role("link", name="Choose units here all the same").click()
        page.get_by_role("button", name="Yes, it is our LMS").click()
        expect(page.get_by_role("heading", name="LTI units")).to_be_visible()


def test_c2_a_strangers_page_that_opens_such_a_window_hears_nothing(pages: Pages) -> None:
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(f"{pages.lms.platform.url}/opener")
        with context.expect_page() as opened:
            page.get_by_role("button", name="Go").click()
        expect(opened.value.get_by_role("heading", name=ALONE)).to_be_visible()
        assert page.evaluate("heard") == []


def test_c2_a_waiting_frame_hears_its_own_window_alone(pages: Pages) -> None:
    with chromium("all-blocked") as context:
        page = context.pages[0]
        page.goto(pages.url("frame", ""))
        offer = page.frame_locator("iframe[name=tool]")
        expect(offer.get_by_role("button", name="Open in a new window")).to_be_visible()
        frame = page.frame("tool")
        assert frame
        own = frame.evaluate("document.querySelector('main div form').elements.waiting_frame.value")
        assert len(own) >= 20
        given = [
            {"subject": GIVEN, "secret": "c3" * 32, "address": f"{LAUNCH}1/picker#"},
            {"subject": GIVEN, "secret": own, "address": "https://stranger.example/l/2/picker"},
            {"subject": GIVEN, "secret": own, "address": "/accounts/login/"},
            {"subject": GIVEN, "secret": own, "address": "javascript:alert(1)"},
            {"subject": "slipway.other", "secret": own, "address": f"{LAUNCH}3/picker#"},
        ]
        went: list[str] = []
        context.on("request", lambda sent: went.append(sent.url) if sent.is_navigation_request() else None)
        frame.evaluate("all => all.forEach((each) => window.postMessage(each, location.origin))", given)
        say(page, {"subject": GIVEN, "secret": own, "address": f"{LAUNCH}4/picker#"})
        right = {"subject": GIVEN, "secret": own, "address": f"{LAUNCH}5/picker#"}
        with page.expect_request(lambda sent: sent.url.endswith("5/picker")):
            frame.evaluate("each => window.postMessage(each, location.origin)", right)
        assert went == [f"{pages.lms.server.url}{LAUNCH}5/picker"]


def say(page: Page, message: Mapping[str, str]) -> None:
    """The page of the LMS speaks to the frame."""
    page.evaluate("message => window.frames['tool'].postMessage(message, '*')", dict(message))
