"""The bad cases (docs/lms-behaviour.md §10), posted to a running server: status, code, words, and nothing changed."""

# ruff: noqa: E501  # a table is read by its lines

import html
import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import httpx
import pytest

from tests.canvas import FORM, launch_fields, opaque, person, selection_fields, signed
from tests.launches.alone import alone  # noqa: F401  # its server
from tests.launches.school import School
from tests.launches.traces import changed, number_of, record, rows
from tests.way_in import is_let_in

pytestmark = pytest.mark.http

SAM = person("sam", name="Sam Student")
TESS = person("tess", roles="Instructor", name="Tess Teacher")
UNSIGNED = "Slipway could not verify this launch"
Send = Callable[[School], httpx.Response]


@dataclass(frozen=True)
class Case:
    """A post that is refused. `send` gets the school; `code`, `status` and some words of the page are told."""

    name: str
    send: Send
    status: int
    code: str
    words: str


def signed_launch(school: School, *, path: str = "/lti", **oauth: Any) -> list[tuple[str, str]]:
    return school.canvas.form(path, launch_fields() | SAM, **oauth)


def signed_otherwise(school: School, *, url: str = "", **credential: str) -> httpx.Response:
    """A form that is signed with another credential, or for another address, than it should be."""
    told = {"key": school.canvas.key, "secret": school.canvas.secret} | credential
    return school.canvas.post("/lti", signed(url or f"{school.server.url}/lti", launch_fields() | SAM, **told))


def without(name: str) -> Send:
    def send(school: School) -> httpx.Response:
        fields = {key: value for key, value in (launch_fields() | SAM).items() if key != name}
        return school.canvas.post("/lti", school.canvas.form("/lti", fields))

    return send


def with_fields(**changes: str) -> Send:
    return lambda school: school.canvas.launch("/lti", SAM, **changes)


def with_oauth(name: str, value: str | None) -> Send:
    """An honest form whose OAuth field was changed (or left out) afterwards."""

    def send(school: School) -> httpx.Response:
        pairs = [(key, old if key != name else value) for key, old in signed_launch(school)]
        return school.canvas.post("/lti", [(key, text) for key, text in pairs if text is not None])

    return send


def twice(name: str) -> Send:
    def send(school: School) -> httpx.Response:
        pairs = signed_launch(school)
        return school.canvas.post("/lti", [*pairs, *(pair for pair in pairs if pair[0] == name)])

    return send


def signed_at(moment: Callable[[], int | str]) -> Send:
    return lambda school: school.canvas.post("/lti", signed_launch(school, at=moment()))


def returning_to(url: str) -> Send:
    return lambda school: school.canvas.select(TESS, content_item_return_url=url)


def raw(body: bytes, content_type: str = FORM) -> Send:
    return lambda school: school.server.post("/lti", content=body, headers={"Content-Type": content_type})


def no_return_url(school: School) -> httpx.Response:
    fields = {name: text for name, text in selection_fields().items() if name != "content_item_return_url"} | TESS
    return school.canvas.post("/lti/select", school.canvas.form("/lti/select", fields))


def unknown_key(school: School) -> httpx.Response:
    return signed_otherwise(school, key="nobody", secret="x")


def wrong_secret(school: School) -> httpx.Response:
    return signed_otherwise(school, secret="wrong")


def signed_for_https(school: School) -> httpx.Response:
    return signed_otherwise(school, url=school.server.url.replace("http:", "https:") + "/lti")


def anonymous(school: School) -> httpx.Response:
    return school.canvas.launch(school.loops, SAM | {"user_id": ""})


def foreign_unit(school: School) -> httpx.Response:
    return school.canvas.launch(school.rival.loops, SAM)


def picker_as(roles: str) -> Send:
    return lambda school: school.canvas.select(person("pat", roles=roles))


def unit_as(roles: str, *, classroom: str = "python", slug: str = "loops", course: int = 7) -> Send:
    return lambda school: school.canvas.launch(
        school.address(classroom, slug), person(f"pat {roles}", roles=roles), course=course
    )


