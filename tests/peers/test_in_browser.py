"""In a real browser that blocks third-party cookies, in a frame of LMSs that keep nothing for us."""

import json

import pytest
from playwright.sync_api import expect

from tests.browsers import chromium
from tests.peers.advantage import EdxClient, LibraryClient

pytestmark = [pytest.mark.peer, pytest.mark.browser]


def test_a_student_of_an_open_edx_is_at_work_in_the_blocks_frame(edx: EdxClient, units: dict[str, str]) -> None:
    edx.place("framed", lti_1p3_launch_url=f"{edx.server.url}/lti/units/{units['loops']}")
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(edx.openedx.learn_url(edx.course, "framed", who="learn1"))
        unit = page.frame_locator("iframe.ltiLaunchFrame").locator(f"main[data-unit='{units['loops']}']")
        expect(unit).to_have_attribute("data-role", "student")
    assert edx.last_launch()["binding"] == "cookie"


@pytest.mark.long  # each time, test_ltiplatform.py does so without a browser
def test_a_teacher_picks_in_a_frame_and_a_student_opens_what_was_placed(
    library: LibraryClient, library_units: dict[str, str]
) -> None:
    lms = library.platform
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(lms.framed(lms.choose_url(library.client_id, who="teach")))
        frame = page.frame_locator("iframe[name=tool]")
        for slug in ("loops", "lists"):
            frame.locator(f"input[value='{library_units[slug]}']").check()
        frame.get_by_role("button", name="Save").click()
        placed = json.loads(frame.locator("pre").inner_text())["links"]
        assert len(placed) == 2
        page.goto(lms.framed(lms.link_url(placed[0], who="learn2")))
        unit = frame.locator(f"main[data-unit='{library_units['loops']}']")
        expect(unit).to_have_attribute("data-role", "student")
