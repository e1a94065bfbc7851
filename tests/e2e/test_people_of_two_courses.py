"""People whom an LMS calls otherwise than they are: Moodle's administrators, and assistants who learn elsewhere."""

import pytest
from playwright.sync_api import expect

from tests.browsers import chromium
from tests.e2e.connecting import approve, signed_in
from tests.e2e.course import ReadyCourse, administrator, by_hand, ready_course
from tests.e2e.seed_site import SeedSite
from tests.servers import PracticeLms, Slipway
from tests.way_in import is_let_in

HOW = "Your LMS calls its administrators teachers of every course"


@pytest.fixture(scope="module")
def moodle(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> ReadyCourse:
    """A course of a Moodle, which the class names as its own."""
    return ready_course(live, practice, tmp_path_factory.mktemp("moodle"), dialect="moodle")


@pytest.fixture
def foreign(moodle: ReadyCourse, live: Slipway) -> ReadyCourse:
    """Another course of the same Moodle, that the class has nothing to do with."""
    with administrator(moodle.lms) as ada:
        made = ada.new_course("moodle")
        path = f"/courses/{made['id']}"
        ada.submit(f"{path}/settings/apps/configurations/new", **by_hand(live, moodle.site, "moodle"))
        app = str(ada.newest_app(path)["id"])
    return ReadyCourse(lms=moodle.lms, site=moodle.site, path=path, home=moodle.lms.url + made["home"], app=app)


def roles_in(live: Slipway, site: SeedSite) -> dict[str, str]:
    """The class's People page, as its teacher reads it: names and roles."""
    rows = live.query(
        "SELECT i.name, e.role FROM classes_enrolment e JOIN people_lmsidentity i ON i.user_id = e.user_id"
        " JOIN classes_classroom c ON c.id = e.classroom_id JOIN orgs_organization o ON o.id = c.organization_id"
        " WHERE o.slug = %s",
        [site.slug],
    )
    return {row["name"]: row["role"] for row in rows}


@pytest.mark.browser
def test_c3_moodles_administrator_looks_and_reads_how_to_come_in_as_a_teacher(moodle: ReadyCourse) -> None:
    with chromium("third-party-blocked") as context:
        page = context.pages[0]
        page.goto(moodle.launch_url("ada", url=moodle.site.addresses[0]))
        frame = page.frame_locator("iframe[name=tool_content]")
        expect(frame.locator("main[data-role=preview]")).to_be_visible()
        expect(frame.get_by_text(HOW)).to_be_visible()
        page.goto(moodle.launch_url("tess", url=moodle.site.addresses[0]))
        expect(frame.locator("main[data-role=teacher]")).to_be_visible()
        expect(frame.get_by_text(HOW)).to_have_count(0)


@pytest.mark.http
def test_c3_the_click_of_moodles_administrator_lets_no_foreign_course_in(
    moodle: ReadyCourse, foreign: ReadyCourse, live: Slipway
) -> None:
    assert is_let_in(moodle.launch("ada"))
    assert foreign.launch("sam").headers["x-refusal-code"] == "not-connected"
    refused = foreign.launch("ada")
    assert refused.headers["x-refusal-code"] == "not-connected"
    assert foreign.launch("sam").headers["x-refusal-code"] == "not-connected"
    assert "Ada Admin" not in roles_in(live, moodle.site)
    approve(live, moodle.site, refused)  # it left a request; the class's teacher decides
    assert is_let_in(foreign.launch("sam"))


@pytest.mark.http
def test_c8_an_assistant_of_one_course_and_student_of_the_other_is_a_teacher_of_the_class(
    moodle: ReadyCourse, foreign: ReadyCourse, live: Slipway
) -> None:
    with administrator(moodle.lms) as ada:
        ada.submit(f"{moodle.path}/users/add", login="theo", role="ta")
        ada.submit(f"{foreign.path}/users/add", login="theo", role="student")
    approve(live, moodle.site, foreign.launch("ada"))
    assert is_let_in(moodle.launch("theo"))
    assert is_let_in(foreign.launch("theo"))
    assert roles_in(live, moodle.site)["Theo Elsewhere"] == "teacher"
    with signed_in(live, moodle.site.teacher) as browser:
        people = browser.get(f"/classes/{moodle.site.classroom_id(live)}/people").text
    row = people[people.index("Theo Elsewhere</td>") :]
    assert 'value="teacher" selected' in row[: row.index("</select>")]


@pytest.mark.http
def test_c3_moodles_assistants_have_no_picker(moodle: ReadyCourse) -> None:
    with administrator(moodle.lms) as ada:
        ada.submit(f"{moodle.path}/users/add", login="theo", role="ta")
    refused = moodle.launch("theo", app=moodle.app, launch_type="link_selection")
    assert refused.headers["x-refusal-code"] == "picker-not-allowed"