CASES = [
    Case("1 by GET", lambda school: school.server.get("/lti"), 405, "method-not-allowed", "for your LMS"),
    Case("1 as JSON", raw(b"{}", "application/json"), 415, "unsupported-media-type", "not a launch"),
    Case("2 wrong signature", wrong_secret, 401, "not-verified", UNSIGNED),
    Case("2 no signature", with_oauth("oauth_signature", None), 401, "not-verified", UNSIGNED),
    Case("3 unknown key", unknown_key, 401, "not-verified", UNSIGNED),
    Case("4 PLAINTEXT", with_oauth("oauth_signature_method", "PLAINTEXT"), 401, "not-verified", UNSIGNED),
    Case("4 RSA-SHA1", with_oauth("oauth_signature_method", "RSA-SHA1"), 401, "not-verified", UNSIGNED),
    Case("4 HMAC-SHA256", with_oauth("oauth_signature_method", "HMAC-SHA256"), 401, "not-verified", UNSIGNED),
    Case("5 OAuth 2", with_oauth("oauth_version", "2.0"), 401, "not-verified", UNSIGNED),
    Case("7 stale", signed_at(lambda: int(time.time()) - 660), 401, "stale", "has expired"),
    Case("7 future", signed_at(lambda: int(time.time()) + 360), 401, "stale", "has expired"),
    Case("7 no number", signed_at(lambda: "soon"), 401, "stale", "has expired"),
    Case("7 negative", signed_at(lambda: "-1"), 401, "stale", "has expired"),
    Case("7 huge", signed_at(lambda: "9" * 5000), 401, "stale", "has expired"),
    Case("8 no message type", without("lti_message_type"), 400, "malformed", "not complete"),
    Case("8 no version", without("lti_version"), 400, "malformed", "not complete"),
    Case("8 no resource link", without("resource_link_id"), 400, "malformed", "not complete"),
    Case("9 other message", with_fields(lti_message_type="DashboardRequest"), 400, "unsupported-message", "kind of launch"),
    Case("9 LTI 2", with_fields(lti_version="LTI-2p0"), 400, "unsupported-message", "kind of launch"),
    Case("10 oauth twice", twice("oauth_nonce"), 400, "malformed", "not complete"),
    Case("10 roles twice", twice("roles"), 400, "malformed", "not complete"),
    Case("12 signed for https", signed_for_https, 401, "not-verified", UNSIGNED),
    Case("13 anonymous", anonymous, 403, "anonymous", "know that it is you"),
    Case("16 disabled", lambda school: school.disabled.launch("/lti", SAM), 403, "credential-disabled", "switched off"),
    Case("17 too large", raw(b"a=" + b"x" * 300_000), 413, "too-large", "too large"),
    Case("17 fields", raw("&".join(f"f{n}=1" for n in range(401)).encode()), 413, "too-large", "too large"),
    Case("17 NUL", raw(b"oauth_consumer_key=%00"), 400, "malformed", "not complete"),
    Case("17 not UTF-8", raw(b"oauth_consumer_key=%ff"), 400, "malformed", "not complete"),
    Case("18 learner picks", picker_as("Learner"), 403, "picker-not-allowed", "Only teachers"),
    Case("18 observer picks", picker_as("urn:lti:role:ims/lis/Mentor"), 403, "picker-not-allowed", "Only teachers"),
    Case("18 instructor elsewhere", picker_as("urn:lti:instrole:ims/lis/Instructor"), 403, "picker-not-allowed", "Only"),
    Case("19 no return URL", no_return_url, 400, "return-url", "no good address"),
    Case("19 javascript", returning_to("javascript:alert(1)"), 400, "return-url", "no good address"),
    Case("19 data", returning_to("data:text/html,x"), 400, "return-url", "no good address"),
    Case("19 relative", returning_to("/courses/7"), 400, "return-url", "no good address"),
    Case("19 credentials", returning_to("https://u:p@canvas.example.edu/x"), 400, "return-url", "no good address"),
    Case("19 fragment", returning_to("https://canvas.example.edu/x#y"), 400, "return-url", "no good address"),
    Case("22 no links", lambda school: school.canvas.select(TESS, accept_media_types="image/*"), 400, "nothing-to-pick", "no units"),
    Case("44 unknown roles", unit_as("urn:x:Wizard"), 403, "no-role", "no role"),
    Case("44 institution only", unit_as("urn:lti:instrole:ims/lis/Instructor"), 403, "no-role", "no role"),
    Case("45 a literal role", unit_as("$Membership.role"), 403, "no-role", "no role"),
    Case("unit unknown", lambda school: school.canvas.launch(f"/lti/units/{'0' * 8}-0000-4000-8000-{'0' * 12}", SAM), 404, "unit-unknown", "no such unit"),
    Case("foreign organization", foreign_unit, 404, "foreign-organization", "another organization"),
    Case("LTI off", unit_as("Learner", classroom="off"), 403, "lti-off", "not open"),
    Case("LTI off at the course", lambda school: school.canvas.launch("/lti/course", SAM, course=6), 403, "lti-off", "not open"),
    Case("LTI off at a link", lambda school: school.canvas.launch("/lti", SAM, course=6), 403, "lti-off", "not open"),
    Case("LTI off for a teacher", lambda school: school.canvas.launch("/lti", TESS, course=6), 403, "lti-off", "not open"),
    Case("draft", unit_as("Learner", slug="draft"), 403, "unit-unpublished", "not available yet"),
    Case("not connected", unit_as("Learner", course=9), 403, "not-connected", "not connected"),
    Case("no course", lambda school: school.canvas.launch(school.loops, SAM, context_id=""), 400, "course-missing", "which course"),
    Case("no unit yet", with_fields(link="unbound"), 403, "no-unit-yet", "No unit has been chosen"),
    Case("course unconnected", lambda school: school.canvas.launch("/lti/course", SAM, course=9), 403, "not-connected", "not connected"),
    Case("launch at the picker", lambda school: school.canvas.launch("/lti/select", TESS), 400, "unsupported-message", "kind of launch"),
    Case("ids too long", with_fields(user_id="u" * 256), 400, "malformed", "not complete"),
]  # fmt: skip


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_bad_launch_is_refused_with_its_reason_and_changes_nothing(acme: School, case: Case) -> None:
    before = rows(acme.server)
    answer = case.send(acme)
    page = html.unescape(answer.text)
    assert (answer.status_code, answer.headers["x-refusal-code"]) == (case.status, case.code)
    assert case.words in page
    assert case.code in page
    assert "set-cookie" not in answer.headers
    assert changed(acme.server, before) == {}
    if case.status != 405:
        assert_recorded(acme, answer, case.code)


