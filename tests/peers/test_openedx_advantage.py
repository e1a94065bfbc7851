"""Open edX's own code launches units by LTI 1.3, asks for links and takes them."""

import re
from dataclasses import replace
from html import unescape
from uuid import UUID

import pytest

from tests.peers.advantage import NAMES, EdxClient, claims_of, forged
from tests.peers.browser import Browser
from tests.peers.conftest import COURSE, School
from tests.peers.launching import framed_in
from tests.peers.test_openedx import PEOPLE
from tests.way_in import is_let_in

pytestmark = pytest.mark.peer

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"


def listed_links(edx: EdxClient, browser: Browser, block: str) -> list[tuple[str, str]]:
    """Titles and addresses of the links that Open edX lists for a block with several."""
    listed = framed_in(browser.open(edx.openedx.learn_url(edx.course, block, who="learn1")))
    page = browser.open(listed).text
    titles, addresses = (re.findall(pattern, page) for pattern in ("<h2>([^<]*)</h2>", '<a href="([^"]*)"'))
    return list(zip(titles, map(unescape, addresses), strict=True))


@pytest.mark.parametrize(("who", "role", "name", "named"), [*((*each, True) for each in PEOPLE), (*PEOPLE[2], False)])
def test_everybody_of_the_course_comes_in_as_what_they_are(
    edx: EdxClient, units: dict[str, str], who: str, role: str, name: str, named: bool, browser: Browser
) -> None:
    edx.place("loops3", lti_1p3_launch_url=f"{edx.server.url}/lti/units/{units['loops']}", **(NAMES if named else {}))
    form = edx.click(browser, "loops3", who=who)
    assert ("name" in claims_of(form.value("id_token"))) == named
    assert edx.at_work(browser.send(form)) == (units["loops"], role)
    record, identity = edx.last_launch(), edx.identity()
    assert (record["binding"], record["role"]) == ("cookie", role)
    assert identity["lms_user_id"] == claims_of(form.value("id_token"))["sub"]
    if named:
        assert (identity["name"], identity["email"]) == (name, f"{who}@edx.example")


OLDER = [("old-teach", "teacher"), ("old-staff", "teacher"), ("old-learn", "student")]


@pytest.mark.parametrize(("who", "role"), OLDER, ids=[who for who, _ in OLDER])
def test_b4_roles_as_releases_before_2026_sent_them(edx: EdxClient, units: dict[str, str], who: str, role: str) -> None:
    browser = Browser()
    edx.place("older", lti_1p3_launch_url=f"{edx.server.url}/lti/units/{units['loops']}")
    form = edx.click(browser, "older", who=who)
    assert not [sent for sent in claims_of(form.value("id_token"))[f"{LTI}roles"] if "membership" in sent]
    assert edx.at_work(browser.send(form)) == (units["loops"], role)


def test_b5_a_choice_asked_for_at_the_deep_linking_launch_url(edx: EdxClient, units: dict[str, str]) -> None:
    """Where releases up to 11.2 post it."""
    browser = Browser()
    edx.place("several")
    form = edx.choose(browser, "several", who="teach")
    let_in = browser.send(replace(form, action=f"{edx.server.url}/lti/select"))
    assert all(f'value="{unit}"' in edx.page(let_in).text for unit in units.values())
    assert browser.send(edx.home_form(let_in, [units["loops"]])).status_code == 200


def test_slipway_learns_that_it_is_an_open_edx_and_where_it_lives(edx: EdxClient, browser: Browser) -> None:
    """Its launches name no address of its own; its deep linking does."""
    edx.place("several")
    assert is_let_in(browser.send(edx.choose(browser, "several", who="teach")))
    lms = edx.server.query("SELECT * FROM lms_lms WHERE id = %s", [edx.last_launch()["lms_id"]])[0]
    assert lms["family"] == "openedx"
    assert edx.openedx.url in lms["origins"]


def test_old_and_new_links_of_one_course_lead_into_one_class(school: School, edx: EdxClient, browser: Browser) -> None:
    assert is_let_in(school.form("learn1").send())
    old = school.last_launch()
    edx.place("loops3", lti_1p3_launch_url=school.unit_url)
    assert is_let_in(browser.send(edx.click(browser, "loops3", who="learn1")))
    new = edx.last_launch()
    assert (old["lms_id"], old["classroom_id"]) == (new["lms_id"], new["classroom_id"])
    courses = "SELECT * FROM lms_lmscourse WHERE context_id = %s AND lms_id = %s"
    assert len(edx.server.query(courses, [COURSE, UUID(new["lms_id"])])) == 1


def test_a_registrations_own_login_address_works_too(other_edx: EdxClient, units: dict[str, str]) -> None:
    browser = Browser()
    other_edx.place("own", lti_1p3_launch_url=f"{other_edx.server.url}/lti/units/{units['lists']}")
    assert other_edx.at_work(browser.send(other_edx.click(browser, "own", who="learn2"))) == (units["lists"], "student")


