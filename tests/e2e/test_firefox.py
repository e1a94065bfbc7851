"""Firefox, by LTI 1.1 and 1.3, in the four ways that it treats cookies of a frame: unit, reload, Back, picker.

The LMS is Moodle: it keeps nothing for tools, takes a choice in its frame alone, and one signs in to it.
"""

from collections.abc import Callable
from functools import cache
from typing import Literal

import pytest

from tests.e2e.advantage import advantage_course
from tests.e2e.course import ReadyCourse, ready_course
from tests.firefox import MODES, Firefox, Mode, Place, firefox
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser

Version = Literal["1.1", "1.3"]
FRAME = "iframe[name=tool_content]"
DIALOG = "dialog.tool-dialog iframe"
OFFER = "Open in a new window"

# Where frames keep nothing. LTI 1.1 needs no cookie; that it works without any is tried in Chromium.
IN_EVERY_RUN = {("1.3", "third-party-blocked")}
CASES = [
    pytest.param(
        version, mode, marks=[] if (version, mode) in IN_EVERY_RUN else [pytest.mark.long], id=f"{version}-{mode}"
    )
    for version in ("1.1", "1.3")
    for mode in MODES
]


Courses = Callable[[Version], ReadyCourse]


@pytest.fixture(scope="module")
def courses(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> Courses:
    """A course by LTI version, made when it is first asked for."""

    @cache
    def made(version: Version) -> ReadyCourse:
        folder = tmp_path_factory.mktemp(f"lti-{version}")
        if version == "1.1":
            return ready_course(live, practice, folder, dialect="moodle")
        return advantage_course(live, practice, folder, "moodle").course

    return made


@pytest.mark.parametrize(("version", "mode"), CASES)
def test_c2_a_student_works_and_a_teacher_picks(courses: Courses, version: Version, mode: Mode) -> None:
    course = courses(version)
    with firefox(mode) as browser:
        if (version, mode) == ("1.3", "all-blocked"):
            refused_with_a_reason(browser, course)
            return
        works(
            browser, course, unit_of_its_own(version, mode), in_window=(version, mode) == ("1.3", "third-party-blocked")
        )
        if mode == "all-blocked":
            picks_in_a_frame(browser, course)
        else:
            picks_in_the_lms(browser, course, by_window=(version, mode) == ("1.3", "third-party-blocked"))


def unit_of_its_own(version: Version, mode: Mode) -> int:
    """The number of a unit that nobody has started in that course yet; the versions have a school each."""
    return MODES.index(mode)


def launched(browser: Firefox, course: ReadyCourse, person: str, **asked: str) -> Place:
    """The frame of a launch."""
    browser.page.go(course.launch_url(person, **asked))
    return browser.page.frame(FRAME)


def works(browser: Firefox, course: ReadyCourse, number: int, *, in_window: bool) -> None:
    """A student starts a unit; it stands there after a reload; from the next unit Back leads to it."""
    place = launched(browser, course, "sam", url=course.site.addresses[number])
    if in_window:
        known = browser.windows()
        place.press("button", OFFER)
        place.see("[role=status]", "leave this page open")
        place = browser.new_window(known)
    place.see("main[data-role=student]")
    landed(place)
    place.press("button", "Start")
    place.see("button", "Mark as completed")
    place.reload()
    place.see("button", "Mark as completed")
    place.press("a", course.site.units[number + 1])
    place.see("h1", course.site.units[number + 1])
    place.run("history.back()")
    place.see("h1", course.site.units[number])


def landed(place: Place) -> None:
    """The form of the launch has gone from where the page stands: a reload does not send it again."""
    place.see("main:not([inert])")  # the script has run
    token, where, body = place.run(
        "return [history.state.token, location.href, Object.keys(document.body.dataset).join()]"
    )
    assert token not in where
    assert ("/l/" in where, body) == (True, "launch")
    place.reload()
    place.see("main[data-role=student]:not([inert])")
    assert place.run("return location.href") == where


def refused_with_a_reason(browser: Firefox, course: ReadyCourse) -> None:
    """Nothing keeps the login, in the window neither."""
    frame, known = launched(browser, course, "sam", url=course.site.addresses[0]), browser.windows()
    frame.press("button", OFFER)
    browser.new_window(known).see("main[data-refusal=not-bound]")


def picks_in_a_frame(browser: Firefox, course: ReadyCourse) -> None:
    """The answer reaches the LMS, which in this browser keeps nobody signed in."""
    picker = launched(browser, course, "tess", app=course.app, launch_type="link_selection")
    choose(picker, course.site.units[:2])
    picker.see("p", "Retrieving the selection…")


def picks_in_the_lms(browser: Firefox, course: ReadyCourse, *, by_window: bool) -> None:
    """The teacher's whole way: the dialog, two units, the LMS's list of both."""
    page = browser.page
    page.go(f"{course.lms.url}/login?next={course.path}/modules")
    page.press("main button", "Tess Teacher")
    new_item(page, course)
    page.press("button", "Select content")
    page.press("dialog button", "Slipway")
    picker = page.frame(DIALOG)
    if by_window:
        known = browser.windows()
        picker.press("button", OFFER)
        window = browser.new_window(known)
        picker.see("h1", "LTI units")
        browser.wait_until_closed(window)
    choose(picker, course.site.units[:2])
    page.see("h2", "The following items will be added to your course:")
    for title in course.site.units[:2]:
        page.see("form[data-several] li", title)


def choose(picker: Place, titles: list[str]) -> None:
    picker.see("h1", "LTI units")
    for title in titles:
        picker.tick(title)
    picker.press("button", "Save")


def new_item(page: Place, course: ReadyCourse) -> None:
    page.run("document.querySelector('[name=name]').value = 'Week 1'")
    page.press("button", "+ Module")
    page.press("a", "+ Item in Week 1")
