"""From the practice LMS into an exercise: wrong code, run, checked in the browser, the failing case, handed in, mended,
full points; a reload shows all of it again.
"""

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Frame, Page, expect

import slipway.content
from tests.browsers import MODES, Mode, chromium
from tests.e2e.course import ReadyCourse, ready_course
from tests.e2e.pictures import picture
from tests.often import often
from tests.processes import running
from tests.servers import SLIPWAY, PracticeLms, Slipway

pytestmark = [pytest.mark.browser, pytest.mark.timeout(240)]
SAMPLE = Path(slipway.content.__file__).parent / "samples" / "exercises"
LARGEST = "The largest, found by yourself"
WRONG = "def largest(numbers):\n    return numbers[0]\n\nprint('I ran')\n"
RIGHT = """def largest(numbers):
    found = numbers[0]
    for number in numbers:
        if number > found:
            found = number
    return found
"""


@pytest.fixture(scope="module")
def course(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> ReadyCourse:
    return ready_course(live, practice, tmp_path_factory.mktemp("exercise"), sample=SAMPLE)


@pytest.fixture(scope="module")
def worker(live: Slipway, tmp_path_factory: pytest.TempPathFactory) -> Iterator[None]:
    log = tmp_path_factory.mktemp("worker") / "worker.log"
    with running([SLIPWAY, "worker"], environment=live.environment, log=log):
        yield


def launched(page: Page, course: ReadyCourse, unit: str = LARGEST, *, person: str = "sam") -> Frame:
    place = course.site.units.index(unit)
    page.goto(course.launch_url(person, url=course.site.addresses[place]))
    frame = page.frame("tool_content")
    assert frame
    expect(frame.get_by_role("heading", level=1)).to_contain_text(unit)
    return frame


def write(frame: Frame, text: str) -> None:
    field = frame.locator(".cm-content")
    field.click()
    frame.page.keyboard.press("Control+a")
    frame.page.keyboard.insert_text(text)


def hand_in(frame: Frame) -> None:
    frame.get_by_role("button", name="Submit", exact=True).click()


def check(frame: Frame) -> None:
    """The examples, which stand on the page by then: the network is gone meanwhile."""
    button = frame.get_by_role("button", name="Check", exact=True)
    expect(button).to_be_enabled(timeout=60_000)
    frame.page.context.set_offline(True)
    button.click()
    expect(frame.get_by_role("heading", name="Checked in your browser")).to_be_visible(timeout=60_000)
    frame.page.context.set_offline(False)


@pytest.mark.usefixtures("worker")
@pytest.mark.parametrize("mode", often(["third-party-blocked"], MODES))
def test_from_the_lms_to_full_points(course: ReadyCourse, mode: Mode) -> None:
    person = dict(zip(MODES, ["li", "sam", "sofia"], strict=True))[mode]  # who has handed in nothing yet
    with chromium(mode) as context:
        page = context.pages[0]
        frame = launched(page, course, person=person)
        write(frame, WRONG)
        expect(frame.locator("[data-save-state]")).to_contain_text("Saved", timeout=15_000)
        expect(frame.get_by_role("button", name="Run", exact=True)).to_be_enabled(timeout=60_000)
        frame.get_by_role("button", name="Run", exact=True).click()
        expect(frame.locator("[data-output]")).to_contain_text("I ran", timeout=20_000)
        results = frame.locator("#panel-tests")
        check(frame)
        expect(results.locator(".result-case[data-outcome=failed]").first).to_contain_text("largest([3, 8, 5])")
        expect(results).to_contain_text("Nothing was handed in, and it counts nothing.")
        page.set_viewport_size({"width": 1080, "height": 740})
        picture(page, "workspace")
        page.set_viewport_size({"width": 1280, "height": 900})
        expect(results.locator("[data-submission]")).to_be_empty()
        hand_in(frame)
        expect(results.get_by_role("heading", name="Result of submission 1")).to_be_visible(timeout=60_000)
        expect(results).to_contain_text("largest([3, 8, 5])")
        write(frame, RIGHT)
        check(frame)
        expect(results.locator(".result-verdict")).to_contain_text("that can be checked here passed")
        hand_in(frame)
        expect(results).to_contain_text("20", timeout=60_000)
        expect(frame.locator("[data-failed-count]")).to_be_empty(timeout=60_000)
        page.reload()
        frame = launched(page, course, person=person)
        expect(frame.locator(".cm-content")).to_contain_text("found = number", timeout=20_000)
        expect(frame.locator("#panel-tests")).to_contain_text("20", timeout=60_000)


TRAINER = SAMPLE / "vocabulary-trainer"


@pytest.mark.long  # each time, tests/suites and tests/submissions say so without a browser
@pytest.mark.usefixtures("worker")
def test_a_teachers_own_unittest_classes_say_what_is_wrong(course: ReadyCourse) -> None:
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        frame = launched(page, course, "A vocabulary trainer")
        write(frame, (TRAINER / "wrong" / "minds-capitals.py").read_text())
        hand_in(frame)
        results = frame.locator("#panel-tests")
        expect(results).to_contain_text("Spaces around it and capital letters do not matter", timeout=90_000)
        expect(results).to_contain_text("(answer=' HUND '): False is not true")
        expect(results.get_by_role("button", name="Run with this input")).to_have_count(0)
        write(frame, (TRAINER / "reference" / "trainer.py").read_text())
        hand_in(frame)
        expect(frame.locator("[data-failed-count]")).to_be_empty(timeout=90_000)
        expect(results).to_contain_text("30", timeout=60_000)
