"""Each LMS's dialect in a browser: students and teachers enter, teachers pick where that LMS has a picker."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from typing import Literal

import pytest
from playwright.sync_api import FrameLocator, Page, expect

from tests.browsers import MODES, Mode, chromium
from tests.e2e.connecting import ask_and_approve
from tests.e2e.course import ReadyCourse, administrator, ready_course
from tests.e2e.picking import body_links, choose, dialog, new_item, opened
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser


@dataclass(frozen=True)
class Way:
    """Where a teacher picks in an LMS, by which of an app's placements, and how many units it takes at once."""

    dialect: str
    place: Literal["editor", "item", "pasted"]
    placement: str = ""
    takes: int = 0


WAYS = [
    Way("canvas", "editor", "editor_button", 2),
    Way("moodle", "item", "link_selection", 2),
    Way("openedx", "pasted"),
    Way("blackboard", "editor", "editor_button", 2),
    Way("brightspace", "editor", "editor_button", 1),
    Way("sakai", "item", "link_selection", 1),
    Way("schoology", "pasted"),
]
NAMES = [way.dialect for way in WAYS]
PICKING = [way for way in WAYS if way.takes]
# Canvas's editor is in the stories of test_seed.py and test_advantage.py; the others' places are as these, and what
# they say otherwise is tested without a browser in every run.
EACH_PLACE = {"moodle"}
Courses = Callable[[str], ReadyCourse]


