"""A launch lives without cookies: unit, reload, Back, a second person, picker (docs/architecture.md §6)."""

import pytest
from playwright.sync_api import BrowserContext, FrameLocator, Page, expect

from tests.browsers import MODES, Mode, chromium
from tests.e2e.course import ReadyCourse, ready_course
from tests.e2e.picking import choose
from tests.often import often
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def course(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> ReadyCourse:
    return ready_course(live, practice, tmp_path_factory.mktemp("ready"))


def launch(page: Page, course: ReadyCourse, person: str, **asked: str) -> FrameLocator:
    """Launch as that person; the frame that Slipway is shown in."""
    page.goto(course.launch_url(person, **asked))
    return page.frame_locator("iframe[name=tool_content]")


def unit_of(course: ReadyCourse, number: int) -> dict[str, str]:
    return {"url": course.site.addresses[number]}


@pytest.mark.parametrize("mode", often(["all-blocked"], MODES))  # other stories have cookies of the first party
def test_a_student_works_in_every_cookie_mode(course: ReadyCourse, mode: Mode) -> None:
    with chromium(mode) as context:
        page = context.pages[0]
        complaints = watch(context)
        mine, next_one = MODES.index(mode), MODES.index(mode) + 1  # a unit that nobody has started yet
        frame = launch(page, course, "sam", **unit_of(course, mine))
        expect(frame.locator("main[data-role=student]")).to_be_visible()
        frame.get_by_role("button", name="Start").click()
        expect(frame.get_by_role("button", name="Mark as completed")).to_be_visible()
        reload_frame(page)
        expect(frame.get_by_role("button", name="Mark as completed")).to_be_visible()
        frame.get_by_role("link", name=course.site.units[next_one]).first.click()
        expect(frame.get_by_role("heading", name=course.site.units[next_one], level=1)).to_be_visible()
        page.evaluate("history.back()")
        expect(frame.get_by_role("heading", name=course.site.units[mine], level=1)).to_be_visible()
        assert complaints == []


@pytest.mark.long  # each time, tests/launches/store/test_let_in.py has two people side by side
@pytest.mark.parametrize("mode", MODES)
def test_two_people_in_two_tabs_never_mix(course: ReadyCourse, mode: Mode) -> None:
    with chromium(mode) as context:
        first, second, unit = context.pages[0], context.new_page(), unit_of(course, MODES.index(mode))
        student = launch(first, course, "sofia", **unit)
        expect(student.locator("main[data-role=student]")).to_be_visible()
        teacher = launch(second, course, "tess", **unit)
        expect(teacher.locator("main[data-role=teacher]")).to_be_visible()
        first.bring_to_front()
        reload_frame(first)
        expect(student.locator("main[data-role=student]")).to_be_visible()
        student.get_by_role("button", name="Start").click()
        expect(student.get_by_role("button", name="Mark as completed")).to_be_visible()
        second.bring_to_front()
        reload_frame(second)
        expect(teacher.locator("main[data-role=teacher]")).to_be_visible()


@pytest.mark.parametrize("mode", often(["all-blocked"], MODES))
def test_a_teacher_picks_in_every_cookie_mode(course: ReadyCourse, mode: Mode) -> None:
    with chromium(mode) as context:
        page = context.pages[0]
        complaints = watch(context)
        picker = launch(page, course, "tess", app=course.app, launch_type="editor_button")
        expect(picker.get_by_role("heading", name="LTI units")).to_be_visible()
        with page.expect_request(lambda request: "external_tool_dialog" in request.url) as sent:
            choose(picker, course.site.units[:2])
        body = sent.value.post_data or ""
        assert "ContentItemSelection" in body
        assert all(address.rsplit("/", 1)[1] in body for address in course.site.addresses[:2])
        assert "authorization" not in sent.value.headers
        assert complaints == []


def reload_frame(page: Page) -> None:
    """Reload what stands in Slipway's frame, as its context menu does."""
    frame = page.frame("tool_content")
    assert frame
    with page.expect_response(lambda response: response.request.is_navigation_request()):
        frame.evaluate("location.reload()")


def watch(context: BrowserContext) -> list[str]:
    """The content security policy's complaints from now on."""
    complaints: list[str] = []
    context.on(
        "console",
        lambda message: complaints.append(message.text) if "Content Security Policy" in message.text else None,
    )
    return complaints
