"""LMSs that keep to no specification: what they send is understood all the same, from the first login to the choice."""

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import httpx
import pytest

from tests.e2e.advantage import AdvantageCourse, advantage_course
from tests.e2e.connecting import registration_link
from tests.e2e.course import administrator, misbehave
from tests.e2e.seed_site import UNCONNECTED, seed_site
from tests.often import often
from tests.peers.browser import Browser
from tests.servers import PracticeLms, Slipway
from tests.way_in import is_let_in, way_in

pytestmark = pytest.mark.http

OTHER_CASES = [("moodle", False), ("canvas", False), ("canvas", True)]


@pytest.fixture(autouse=True)
def _mended(practice: PracticeLms) -> Iterator[None]:
    yield
    misbehave(practice, older=False, odd_writing=False, marked_json=False)


def role_in(course: AdvantageCourse, let_in: httpx.Response) -> str:
    """What the launch that was let in made of its person, as the launch log has it."""
    assert is_let_in(let_in), let_in.text
    number = way_in(let_in).number
    found = course.server.query("SELECT role FROM lms_launchrecord WHERE id = %s", [number])
    return str(found[0]["role"])


@pytest.fixture(scope="module")
def openedx(live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory) -> AdvantageCourse:
    return advantage_course(live, practice, tmp_path_factory.mktemp("older"), "openedx")


def test_b4_an_open_edx_of_before_2026_launches(openedx: AdvantageCourse, practice: PracticeLms) -> None:
    misbehave(practice, older=True)
    assert role_in(openedx, openedx.launch("sam")) == "student"
    assert role_in(openedx, openedx.launch("tess")) == "teacher"


def test_b5_its_request_for_a_choice_comes_to_the_pickers_address(
    openedx: AdvantageCourse, practice: PracticeLms
) -> None:
    misbehave(practice, older=True)
    asked = {"app": openedx.course.app, "launch_type": "link_selection"}
    form = openedx.click(Browser(), "tess", **asked)
    assert form.action == f"{openedx.server.url}/lti/select"
    picked = openedx.pick("tess", openedx.unit_ids[:1], placement="link_selection")
    assert len(picked.links) == 1
    refused = openedx.launch("sam", **asked)
    assert refused.headers["x-refusal-code"] == "picker-not-allowed"


@pytest.mark.parametrize("dialect", often(["openedx"], ["moodle", "openedx", "canvas"]))
def test_b9_numbers_single_texts_and_capitals_are_understood(
    live: Slipway, practice: PracticeLms, openedx: AdvantageCourse, tmp_path: Path, dialect: str
) -> None:
    course = openedx if dialect == "openedx" else advantage_course(live, practice, tmp_path, dialect)
    plain = role_in(course, course.launch("sam"))
    misbehave(practice, odd_writing=True)
    assert role_in(course, course.launch("sam")) == plain == "student"
    assert role_in(course, course.launch("tess")) == "teacher"
    placement = {"canvas": "editor_button"}.get(dialect, "link_selection")
    assert len(course.pick("tess", course.unit_ids[:1], placement=placement).links) == 1
    people = course.server.query(
        "SELECT count(*) AS n FROM people_lmsidentity i JOIN lms_lms l ON l.id = i.lms_id"
        " JOIN orgs_organization o ON o.id = l.organization_id WHERE o.slug = %s",
        [course.site.slug],
    )
    assert people[0]["n"] == 2  # a number is the same person as the text before it


@pytest.mark.long
def test_b8_a_key_set_behind_a_byte_order_mark(
    live: Slipway, practice: PracticeLms, tmp_path_factory: pytest.TempPathFactory
) -> None:
    misbehave(practice, marked_json=True)
    course = advantage_course(live, practice, tmp_path_factory.mktemp("marked"), "openedx")
    assert role_in(course, course.launch("sam")) == "student"


@pytest.mark.parametrize(
    ("dialect", "marked"), [("moodle", True), *(pytest.param(*each, marks=pytest.mark.long) for each in OTHER_CASES)]
)
def test_c5_an_lms_registers_a_slipway_whose_address_has_a_port(
    live: Slipway, practice: PracticeLms, tmp_path: Path, dialect: str, marked: bool
) -> None:
    """Moodle compares host and port with the domain that it is told; and a byte order mark loses nothing."""
    with administrator(practice) as ada:
        made = ada.new_course(dialect)
        site = seed_site(live, tmp_path, lms_url=practice.url + made["home"], credential=UNCONNECTED)
        misbehave(practice, marked_json=marked)
        link = registration_link(live, site, practice.url, family=dialect)
        opened = urlsplit(ada.opened_link(f"/courses/{made['id']}", link))
        told = dict(parse_qsl(opened.query))
        answer = live.post(opened.path, data=told)
        assert (answer.status_code, answer.headers.get("x-refusal-code")) == (200, None), answer.text
        app = ada.newest_app(f"/courses/{made['id']}")
    host = urlsplit(live.url)
    assert app["domain"] == (host.netloc if dialect == "moodle" else host.hostname)
    kept = live.query("SELECT client_id FROM lms_registration WHERE client_id = %s", [app["lti_1p3"]["client_id"]])
    assert len(kept) == 1
    again = live.post(opened.path, data=told)
    assert again.status_code == 404  # the link is used
