"""lti1p3platform launches units, asks for links and takes them: a second reading of LTI 1.3 that is not ours."""

import json
from dataclasses import replace
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

import pytest

from slipway.words import Text
from tests.peers.advantage import LibraryClient, claims_of, forged, library_client
from tests.peers.browser import Browser
from tests.peers.conftest import LIBRARY_SLUG, OPAQUE
from tests.way_in import is_let_in

pytestmark = pytest.mark.peer

LTI = "https://purl.imsglobal.org/spec/lti/claim/"
DEEP_LINKING = "https://purl.imsglobal.org/spec/lti-dl/claim/"
PEOPLE = [
    ("teach", "teacher", "Te Acher"),
    ("learn1", "student", "Léa Rnér-Ødegård 李"),
    ("learn2", "student", "Lee Two"),
]


@pytest.fixture(autouse=True)
def _links(library: LibraryClient, library_units: dict[str, str]) -> None:
    """Links that were typed in: `loops` opens that unit, `any` none."""
    url = f"{library.server.url}/lti"
    library.platform.place("loops", client_id=library.client_id, url=f"{url}/units/{library_units['loops']}")
    library.platform.place("any", client_id=library.client_id, url=url)


@pytest.mark.parametrize(("who", "role", "name"), PEOPLE, ids=[who for who, _, _ in PEOPLE])
def test_everybody_of_the_course_comes_in_as_what_they_are(
    library: LibraryClient, library_units: dict[str, str], who: str, role: str, name: str, browser: Browser
) -> None:
    assert library.at_work(browser.send(library.click(browser, "loops", who=who))) == (library_units["loops"], role)
    record, identity = library.last_launch(), library.identity()
    assert (record["role"], record["binding"], record["person_name"]) == (role, "cookie", name)
    assert (identity["lms_user_id"], identity["email"]) == (who, f"{who}@lms.example")


def test_several_units_are_placed_at_once_and_launched(library: LibraryClient, library_units: dict[str, str]) -> None:
    browser, student = Browser(), Browser()
    let_in = browser.send(library.choose(browser, who="teach"))
    chosen = [library_units[slug] for slug in ("loops", "lists", "draft")]
    taken = browser.send(library.home_form(let_in, chosen)).json()
    assert "fault" not in taken, taken
    assert [item["custom"] for item in taken["items"]] == [{"unit": unit} for unit in chosen]
    assert [item["lineItem"]["scoreMaximum"] for item in taken["items"]] == [10, 10, 10]
    assert [item["lineItem"]["resourceId"] for item in taken["items"]] == chosen
    for link, unit in list(zip(taken["links"], chosen, strict=True))[:2]:
        assert library.at_work(student.send(library.click(student, link, who="learn1"))) == (unit, "student")


def test_what_the_lms_wants_back_comes_back_as_the_object_that_it_was(library: LibraryClient, browser: Browser) -> None:
    asked = library.choose(browser, who="teach")
    assert claims_of(asked.value("id_token"))[f"{DEEP_LINKING}deep_linking_settings"]["data"] == OPAQUE
    claims = browser.send(library.home_form(browser.send(asked), [])).json()["claims"]
    assert claims[f"{DEEP_LINKING}data"] == OPAQUE
    assert claims[f"{LTI}deployment_id"] == "first"
    assert (claims["iss"], claims["aud"]) == (library.client_id, library.platform.url)
    assert claims.get(f"{DEEP_LINKING}content_items", []) == []


def test_an_answer_that_was_changed_on_the_way_is_not_taken(
    library: LibraryClient, library_units: dict[str, str], browser: Browser
) -> None:
    form = library.home_form(browser.send(library.choose(browser, who="teach")), [library_units["loops"]])
    assert browser.send(form.with_value("JWT", forged(form.value("JWT"), "Loops", "Oops!"))).status_code == 400
    assert browser.send(form).status_code == 200


def test_a_student_cannot_choose(library: LibraryClient, browser: Browser) -> None:
    answer = browser.send(library.choose(browser, who="learn1"))
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (403, "picker-not-allowed")


def test_an_id_token_works_once(library: LibraryClient, browser: Browser) -> None:
    form = library.click(browser, "loops", who="learn1")
    kept = {host: dict(cookies) for host, cookies in browser.cookies.items()}
    assert is_let_in(browser.send(form))
    assert Browser(kept).send(form).headers["x-refusal-code"] == "replayed"


def test_a_role_that_was_changed_on_the_way_is_refused(library: LibraryClient, browser: Browser) -> None:
    form = library.click(browser, "loops", who="learn1")
    changed = forged(form.value("id_token"), "#Learner", "#Mentor!")
    assert browser.send(form.with_value("id_token", changed)).headers["x-refusal-code"] == "token"
    assert is_let_in(browser.send(form)), "nothing was used up"


def test_a_token_for_another_tool_of_the_same_lms_is_refused(library: LibraryClient, browser: Browser) -> None:
    """Signed with the same key, and with the nonce of our login: only its audience is another."""
    library.platform.register("stranger", library.tool)
    library.platform.place("theirs", client_id="stranger", url=library.tool.launch_url)
    theirs = browser.step(library.platform.link_url("theirs", who="learn1")).headers["location"]
    ours = browser.step(library.platform.link_url("loops", who="learn1")).headers["location"]
    asked = urlsplit(browser.step(ours).headers["location"])
    hint = dict(parse_qsl(urlsplit(theirs).query))["lti_message_hint"]
    query = dict(parse_qsl(asked.query)) | {"client_id": "stranger", "lti_message_hint": hint}
    form = browser.click(urlunsplit(asked._replace(query=urlencode(query))))
    assert claims_of(form.value("id_token"))["aud"] == "stranger"
    answer = browser.send(form)
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (401, "token")
    told = Text.from_json(json.loads(library.last_launch()["cause"]))
    assert "for the client stranger" in told.english


def test_a_tool_that_no_owner_registered_is_refused_before_the_lms_is_asked(library: LibraryClient) -> None:
    library.platform.register("nobody", library.tool)
    answer = Browser().open(library.platform.choose_url("nobody", who="teach"))
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (400, "unknown-platform")


def test_a_second_deployment_waits_for_the_owner(library: LibraryClient, browser: Browser) -> None:
    moved = library_client(library.server, library.platform, "moved", slug=LIBRARY_SLUG)
    library.platform.place("moved", client_id="moved", url=moved.tool.launch_url)
    assert is_let_in(browser.send(moved.click(browser, "moved", who="teach")))
    library.platform.register("moved", replace(moved.tool, deployment_id="second"))
    answer = browser.send(moved.click(browser, "moved", who="teach"))
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (403, "deployment")
    states = library.server.query(
        "SELECT d.deployment_id, d.state FROM lms_deployment d JOIN lms_registration g ON g.id = d.registration_id"
        " WHERE g.client_id = %s ORDER BY d.created_at",
        ["moved"],
    )
    assert [tuple(row.values()) for row in states] == [("first", "accepted"), ("second", "waiting")]


def test_new_keys_of_the_lms_are_found_in_mid_run(library: LibraryClient, browser: Browser) -> None:
    before = library.click(browser, "loops", who="learn1")
    library.platform.rotate()
    after = library.click(browser, "loops", who="learn1")
    assert all(is_let_in(browser.send(form)) for form in (before, after))


def test_the_lms_gives_us_an_access_token(library: LibraryClient) -> None:
    assert "The LMS gives Slipway access tokens." in library.findings()
