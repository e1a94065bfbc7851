"""LTI 1.3 launches: the login, the authentication request with its errors, hints that count once, faults."""

import json
import time
from typing import Any

import httpx
import jwt
import pytest

from tests import asking
from tests.practice_lms.advantage_visitor import AdvantageVisitor, form_of
from tests.practice_lms.echo_1p3 import LTI

pytestmark = pytest.mark.http


def test_a_launch_is_signed_for_this_tool_with_its_nonce(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool()
    login = lms13.login(course, "sam")
    assert (login["action"], login["method"]) == (f"{lms13.tool.origin}/login", "post")
    action, fields = lms13.answered(login, nonce="my-nonce", state="my state")
    assert action == f"{lms13.tool.origin}/launch"
    assert (fields["state"], fields["lti_storage_target"]) == ("my state", "post_message_forwarding")
    claims = lms13.tool.verified(fields["id_token"])
    assert (claims["nonce"], claims["name"]) == ("my-nonce", "Sam Student")
    assert claims["exp"] - claims["iat"] == 3600
    assert claims[f"{LTI}target_link_uri"] == f"{lms13.tool.origin}/lti/units/7"
    assert claims[f"{LTI}custom"] == {"a name": "1", "link": "Echo 1.3", "odd": "$No.such"}
    assert claims[f"{LTI}deployment_id"] == lms13.told(course)["deployment_id"]


def test_a_hint_counts_once(lms13: AdvantageVisitor) -> None:
    for dialect, error in (("canvas", "launch_no_longer_valid"), ("moodle", "invalid_request")):
        login = lms13.login(lms13.course_with_tool(dialect), "sam")
        assert "id_token" in lms13.answered(login)[1]
        action, fields = lms13.answered(login)
        assert action == f"{lms13.tool.origin}/launch"
        assert (fields["error"], fields["state"]) == (error, "the state")
        assert "already been consumed" in fields["error_description"]


@pytest.mark.parametrize(
    ("dialect", "changes", "error"),
    [
        ("canvas", {"nonce": ""}, "invalid_request_object"),
        ("canvas", {"scope": "profile"}, "invalid_request_object"),
        ("canvas", {"login_hint": "another"}, "login_required"),
        ("canvas", {"lti_message_hint": "made-up"}, "launch_no_longer_valid"),
        ("moodle", {"scope": "profile"}, "invalid_scope"),
        ("moodle", {"response_type": "code"}, "unsupported_response_type"),
        ("moodle", {"login_hint": "999"}, "access_denied"),
        ("openedx", {"prompt": ""}, "invalid_request"),
    ],
)
def test_errors_are_posted_to_the_tool(
    lms13: AdvantageVisitor, dialect: str, changes: dict[str, str], error: str
) -> None:
    login = lms13.login(lms13.course_with_tool(dialect), "sam")
    action, fields = lms13.answered(login, **changes)
    assert (action, fields["error"], fields["state"]) == (f"{lms13.tool.origin}/launch", error, "the state")
    assert "id_token" not in fields


def test_a_tool_that_is_off_is_not_told_who_it_is(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool()
    login, app = lms13.login(course, "sam"), lms13.lms.app(course)
    details = lms13.lms.be("ada").get(f"{course}/settings/apps/configurations/{app['id']}").text
    switch = next(part for part in details.split('"') if "/advantage/keys/" in part)
    lms13.lms.submit(switch, on="false")
    assert lms13.answered(login)[1]["error"] == "unauthorized_client"
    asked = {"as": "sam", "url": f"{lms13.tool.origin}/lti"}
    assert lms13.lms.client.get(f"/practice{course}/launch-form", params=asked).status_code == 404


@pytest.mark.parametrize(
    ("changes", "says"),
    [({"redirect_uri": "http://evil.example/launch"}, "not one of the registered"), ({"client_id": "x"}, "No tool")],
)
def test_nothing_is_posted_to_a_place_that_is_not_registered(
    lms13: AdvantageVisitor, changes: dict[str, str], says: str
) -> None:
    login = lms13.login(lms13.course_with_tool(), "sam")
    page = lms13.authenticate(login, lms13.tool.request(login["fields"]) | changes)
    assert page.status_code == 400
    assert says in page.text
    assert "<form" not in page.text


def test_a_persons_click_needs_their_session(lms13: AdvantageVisitor) -> None:
    course, lms = lms13.course_with_tool(), lms13.lms
    page = f"{course}/external_tools/retrieve?url={lms13.tool.origin}/lti"

    def login_of(person: str) -> dict[str, str]:
        return form_of(lms.be(person).get(page).text)[1]

    request = lms13.tool.request(login_of("sam"))
    told = lms13.told(course)
    # Out of a frame the session is not there at first: the LMS sends the same to itself once more.
    action, again = form_of(asking.get(told["auth_url"], params=request).text)
    assert (action, again) == ("/api/lti/authorize_redirect", request | {"repost": "1"})
    without = asking.post(told["auth_url"], data=again)
    assert form_of(without.text)[1]["error"] == "login_required"
    lms.be("sofia")
    assert form_of(lms.client.post(action, data=again).text)[1]["error"] == "login_required", "somebody else's"
    lms.be("sam")
    fields = form_of(lms.client.post(action, data=again).text)[1]
    assert lms13.tool.verified(fields["id_token"])["name"] == "Sam Student"


def token_after(lms13: AdvantageVisitor, **fault: object) -> tuple[str, dict[str, Any]]:
    """An id_token of a launch with a fault, and its claims, unverified."""
    course = lms13.course_with_tool()
    lms13.lms.misbehave(**fault)
    token = lms13.answered(lms13.login(course, "sam"), nonce="right")[1]["id_token"]
    return token, jwt.decode(token, options={"verify_signature": False})


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        ({"wrong_audience": True}, lambda claims: claims["aud"] == "somebody-else"),
        ({"wrong_nonce": True}, lambda claims: claims["nonce"] != "right"),
        ({"token_seconds": 5}, lambda claims: claims["exp"] - claims["iat"] == 5),
        ({"token_seconds": -90}, lambda claims: claims["exp"] < time.time()),
        ({"clock_minutes": 30}, lambda claims: claims["iat"] > time.time() + 1700),
        ({"anonymous": True}, lambda claims: "name" not in claims and "email" not in claims),
        ({"return_url": "javascript:x"}, lambda c: c[f"{LTI}launch_presentation"]["return_url"] == "javascript:x"),
    ],
)
def test_faults_of_claims(lms13: AdvantageVisitor, fault: dict[str, object], check: Any) -> None:
    _token, claims = token_after(lms13, **fault)
    assert check(claims), claims


