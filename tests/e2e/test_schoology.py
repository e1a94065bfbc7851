"""Slipway in Schoology by LTI 1.3: links without the app's custom fields, custom names in small letters, no address.

Its launches tell nothing that the Class LMS URL could be compared with, so a teacher asks by launching.
"""

import pytest
from playwright.sync_api import expect

from slipway.lti.config.asked import custom_parameters
from tests.browsers import chromium
from tests.e2e.advantage import AdvantageCourse, advantage_course
from tests.e2e.connecting import approve
from tests.e2e.people import be
from tests.e2e.picking import choose, dialog, new_item, opened
from tests.peers.advantage import claims_of
from tests.peers.browser import Browser
from tests.servers import PracticeLms, Slipway
from tests.way_in import is_let_in

CUSTOM = "https://purl.imsglobal.org/spec/lti/claim/custom"
ITEMS = "https://purl.imsglobal.org/spec/lti-dl/claim/content_items"


@pytest.fixture(scope="module")
def course(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> AdvantageCourse:
    """A connected course. Its administrator typed a custom field for the whole app, as for other tools."""
    folder = tmp_path_factory.mktemp("schoology")
    made = advantage_course(live, practice, folder, "schoology", custom="Class=another class")
    approve(live, made.site, made.launch("tess"))
    return made


def custom_of(course: AdvantageCourse, **asked: str) -> dict[str, str]:
    """The custom fields that a launch brings."""
    fields: dict[str, str] = claims_of(course.click(Browser(), "sam", **asked).value("id_token"))[CUSTOM]
    return fields


@pytest.mark.http
def test_what_was_picked_launches_into_its_own_unit(course: AdvantageCourse) -> None:
    for unit in course.unit_ids[1:3]:
        [link] = course.pick("tess", [unit]).links
        sent = custom_of(course, link=link["link"])
        assert sent["unit"] == unit
        assert "class" not in sent, "nothing of the app's"
        assert sent.keys() == {"unit", *custom_parameters("schoology")}, "but what Slipway asks for goes with the link"
        for person, role in (("sam", "student"), ("tess", "teacher")):
            page = course.page(course.launch(person, link=link["link"])).text
            assert f'data-unit="{unit}"' in page
            assert f'data-role="{role}"' in page


@pytest.mark.http
def test_a_pasted_address_launches_too_with_what_the_app_has(course: AdvantageCourse) -> None:
    assert custom_of(course, url=course.site.addresses[3]) == {"class": "another class"}
    page = course.page(course.launch("sam", url=course.site.addresses[3])).text
    assert f'data-unit="{course.unit_ids[3]}"' in page


@pytest.mark.http
def test_a_column_goes_along_to_materials_alone(course: AdvantageCourse) -> None:
    columns = {}
    for placement in ("link_selection", "editor_button"):
        [item] = claims_of(course.pick("tess", course.unit_ids[:1], placement=placement).token)[ITEMS]
        columns[placement] = item.get("lineItem", {}).get("resourceId")
    assert columns == {"link_selection": course.unit_ids[0], "editor_button": None}


@pytest.mark.http
def test_its_issuer_says_what_it_is(course: AdvantageCourse) -> None:
    assert is_let_in(course.launch("sam"))
    of_ours = "FROM lms_lms l JOIN lms_registration g ON g.lms_id = l.id WHERE g.client_id = %s"
    assert course.server.query(f"SELECT l.family {of_ours}", [course.client_id]) == [{"family": "schoology"}]


@pytest.mark.browser
@pytest.mark.long
def test_a_teacher_adds_a_material_and_a_student_is_at_work(course: AdvantageCourse) -> None:
    at, title = course.course.lms.url + course.course.path, course.site.units[1]
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(f"{course.course.lms.url}/login?next={course.course.path}")
        page.get_by_role("main").get_by_role("button", name="Tess Teacher").click()
        new_item(page, at)
        page.get_by_role("button", name="Find").click()
        page.get_by_role("button", name="Slipway", exact=True).click()
        choose(dialog(page), [title])
        expect(page.get_by_label("URL", exact=True)).to_have_value(course.site.addresses[1])
        page.get_by_role("button", name="Add Item").click()
        for thing in ("Week 1", title):
            page.get_by_role("button", name=f"Publish {thing}", exact=True).click()
            expect(page.get_by_role("button", name=f"Unpublish {thing}", exact=True)).to_be_visible()
        be(page, "Sam Student")
        page.goto(f"{at}/modules")
        frame = opened(context, page, title)
        expect(frame.locator("main[data-role=student]")).to_be_visible()
        expect(frame.get_by_role("heading", name=title, level=1)).to_be_visible()


@pytest.mark.browser
@pytest.mark.long
def test_its_storage_stands_in_for_cookies(course: AdvantageCourse) -> None:
    with chromium("all-blocked") as context:
        page = context.pages[0]
        page.goto(course.course.launch_url("sam", url=course.site.addresses[2]))
        frame = page.frame_locator("iframe[name=tool_content]")
        expect(frame.get_by_role("heading", name=course.site.units[2], level=1)).to_be_visible()
    assert course.last_launch()["binding"] == "storage"
