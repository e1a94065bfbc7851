"""Registration, deep link, launch by LTI 1.3: in each cookie mode, in frame, window and popup, with storage or not.

All of it at length; a launch in a window and a page in a popup in every run.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, Response, expect

from tests.browsers import MODES, Mode, chromium
from tests.e2e.advantage import AdvantageCourse, advantage_course, links_made, register, registered
from tests.e2e.connecting import registration_link
from tests.e2e.course import Administrator, ReadyCourse, administrator, misbehave
from tests.e2e.picking import choose
from tests.e2e.seed_site import UNCONNECTED, seed_site
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser

How = Literal["frame", "window", "popup"]
Storage = Literal["on", "off"]
Where = Page | FrameLocator
STORAGES: tuple[Storage, ...] = ("on", "off")

IN_FRAME = """url => {
  const frame = Object.assign(document.createElement("iframe"), { name: "tool_content", width: 900, height: 600 });
  document.body.append(frame);
  frame.src = url;
}"""
IN_POPUP = "url => { window.open(url, 'popup', 'width=700,height=600') }"
IN_WINDOW = """url => {
  const link = Object.assign(document.createElement("a"), { href: url, target: "_blank", rel: "opener" });
  document.body.append(link);
  link.click();
}"""
FORM_IN_POPUP = """form => {
  window.open("about:blank", "popup", "width=700,height=600");
  form.removeAttribute("rel");
  form.target = "popup";
  form.requestSubmit();
}"""


@dataclass(frozen=True)
class Begun:
    """A registration that an LMS's administrator has begun: `opens` is what the LMS opens."""

    ada: Administrator
    slipway: Slipway
    course: ReadyCourse
    opens: str

    def finish(self) -> AdvantageCourse:
        """Switch on what was registered."""
        app = self.ada.newest_app(self.course.path)
        page = self.ada.client.get(f"{self.course.path}/settings/apps/configurations/{app['id']}").text
        found = re.search(r'action="([^"]*/keys/[0-9]+/switch)"', page)
        assert found, page
        self.ada.submit(found[1], on="true")
        there = ReadyCourse(self.course.lms, self.course.site, self.course.path, self.course.home, str(app["id"]))
        return AdvantageCourse(self.slipway, app["lti_1p3"]["client_id"], there, "canvas")


@pytest.fixture
def begun(live: Slipway, practice: PracticeLms, tmp_path: Path) -> Iterator[Begun]:
    """By a link that the owner has made."""
    with administrator(practice) as ada:
        made = ada.new_course("canvas")
        home, path = practice.url + made["home"], f"/courses/{made['id']}"
        site = seed_site(live, tmp_path, lms_url=home, credential=UNCONNECTED)
        opens = ada.opened_link(path, registration_link(live, site, practice.url, family="canvas"))
        yield Begun(ada, live, ReadyCourse(practice, site, path, home, ""), opens)
    misbehave(practice, storage="")


def registering(context: BrowserContext, lms: PracticeLms, url: str, how: How) -> Where:
    """Slipway's registration page, opened by a page of the LMS."""
    page = context.pages[0]
    page.goto(f"{lms.url}/login")
    if how == "frame":
        page.evaluate(IN_FRAME, url)
        return page.frame_locator("iframe[name=tool_content]")
    with context.expect_page() as new:
        page.evaluate(IN_POPUP if how == "popup" else IN_WINDOW, url)
    return new.value


def launched(context: BrowserContext, course: AdvantageCourse, how: How, person: str, **asked: str) -> Where:
    """What a launch opens, from a page of the LMS that needs nobody's session."""
    page = context.pages[0]
    if how == "frame":
        page.goto(course.course.launch_url(person, **asked))
        return page.frame_locator("iframe[name=tool_content]")
    page.goto(course.course.launch_url(person, new_tab="on", **asked))
    with context.expect_page() as new:
        if how == "popup":
            page.locator("form.launch").evaluate(FORM_IN_POPUP)
        else:
            page.get_by_role("button", name="in a new window").click()
    return new.value


def picked(context: BrowserContext, course: AdvantageCourse, how: How) -> list[str]:
    """Two units are picked: the ids of the links that the LMS has made of them."""
    where = launched(context, course, how, "tess", app=course.course.app, launch_type="editor_button")
    expect(where.get_by_role("heading", name="LTI units")).to_be_visible()
    choose(where, course.site.units[:2])
    expect(where.get_by_text("Retrieving the selection…")).to_be_visible()
    answer = where.locator("html").evaluate("page => page.outerHTML")
    return [str(link["link"]) for link in links_made(answer)]


def close_others(context: BrowserContext) -> None:
    for page in context.pages[1:]:
        page.close()


def came_in(context: BrowserContext, course: AdvantageCourse, how: How, *, link: str, number: int) -> None:
    """A student's launch of the link is let in, to the unit of that number.

    A frame that swaps processes twice in a moment (Slipway, LMS, Slipway) is lost by Playwright now and then, so there
    it is asked what the shell has fetched.
    """
    if how == "frame":
        unit = course.site.addresses[number].rpartition("/")[2]
        with context.expect_event("response", lambda answer: is_page_of(answer, unit), timeout=20_000):
            launched(context, course, how, "sam", link=link)
        return
    where = launched(context, course, how, "sam", link=link)
    expect(where.get_by_role("heading", name=course.site.units[number], level=1)).to_be_visible()
    expect(where.locator("main[data-role=student]")).to_be_visible()


def is_page_of(answer: Response, unit: str) -> bool:
    """Whether a launch's shell has fetched the page of that unit."""
    return answer.ok and answer.url.endswith(unit) and "authorization" in answer.request.headers