def assert_recorded(school: School, answer: httpx.Response, code: str) -> None:
    """The number on the page is the launch log's."""
    row = record(school.server, answer)
    assert (row["code"], bool(row["let_in"])) == (code, False)
    verified = code not in {"not-verified", "stale", "too-large", "unsupported-media-type"} and row["nonce"]
    assert bool(verified) == (str(row["claims"]) != "{}")  # no claims before the signature is good


def test_unknown_key_and_wrong_secret_look_alike(acme: School) -> None:
    number = re.compile(r"[0-9a-f-]{36}")
    one, other = unknown_key(acme), wrong_secret(acme)
    assert one.status_code == other.status_code
    assert number.sub("", one.text) == number.sub("", other.text)
    assert sorted(one.headers) == sorted(other.headers)


@pytest.mark.parametrize(
    ("key", "shown"),
    [
        ("a-mistyped-key", "key=a-mistyped-key "),
        ("k" * 200, f"key={'k' * 80} "),
        ('a"b\r\nknown_key=true', r'key="a\"b\\r\nknown_key=true" '),
        (f"se-cr-et{'_' * 35}", "key=se-cr-… "),  # pasted the wrong way round
    ],
)
def test_the_operator_finds_the_number_of_an_unknown_key_in_the_servers_log(acme: School, key: str, shown: str) -> None:
    """No organization is known whose launch log could have it."""
    answer = signed_otherwise(acme, key=key, secret="x")
    number = number_of(answer)
    (line,) = [each for each in acme.server.log_text().splitlines() if number and number in each]
    assert f"known_key=false {shown}address=127.0.0.1 launch={number}" in line