@pytest.fixture(scope="module")
def courses(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> Courses:
    """A ready course by dialect, made when it is first asked for."""

    @cache
    def made(dialect: str) -> ReadyCourse:
        course = ready_course(live, practice, tmp_path_factory.mktemp(dialect), dialect=dialect)
        if dialect == "schoology":  # its launches tell nothing that the Class LMS URL could be compared with
            ask_and_approve(live, course)
        return course

    return made


@pytest.fixture
def course(courses: Courses, way: Way) -> ReadyCourse:
    """The course that the test's `way` is about."""
    return courses(way.dialect)


@pytest.mark.parametrize(
    "way", [way if way.dialect in EACH_PLACE else pytest.param(way, marks=pytest.mark.long) for way in WAYS], ids=NAMES
)
def test_people_enter_and_teachers_pick(course: ReadyCourse, way: Way) -> None:
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        enter_as_student_and_teacher(page, course)
        if way.takes:
            expect(launch(page, course, "sam", way).locator("[data-refusal=picker-not-allowed]")).to_be_visible()
        page.goto(f"{course.lms.url}/login?next={course.path}")
        page.get_by_role("main").get_by_role("button", name="Tess Teacher").click()
        assert page.url == course.home
        {"editor": pick_in_editor, "item": pick_an_item, "pasted": paste_an_address}[way.place](page, course, way)
        expect(opened(context, page).locator("main[data-role=teacher]")).to_be_visible()


def enter_as_student_and_teacher(page: Page, course: ReadyCourse) -> None:
    for person, role in (("sam", "student"), ("tess", "teacher")):
        frame = launch(page, course, person)
        expect(frame.locator(f"main[data-role={role}]")).to_be_visible()
        expect(frame.get_by_role("heading", name=course.site.units[0]).first).to_be_visible()


def launch(page: Page, course: ReadyCourse, person: str, way: Way | None = None) -> FrameLocator:
    """Launch the first unit, or the picker in `way`; the frame that Slipway is shown in."""
    picker = {"app": course.app, "launch_type": way.placement} if way else {"url": course.site.addresses[0]}
    page.goto(course.launch_url(person, **picker))
    return page.frame_locator("iframe[name=tool_content]")


def cancel(page: Page) -> None:
    dialog(page).get_by_role("button", name="Cancel").click()
    expect(page.locator("dialog.tool-dialog")).to_have_count(0)


def pick_in_editor(page: Page, course: ReadyCourse, way: Way) -> None:
    pick_by_button(page, course, "Slipway", course.site.units[: way.takes])


def pick_by_button(page: Page, course: ReadyCourse, app: str, titles: list[str]) -> None:
    """The button of `app` in the page editor: cancelled once, then units are picked and the page is saved."""
    page.goto(f"{course.lms.url}{course.path}/pages/new")
    page.get_by_label("Page Title").fill("Week 1")
    button = page.get_by_role("button", name=app, exact=True)
    button.click()
    cancel(page)
    expect(body_links(page)).to_have_count(0)
    button.click()
    choose(dialog(page), titles)
    expect(body_links(page)).to_have_text(titles)
    page.get_by_role("button", name="Save", exact=True).click()
    expect(page.get_by_text("Unpublished", exact=True).first).to_be_visible()


def pick_an_item(page: Page, course: ReadyCourse, way: Way) -> None:
    """The form of an item: cancelled once; several units are confirmed as a list, one fills the form."""
    new_item(page, course.lms.url + course.path)
    titles = course.site.units[: way.takes]
    page.get_by_role("button", name="Select content" if way.takes > 1 else "Find").click()
    page.get_by_role("button", name="Slipway", exact=True).click()
    cancel(page)
    page.get_by_role("button", name="Slipway", exact=True).click()
    choose(dialog(page), titles, columns=way.takes > 1)
    if way.takes > 1:
        expect(page.get_by_text("The following items will be added to your course:")).to_be_visible()
        expect(page.get_by_text("Graded activity (Maximum grade:")).to_have_count(len(titles))
        page.get_by_role("button", name="Confirm").click()
    else:
        expect(page.get_by_label("Launch URL")).to_have_value(course.site.addresses[0])
        page.get_by_role("button", name="Add Item").click()
    for title in titles:
        expect(page.get_by_role("main").get_by_role("link", name=title, exact=True)).to_be_visible()


def paste_an_address(page: Page, course: ReadyCourse, way: Way) -> None:
    """Without a picker: the unit's LTI URL is pasted, in Open edX with the id of the course's LTI passport."""
    title, address = course.site.units[0], course.site.addresses[0]
    typed = {
        "openedx": {"Display Name": title, "LTI ID": "slipway", "LTI URL": address},
        "schoology": {"Title": title, "URL": address},
    }
    new_item(page, course.lms.url + course.path)
    expect(page.get_by_role("button", name="Find")).to_have_count(0)
    for label, text in typed[way.dialect].items():
        page.get_by_label(label, exact=True).fill(text)
    page.get_by_role("button", name="Add Item").click()


@pytest.mark.long  # what goes back then is in tests/picker/test_legacy.py
@pytest.mark.parametrize("way", WAYS[:1], ids=NAMES[:1])
def test_canvas_picks_in_its_older_way(live: Slipway, course: ReadyCourse, way: Way) -> None:
    assert way.dialect == "canvas"
    xml = live.get("/lti/config.xml").text
    add_by_xml(course, "Older", re.sub(r"<lticm:property name=.message_type.>[^<]*</lticm:property>", "", xml))
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(f"{course.lms.url}/login?next={course.path}")
        page.get_by_role("main").get_by_role("button", name="Tess Teacher").click()
        with page.expect_request(lambda request: "return_type=lti_launch_url" in request.url) as sent:
            pick_by_button(page, course, "Older", course.site.units[1:2])
        assert (sent.value.method, sent.value.post_data) == ("GET", None)
        assert "authorization" not in sent.value.headers
        expect(opened(context, page).get_by_role("heading", name=course.site.units[1]).first).to_be_visible()


def add_by_xml(course: ReadyCourse, name: str, xml: str) -> None:
    """Another app in the course, from pasted XML."""
    key = {"consumer_key": course.site.key, "shared_secret": course.site.secret}
    typed = {f"by_xml-{field}": value for field, value in {"name": name, "xml": xml, **key}.items()}
    with administrator(course.lms) as ada:
        added = ada.submit(f"{course.path}/settings/apps/configurations/new", config_type="by_xml", **typed)
        assert "was added" in added.text


@pytest.mark.long
@pytest.mark.parametrize("width", [1280, 390])
@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("way", WAYS, ids=NAMES)
def test_every_cookie_mode_and_width(course: ReadyCourse, way: Way, mode: Mode, width: int) -> None:
    with chromium(mode) as context:
        page = context.pages[0]
        page.set_viewport_size({"width": width, "height": 800})
        enter_as_student_and_teacher(page, course)
        if not way.takes:
            return
        picker = launch(page, course, "tess", way)
        expect(picker.get_by_role("heading", name="LTI units")).to_be_visible()
        with page.expect_request(lambda request: "ContentItemSelection" in (request.post_data or "")) as sent:
            choose(picker, course.site.units[: way.takes])
        placed = course.site.addresses[: way.takes]
        assert all(address.rsplit("/", 1)[1] in (sent.value.post_data or "") for address in placed)
        expect(picker.get_by_text("Retrieving the selection…")).to_be_visible()