# (mode, storage, how) of browsers and LMSs that keep nothing, and what a launch is told there.
NOTHING_KEPT: dict[tuple[Mode, Storage, How], str] = {
    ("all-blocked", "off", "frame"): "button:has-text('Open in a new window')",
    ("all-blocked", "off", "window"): "main[data-refusal=not-bound]",
    ("all-blocked", "off", "popup"): "main[data-refusal=not-bound]",
    # A window is sent on at once, with a cookie: storage is for frames. Such a browser signs in to no LMS.
    ("all-blocked", "on", "window"): "main[data-refusal=not-bound]",
    ("all-blocked", "on", "popup"): "main[data-refusal=not-bound]",
}


@pytest.mark.long
@pytest.mark.parametrize("how", ["frame", "window", "popup"])
@pytest.mark.parametrize("mode", MODES)
def test_registration_deep_link_launch(begun: Begun, practice: PracticeLms, mode: Mode, how: How) -> None:
    with chromium(mode) as context:
        where = registering(context, practice, begun.opens, how)
        where.get_by_role("button", name="Register Slipway").click()
        expect(where.get_by_role("heading", name="What you do next")).to_be_visible()
        course = begun.finish()
        for storage in STORAGES:
            misbehave(practice, storage=storage)
            close_others(context)
            told = NOTHING_KEPT.get((mode, storage, how))
            if told:
                expect(
                    launched(context, course, how, "sam", url=course.site.addresses[0]).locator(told)
                ).to_be_visible()
                continue
            for number, link in enumerate(picked(context, course, how)):
                close_others(context)
                came_in(context, course, how, link=link, number=number)


# Other pages that a launch may open: who, what of, and what stands there.
PAGES = {
    "home of the class": ("sam", "/lti/course", "main[data-role=student] >> text=Python from zero"),
    "choice of the unit": ("tess", "/lti", "h1:has-text('Choose the unit of this link')"),
    "it works": ("ada", "/lti", "h1:has-text('It works')"),
    "refusal": ("sam", "/lti/select", "main[data-refusal]"),
}


@pytest.fixture(scope="module")
def ready(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> AdvantageCourse:
    return advantage_course(live, practice, tmp_path_factory.mktemp("ready"))


def test_a_launch_in_a_window_and_a_page_in_a_popup(ready: AdvantageCourse) -> None:
    with chromium("third-party-blocked") as context:
        unit = launched(context, ready, "window", "sam", url=ready.site.addresses[0])
        expect(unit.get_by_role("heading", name=ready.site.units[0], level=1)).to_be_visible()
        who, path, shows = PAGES["choice of the unit"]
        page = launched(context, ready, "popup", who, url=f"{ready.server.url}{path}")
        expect(page.locator(shows)).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("how", ["popup", "frame"])
def test_every_page_of_a_launch(ready: AdvantageCourse, how: How) -> None:
    with chromium("third-party-blocked") as context:
        for who, path, shows in PAGES.values():
            where = launched(context, ready, how, who, url=f"{ready.server.url}{path}")
            expect(where.locator(shows).first).to_be_visible()
            close_others(context)


def hosted(slipway: Slipway, lms: PracticeLms, folder: Path) -> AdvantageCourse:
    """A course whose LMS has its endpoints on another host than its pages, as LMSs have that their vendor hosts."""
    made = advantage_course(slipway, lms, folder)
    with administrator(lms) as ada:
        told = ada.newest_app(made.course.path)["lti_1p3"]
    elsewhere = {name: url.replace("127.0.0.1", "localhost") for name, url in told.items() if name.endswith("_url")}
    register(slipway, made.site, told | elsewhere)
    return made


def without_class(course: AdvantageCourse) -> AdvantageCourse:
    """Another course of the same LMS, which no class names."""
    lms = course.course.lms
    with administrator(lms) as ada:
        made = ada.new_course("canvas")
    there = ReadyCourse(lms, course.site, f"/courses/{made['id']}", lms.url + made["home"], "")
    return registered(course.server, there, "canvas")


@pytest.mark.long
def test_every_page_of_a_picker_in_a_popup(
    live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """The practice LMS signs nobody in inside a frame of its own other host."""
    course = hosted(live, practice, tmp_path_factory.mktemp("hosted"))
    lonely = without_class(course)
    with chromium("third-party-blocked") as context:
        for button, then in (("Cancel", "Nothing was chosen"), ("Yes, it is our LMS", "LTI units")):
            where = launched(context, course, "popup", "tess", app=course.course.app, launch_type="editor_button")
            expect(where.get_by_role("heading", name="Is this your LMS?")).to_be_visible()
            where.get_by_role("button", name=button).click()
            expect(where.get_by_role("heading", name=then)).to_be_visible()
            close_others(context)
        where = launched(context, lonely, "popup", "tess", app=lonely.course.app, launch_type="editor_button")
        expect(where.get_by_text("No class to choose units from")).to_be_visible()


@pytest.mark.long
@pytest.mark.parametrize("how", ["popup", "frame"])
def test_a_registration_that_fails(begun: Begun, practice: PracticeLms, how: How) -> None:
    with chromium("third-party-blocked") as context:
        where = registering(context, practice, begun.opens.replace("registration_token=", "registration_token=x"), how)
        where.get_by_role("button", name="Register Slipway").click()
        expect(where.get_by_role("heading", name="Slipway could not be registered")).to_be_visible()
        expect(where.get_by_role("button", name="Try again")).to_be_visible()
