"""LTI 1.3 launches that are let in: the same rights, pages and records as by LTI 1.1."""

import pytest

from tests import canvas
from tests.launches.oidc import Login, OidcLms, by_own_url, lti, person, sub_of
from tests.launches.school import School
from tests.launches.traces import changed, record, rows
from tests.lti.v1p3.platform import MEMBERSHIP, token
from tests.way_in import is_let_in, way_in

pytestmark = pytest.mark.http

INSTITUTION = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"


@pytest.mark.parametrize(
    ("roles", "becomes"),
    [
        ([f"{MEMBERSHIP}Learner"], "student"),
        ([f"{MEMBERSHIP}Instructor"], "teacher"),
        ([f"{MEMBERSHIP}Mentor"], "observer"),
        ([f"{INSTITUTION}Administrator"], "preview"),
        ([f"{INSTITUTION}Instructor", f"{MEMBERSHIP}Learner"], "student"),
    ],
)
def test_roles_of_the_course_decide_what_the_page_is(
    acme: School, canvas13: OidcLms, roles: list[str], becomes: str
) -> None:
    let_in = canvas13.launch(acme.loops, person(f"role {roles}") | lti("roles", roles))
    assert is_let_in(let_in)
    page = canvas13.page(let_in)
    assert page.status_code == 200
    assert f'data-unit="{acme.unit("python", "loops")}"' in page.text
    assert f'data-role="{becomes}"' in page.text


def test_the_record_says_how_it_came(acme: School, canvas13: OidcLms) -> None:
    let_in = canvas13.launch(acme.loops, person("ida", name="Ida Id"))
    row = record(acme.server, let_in)
    assert (row["version"], row["binding"], row["door"], bool(row["let_in"])) == ("1.3", "cookie", "unit", True)
    assert (row["person_name"], row["role"]) == ("Ida Id", "student")
    assert row["consumer_key_id"] is None
    assert row["registration_id"]
    for secret in (row["nonce"], "s3cret"):
        assert secret not in str(row["claims"])


def test_the_login_asks_as_every_lms_demands(acme: School, canvas13: OidcLms) -> None:
    """Canvas refuses a request without all nine parameters; hints go back as they came."""
    asked = canvas13.login(acme.loops).asked
    state, nonce = asked.pop("state"), asked.pop("nonce")
    assert asked == {
        "scope": "openid",
        "response_type": "id_token",
        "response_mode": "form_post",
        "prompt": "none",
        "client_id": canvas13.client_id,
        "redirect_uri": f"{acme.server.url}/lti/1p3/launch",
        "login_hint": "hint-1",
        "lti_message_hint": "message hint/1",
    }
    assert len(nonce) >= 22
    assert nonce not in state.split(".")[1]
    assert canvas13.login().asked["nonce"] != nonce


def test_a_login_may_come_by_get_and_without_a_client_id(acme: School, canvas13: OidcLms) -> None:
    values = canvas13.login_values("/lti")
    assert acme.server.get("/lti/1p3/login", params=values).status_code == 302
    own = by_own_url(canvas13, acme)
    assert own.login("/lti", client_id="").asked["client_id"] == canvas13.client_id


def test_the_cookie_is_for_this_login_in_a_window_alone(canvas13: OidcLms) -> None:
    """No `Partitioned` in a window of our own: Safari loses those over redirects between sites."""
    for headers in ({}, {"Sec-Fetch-Dest": "document"}):
        begun = canvas13.login("/lti", headers=headers)
        (line,) = begun.answer.headers.get_list("set-cookie")
        parts = line.split("; ")
        assert set(parts[1:]) == {"Path=/", "Max-Age=600", "HttpOnly", "Secure", "SameSite=None"}
        assert begun.answer.headers["cross-origin-opener-policy"] == "unsafe-none"
        assert begun.answer.headers["cache-control"] == "no-store"


def test_two_logins_in_two_tabs_both_succeed(acme: School, canvas13: OidcLms) -> None:
    begun = [canvas13.begun(acme.loops, person(who)) for who in ("abel", "bert")]
    both = {name: value for login, _ in begun for name, value in login.cookies.items()}
    assert len(both) == 2
    for login, claims in begun:
        let_in = canvas13.post(Login(login.answer, both), token(claims))
        assert is_let_in(let_in)
        assert "Max-Age=0" in let_in.headers["set-cookie"]