def test_6_a_replay_is_refused_and_the_first_stays_in(acme: School) -> None:
    pairs = acme.canvas.form(acme.loops, launch_fields() | SAM)
    first = acme.canvas.post(acme.loops, pairs)
    before = rows(acme.server)
    again = acme.canvas.post(acme.loops, pairs)
    assert (is_let_in(first), again.status_code) == (True, 401)
    assert again.headers["x-refusal-code"] == "replayed"
    assert "was used already" in again.text
    assert changed(acme.server, before) == {}
    assert acme.canvas.page(first).status_code == 200


def test_a_refusal_after_verification_burns_its_nonce(acme: School) -> None:
    path = acme.address("python", "draft")
    pairs = acme.canvas.form(path, launch_fields() | SAM)
    assert acme.canvas.post(path, pairs).headers["x-refusal-code"] == "unit-unpublished"
    assert acme.canvas.post(path, pairs).headers["x-refusal-code"] == "replayed"


def test_11_the_signed_body_wins_over_the_query(acme: School) -> None:
    """Canvas copies the query into the body; one that differs afterwards was changed by somebody else."""
    pairs = acme.canvas.form(acme.loops, launch_fields() | SAM)
    let_in = acme.canvas.post(f"{acme.loops}?roles=Instructor&user_id=evil", pairs)
    assert is_let_in(let_in)
    assert 'data-role="student"' in acme.canvas.page(let_in).text


def test_12_the_log_tells_the_owner_what_was_signed(acme: School) -> None:
    answer = signed_for_https(acme)
    assert "https://" in record(acme.server, answer)["cause"]
    assert "https" not in answer.text.replace("https://canvas", "")


def test_stranger_instructors_leave_one_request(acme: School) -> None:
    """Instructors of another course get no right, and the class's teachers are asked once: by the first of them."""
    before = rows(acme.server)
    for name in ("Stan Stranger", "Stan Stranger", "Sue Second", "Tim Third"):
        stranger = person(name.lower(), roles="Instructor", name=name)
        answer = acme.canvas.launch(acme.loops, stranger, course=99)
        assert (answer.status_code, answer.headers["x-refusal-code"]) == (403, "not-connected")
        assert "request" in answer.text
        row = record(acme.server, answer)
        assert row["person_name"] == name
        assert (row["identity_id"] is None, row["person_id"] is None) == (name != "Stan Stranger",) * 2
    assert changed(acme.server, before) == {
        "classes_connectionrequest": 1, "lms_lmscourse": 1, "orgs_user": 1, "people_lmsidentity": 1,
    }  # fmt: skip
    asked = acme.server.query(
        "SELECT i.lms_user_id FROM classes_connectionrequest r JOIN people_lmsidentity i ON i.id = r.identity_id"
        " WHERE i.name = %s",
        ["Stan Stranger"],
    )
    assert opaque("user stan stranger") in {row["lms_user_id"] for row in asked}


@pytest.mark.parametrize("path", ["/lti", "/lti/course"])
def test_the_class_whose_lti_is_off_finds_the_launch_in_its_log(acme: School, path: str) -> None:
    seen = str(record(acme.server, acme.canvas.launch(path, SAM, course=6))["classroom_id"])
    (unit,) = acme.server.query(
        "SELECT classroom_id FROM classes_unit WHERE id = %s", [UUID(acme.unit("off", "loops"))]
    )
    assert UUID(seen) == UUID(str(unit["classroom_id"]))


def test_refusals_may_stand_in_any_frame(acme: School) -> None:
    answer = wrong_secret(acme)
    assert "frame-ancestors *" in answer.headers["content-security-policy"]
    assert "x-frame-options" not in answer.headers
