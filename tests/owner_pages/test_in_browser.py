"""The owner's way to the values of LTI Integration, and the light that a launch turns green, in a browser."""

import re
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, Route, expect

import slipway.owner_pages
from tests.browsers import chromium
from tests.canvas import Canvas, person
from tests.e2e.people import sign_in, to_lti_integration
from tests.e2e.seed_site import PASSWORD
from tests.launches.legacy import by_new, by_old, places, users
from tests.launches.oidc import registered
from tests.launches.oidc_platform import running_platform
from tests.launches.school import School, school
from tests.looks import assert_looks_good
from tests.servers import Slipway
from tests.way_in import is_let_in

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def acme(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> School:
    return school(live, tmp_path_factory.mktemp("acme"))


@pytest.fixture(scope="module")
def owner(acme: School) -> Iterator[Page]:
    """The owner's browser, signed in a moment ago, before *My Organizations*."""
    with chromium("allowed") as context:
        context.grant_permissions(["clipboard-read", "clipboard-write"], origin=acme.server.url)
        page = context.new_page()
        page.set_default_timeout(10_000)
        sign_in(page, acme.server.url, acme.owner, PASSWORD)
        yield page


@pytest.mark.long
def test_each_copy_button_puts_the_exact_value_on_the_clipboard(owner: Page, acme: School) -> None:
    to_lti_integration(owner, acme.server.url, f"{acme.slug} College")
    assert_looks_good(owner)
    canvas = owner.get_by_role("region", name="Canvas", exact=True)
    canvas.get_by_role("button", name="Reveal LTI Secret").click()
    values = {
        "LTI URL": f"{acme.server.url}/lti",
        "LTI Consumer": acme.canvas.key,
        "LTI Secret": acme.canvas.secret,
        "XML configuration URL": f"{acme.server.url}/lti/config.xml",
    }
    for label, value in values.items():
        canvas.get_by_role("button", name=f"Copy {label}").click()
        expect(canvas.locator(".copy-field", has=owner.get_by_label(label)).get_by_role("status")).to_have_text(
            "Copied"
        )
        assert owner.evaluate("navigator.clipboard.readText()") == value


@pytest.mark.long  # another copy button
def test_the_xml_to_paste_is_copied_whole(owner: Page, acme: School) -> None:
    to_connect(owner, acme)
    owner.get_by_text("Paste XML", exact=True).first.click()
    owner.get_by_role("button", name="Copy XML Configuration").click()
    expect(owner.get_by_role("status").filter(has_text="Copied")).to_be_visible()
    assert owner.evaluate("navigator.clipboard.readText()") == acme.server.get("/lti/config.xml").text


def test_the_light_tells_of_a_wrong_secret_and_turns_green_at_the_first_launch(owner: Page, acme: School) -> None:
    to_connect(owner, acme)
    light = owner.locator(".first-launch")
    expect(light).to_contain_text("Waiting for the first launch…")
    wrong = Canvas(acme.server, acme.canvas.key, "another secret")
    assert wrong.launch("/lti/course", person("tina", roles="Instructor")).status_code == 401
    expect(light).to_contain_text("could not verify this launch")
    assert_looks_good(owner)
    assert is_let_in(acme.canvas.launch("/lti/course", person("tina", roles="Instructor")))
    expect(light).to_contain_text("First launch received")
    expect(light).to_contain_text("Course 7, by: Teacher")
    expect(light.locator("time")).to_have_attribute("title", re.compile(r"\d\d:\d\d:\d\d UTC$"))  # shown in local time
    assert_looks_good(owner)


@pytest.mark.long  # test_launch_log.py reads its pages
def test_the_launch_log_holds_both_and_says_why(owner: Page, acme: School) -> None:
    refused = Canvas(acme.server, acme.canvas.key, "another secret").launch("/lti/course", person("sam"))
    assert refused.status_code == 401
    to_lti_integration(owner, acme.server.url, f"{acme.slug} College")
    owner.get_by_role("link", name="Launch log").click()
    owner.get_by_label("Outcome").select_option(label="Refused")
    owner.get_by_role("button", name="Show", exact=True).click()
    assert_looks_good(owner)
    owner.get_by_role("row").nth(1).get_by_role("link").click()
    expect(owner.get_by_text("Likely cause")).to_be_visible()
    assert_looks_good(owner)


def to_connect(page: Page, acme: School) -> None:
    to_lti_integration(page, acme.server.url, f"{acme.slug} College")
    page.get_by_role("region", name="Canvas", exact=True).get_by_role("link", name="Connect your LMS").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Connect your LMS")


@pytest.mark.long  # tests/walls/test_axe.py looks at pages of all kinds
def test_the_pages_fit_a_phone(owner: Page, acme: School) -> None:
    owner.set_viewport_size({"width": 390, "height": 844})
    try:
        to = f"{acme.server.url}/organizations/"
        owner.goto(to)
        for name in (f"{acme.slug} College", "Organization settings"):
            owner.get_by_role("link", name=name).click()
        settings = owner.url
        for path in ("", "/people", "/lti", "/launches"):
            owner.goto(settings + path)
            assert_looks_good(owner)
    finally:
        owner.set_viewport_size({"width": 1280, "height": 900})


def test_the_owner_confirms_once_that_two_ids_are_one_person(owner: Page, acme: School) -> None:
    with running_platform() as platform:
        lms = registered(acme, platform)
        for login in ("ola", "olf"):
            by_old(acme, login)
            by_new(acme, lms, login)  # says the old id without a proof
        assert [len(users(acme, login)) for login in ("ola", "olf")] == [2, 2]
        to_lti_integration(owner, acme.server.url, f"{acme.slug} College")
        owner.get_by_role("link", name="Canvas", exact=True).first.click()
        owner.get_by_role("link", name="Look at them").click()
        expect(owner.get_by_role("heading", level=1)).to_have_text("Two ids, one person?")
        expect(owner.get_by_role("row")).to_have_count(3)
        expect(owner.get_by_text("Become one, with the work of both.")).to_have_count(2)
        assert_looks_good(owner)
        owner.get_by_role("button", name="Yes, they are of one LMS").click()
        expect(owner.get_by_text("2 people stood here twice and are one now.")).to_be_visible()
        assert [len(users(acme, login)) for login in ("ola", "olf")] == [1, 1]
        assert [places(acme, login) for login in ("ola", "olf")] == [1, 1]
        by_old(acme, "late")
        by_new(acme, lms, "late")  # believed from now on
        assert len(users(acme, "late")) == 1
        owner.get_by_role("link", name="Change that").click()
        owner.get_by_role("button", name="Take that back").click()
        expect(owner.get_by_text("Nobody stands here twice")).to_be_visible()
        by_old(acme, "later")
        by_new(acme, lms, "later")
        assert len(users(acme, "later")) == 2


CLOSED = Path(slipway.owner_pages.__file__).parent / "static/owner_pages/registered.js"
HEARS = "<script>heard = 0; addEventListener('message', () => heard++)</script>"
ASKED = {
    "/opener": HEARS,
    "/lms": HEARS + "<iframe name=registration></iframe>",
    "/registered": "<main><button data-close>Close</button></main><script type=module src=/registered.js></script>",
    "/registered.js": CLOSED.read_text(),
}


def test_the_page_that_is_done_tells_the_lms_around_it(owner: Page) -> None:
    """Even in a frame that another window has opened by its name: then both are there to be told."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        route.fulfill(body=ASKED[path], content_type=kind)

    owner.context.route("http://lms.example/**", answer)
    opener = owner.context.new_page()
    opener.goto("http://lms.example/opener")
    with opener.expect_popup() as popup:
        opener.evaluate("void open('/lms')")
    popup.value.wait_for_load_state()
    opener.evaluate("void open('/registered', 'registration')")
    frame = popup.value.frame("registration")
    assert frame
    frame.get_by_role("button", name="Close").click()
    popup.value.wait_for_function("heard == 1")
    assert frame.evaluate("opener !== null && opener !== parent")
    assert opener.evaluate("heard") == 0