def test_fault_a_key_that_nobody_published(lms13: AdvantageVisitor) -> None:
    token, _claims = token_after(lms13, unpublished_key=True)
    with pytest.raises(StopIteration):
        lms13.tool.verified(token)


def test_faults_of_used_launches(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool()
    lms13.lms.misbehave(hint_used=True)
    assert lms13.answered(lms13.login(course, "sam"))[1]["error"] == "launch_no_longer_valid"
    lms13.lms.misbehave(hint_used=False, replay=True)
    first, second = (lms13.answered(lms13.login(course, "sam"))[1] for _ in range(2))
    assert first == second
    assert "id_token" in first


def test_fault_the_key_set(lms13: AdvantageVisitor) -> None:
    url = lms13.told(lms13.course_with_tool())["jwks_url"]
    lms13.lms.misbehave(key_set="dead")
    assert asking.get(url).status_code == 503
    lms13.lms.misbehave(key_set="slow")
    with pytest.raises(httpx.ReadTimeout):
        asking.get(url, timeout=0.5)
    assert lms13.lms.client.post("/practice/faults.json", json={"key_set": "sour"}).status_code == 422


def test_rotated_keys_sign_at_once_and_the_last_one_stays_published(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool()
    before = lms13.answered(lms13.login(course, "sam"))[1]["id_token"]
    kid = lms13.lms.client.post("/practice/keys.json", json={}).json()["kid"]
    after = lms13.answered(lms13.login(course, "sam"))[1]["id_token"]
    assert jwt.get_unverified_header(after)["kid"] == kid != jwt.get_unverified_header(before)["kid"]
    assert lms13.tool.verified(before)["name"] == lms13.tool.verified(after)["name"]
    keys = asking.get(lms13.told(course)["jwks_url"]).json()["keys"]
    assert len(keys) == 2
    assert all(set(key) == {"kty", "n", "e", "kid", "alg", "use"} for key in keys), "no private half"
    assert "A new key signs" in lms13.lms.submit("/practice/keys/rotate").text


def test_services_say_that_there_is_nothing(lms13: AdvantageVisitor) -> None:
    claims = lms13.claims(lms13.course_with_tool(), "sam")
    roster = claims["https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice"]["context_memberships_url"]
    answer = asking.get(roster)
    assert (answer.status_code, json.loads(answer.text)["error"]) == (501, "not_implemented")