def test_several_units_are_placed_at_once_and_launched(edx: EdxClient, units: dict[str, str], browser: Browser) -> None:
    student = Browser()
    let_in = edx.picker(browser, "several")
    assert all(f'value="{unit}"' in edx.page(let_in).text for unit in units.values())
    saved = browser.send(edx.home_form(let_in, [units["loops"], units["lists"]]))
    assert (saved.status_code, "successfully saved" in saved.text) == (200, True)
    links = listed_links(edx, student, "several")
    assert [title for title, _ in links] == ["Loops", "Lists"]
    for (_, url), slug in zip(links, ["loops", "lists"], strict=True):
        form = student.click(url)
        assert claims_of(form.value("id_token"))[f"{LTI}custom"] == {"unit": units[slug]}
        assert edx.at_work(student.send(form)) == (units[slug], "student")


def test_one_unit_is_placed_and_opens_by_itself(edx: EdxClient, units: dict[str, str], browser: Browser) -> None:
    student = Browser()
    let_in = edx.picker(browser, "single", who="staff")
    assert browser.send(edx.home_form(let_in, [units["lists"]])).status_code == 200
    assert edx.at_work(student.send(edx.click(student, "single", who="learn2"))) == (units["lists"], "student")


def test_cancel_leaves_what_was_placed_before(edx: EdxClient, units: dict[str, str], browser: Browser) -> None:
    """Any answer replaces it in Open edX, an empty one too: so none is sent."""
    let_in = edx.picker(browser, "kept")
    assert browser.send(edx.home_form(let_in, [units["lists"]])).status_code == 200
    left = edx.choice(browser.send(edx.choose(browser, "kept", who="teach")), {"cancel": "1"})
    assert left.status_code == 200
    assert "Nothing was sent anywhere. You can close this window." in left.text
    assert "JWT" not in left.text
    studio = edx.openedx.studio(edx.course, "kept", who="teach")
    assert units["lists"] in studio["deep_linking_content_items"]


def test_an_answer_that_was_changed_on_the_way_is_not_taken(edx: EdxClient, units: dict[str, str]) -> None:
    browser = Browser()
    let_in = edx.picker(browser, "changed")
    form = edx.home_form(let_in, [units["loops"]])
    changed = form.with_value("JWT", forged(form.value("JWT"), "Loops", "Oops!"))
    assert browser.send(changed).status_code == 403
    assert browser.send(form).status_code == 200


def test_an_id_token_works_once_and_in_its_own_browser(edx: EdxClient) -> None:
    edx.place("loops3")
    browser, thief = Browser(), Browser()
    form = edx.click(browser, "loops3", who="teach")
    assert thief.send(form).headers["x-refusal-code"] == "not-bound"
    kept = {host: dict(cookies) for host, cookies in browser.cookies.items()}
    assert is_let_in(browser.send(form))
    assert browser.send(form).headers["x-refusal-code"] == "not-bound", "its cookie is gone"
    again = Browser(kept).send(form)
    assert (again.status_code, again.headers["x-refusal-code"]) == (401, "replayed")


def test_two_tabs_log_in_at_once(edx: EdxClient, browser: Browser) -> None:
    edx.place("loops3")
    first, second = (edx.click(browser, "loops3", who="teach") for _ in range(2))
    assert all(is_let_in(browser.send(form)) for form in (first, second))


def test_a_role_that_was_changed_on_the_way_is_refused(edx: EdxClient, browser: Browser) -> None:
    edx.place("loops3")
    form = edx.click(browser, "loops3", who="learn1")
    changed = forged(form.value("id_token"), f"{MEMBERSHIP}Learner", f"{MEMBERSHIP}Mentor!")
    answer = browser.send(form.with_value("id_token", changed))
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (401, "token")
    assert edx.last_launch()["nonce"] is None


def test_a_token_for_another_client_is_refused(edx: EdxClient, other_edx: EdxClient, browser: Browser) -> None:
    other_edx.place("own")
    own = other_edx.click(browser, "own", who="teach")
    edx.place("loops3")
    foreign = edx.click(browser, "loops3", who="teach")
    answer = browser.send(own.with_value("id_token", foreign.value("id_token")))
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (401, "token")
    assert is_let_in(browser.send(own)), "nothing was used up"


def test_new_keys_of_the_lms_are_found_in_mid_run(edx: EdxClient, browser: Browser) -> None:
    edx.place("loops3")
    before = edx.click(browser, "loops3", who="teach")
    edx.openedx.rotate(edx.client_id)
    after = edx.click(browser, "loops3", who="teach")
    tokens = [form.value("id_token") for form in (before, after)]
    assert len({token.partition(".")[0] for token in tokens}) == 2, "another key id"
    assert all(is_let_in(browser.send(form)) for form in (before, after))


def test_the_lms_gives_us_an_access_token(edx: EdxClient) -> None:
    found = edx.findings()
    assert "The LMS gives Slipway access tokens." in found
    assert "Allowed: scores, roster." in found