def test_in_a_frame_nothing_leaves_for_the_lms_yet(acme: School, canvas13: OidcLms) -> None:
    """The hint is good once: the frame finds out first how it can keep the secret."""
    begun = canvas13.login("/lti/course", headers={"Sec-Fetch-Dest": "iframe"}, lti_storage_target="_parent")
    assert begun.answer.status_code == 200
    assert "location" not in begun.answer.headers
    assert begun.answer.headers["set-cookie"].endswith("; Partitioned")
    assert "frame-ancestors *" in begun.answer.headers["content-security-policy"]
    assert "x-frame-options" not in begun.answer.headers
    text = begun.answer.text
    assert "Open in a new window" in text
    assert 'target="_blank"' in text
    assert 'name="lti_message_hint" value="message hint/1"' in text
    assert f'data-origin="{canvas13.platform.url}"' in text


def test_a_returning_student_changes_nothing(acme: School, canvas13: OidcLms) -> None:
    nora = person("nora", name="Nora New")
    canvas13.launch(acme.loops, nora)
    before = rows(acme.server)
    assert is_let_in(canvas13.launch(acme.address("python", "lists"), nora))
    assert changed(acme.server, before) == {"classes_launchsession": 1}


def test_a_person_is_whom_the_lms_names(acme: School, canvas13: OidcLms) -> None:
    canvas13.launch(acme.loops, person("one", email="shared@school.example"))
    canvas13.launch(acme.loops, person("two", email="shared@school.example"))
    found = acme.server.query(
        "SELECT DISTINCT user_id FROM people_lmsidentity WHERE lms_user_id IN (%s, %s)", [sub_of("one"), sub_of("two")]
    )
    assert len(found) == 2


def test_the_unit_may_stand_in_the_custom_parameter_alone(acme: School, canvas13: OidcLms) -> None:
    """An LMS with one address for all its links (Moodle) keeps only the parameter."""
    unit = acme.unit("python", "lists")
    for target in ("/lti", "/lti/1p3/launch", f"/lti/units/{unit}"):
        let_in = canvas13.launch(target, person("cleo"), **lti("custom", {"unit": unit}))
        assert f'data-unit="{unit}"' in canvas13.page(let_in).text, target


def test_course_navigation_leads_home(acme: School, canvas13: OidcLms) -> None:
    assert "Loops" in canvas13.page(canvas13.launch("/lti/course", person("abel"))).text


def test_a_deep_linking_request_opens_the_picker(acme: School, canvas13: OidcLms) -> None:
    opened = canvas13.select(person("tess", role="Instructor"))
    assert is_let_in(opened)
    assert "Loops" in canvas13.page(opened).text


def test_a_mixed_course_works(acme: School, canvas13: OidcLms) -> None:
    """Old links by the consumer key, new ones by the registration: one course, one connection, one LMS."""
    tess = {"roles": "Instructor", "user_id": canvas.opaque("user terry")}
    assert is_let_in(acme.canvas.launch(acme.loops, tess))
    assert is_let_in(acme.canvas.launch(acme.loops, tess, course=71))  # connects it
    by_new = canvas13.launch(acme.loops, person("sue"), course=71)
    assert is_let_in(by_new)
    courses = acme.server.query(
        "SELECT c.id FROM lms_lmscourse c JOIN lms_lms l ON l.id = c.lms_id JOIN orgs_organization o"
        " ON o.id = l.organization_id WHERE c.context_id = %s AND o.slug = %s",
        [canvas.opaque("course 71"), acme.slug],
    )
    assert len(courses) == 1


def test_the_shell_may_be_framed_by_the_page_that_the_lms_named(acme: School, canvas13: OidcLms) -> None:
    landed = canvas13.launch(acme.loops, person("abel"))
    for page in (landed, acme.server.get(way_in(landed).path)):
        allowed = page.headers["content-security-policy"].partition("frame-ancestors ")[2].split()
        assert sorted(allowed) == sorted([canvas.ORIGIN, canvas13.platform.url])  # the second one has posted the form
