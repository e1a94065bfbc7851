import json
from dataclasses import replace
from typing import Any

import pytest

from slipway.lti.config.asked import custom_parameters
from slipway.lti.config.described_tool import AdvantageTool
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.configuration import PLATFORM_CONFIGURATION, read_configuration
from slipway.lti.v1p3.registration import TOOL, Registered, read_registration_answer, registration_request
from slipway.words import Text

from .platform import captured
from .test_configuration import CANVAS, MOODLE
from .tool import AT, OURS


def asked(told: dict[str, Any], tool: AdvantageTool = OURS) -> dict[str, Any]:
    request: dict[str, Any] = registration_request(tool, read_configuration(json.dumps(told).encode()))
    return dict(json.loads(json.dumps(request)))


def registered(status: int, body: bytes) -> Registered:
    got = read_registration_answer(status, body)
    assert isinstance(got, Registered)
    return got


def test_what_moodle_demands_is_there() -> None:
    request = asked(MOODLE)
    ours = request.pop(TOOL)
    assert request == {
        "application_type": "web",
        "grant_types": ["client_credentials", "implicit"],
        "response_types": ["id_token"],
        "initiate_login_uri": f"{AT}/lti/1p3/login",
        "redirect_uris": [f"{AT}/lti/1p3/launch"],
        "client_name": "Slipway",
        "jwks_uri": f"{AT}/lti/1p3/jwks.json",
        "logo_uri": f"{AT}/icon.png",
        "token_endpoint_auth_method": "private_key_jwt",
        "scope": " ".join(names.SCOPES),
    }
    assert ours["domain"] == "slipway.example"
    assert ours["target_link_uri"] == f"{AT}/lti"
    assert ours["claims"] == ["iss", "sub", "name", "given_name", "family_name", "email"]
    assert ours["custom_parameters"] == custom_parameters("moodle")
    [selection] = ours["messages"]
    assert (selection["type"], selection["placements"]) == ("LtiDeepLinkingRequest", ["ContentArea"])
    assert (selection["label"], selection["icon_uri"]) == ("Slipway", f"{AT}/icon.png")
    assert (selection["target_link_uri"], len(selection)) == (f"{AT}/lti/select", 5)


def test_canvas_gets_its_own_placements_and_variables() -> None:
    ours = asked(CANVAS)[TOOL]
    selection, course = ours["messages"]
    assert selection["placements"] == ["editor_button", "link_selection"]  # of ours those that it has
    assert course["placements"] == ["course_navigation"]
    assert course["https://canvas.instructure.com/lti/course_navigation/default_enabled"] is True
    assert ours["https://canvas.instructure.com/lti/privacy_level"] == "public"
    assert ours["custom_parameters"]["canvas_course_id"] == "$Canvas.course.id"


def test_only_scopes_that_the_lms_has_are_asked() -> None:
    assert asked(MOODLE | {"scopes_supported": ["openid", names.SCORE_SCOPE]})["scope"] == names.SCORE_SCOPE


def test_notices_are_asked_for_where_they_are_offered() -> None:
    assert names.NOTICE_SCOPE not in asked(MOODLE)["scope"].split()
    offered = [*names.SCOPES, names.NOTICE_SCOPE]
    assert asked(CANVAS | {"scopes_supported": offered})["scope"].split() == offered
    assert asked(MOODLE | {"scopes_supported": offered})["scope"].split() == offered
    assert names.NOTICE_SCOPE in asked(CANVAS | {"scopes_supported": None})["scope"].split()


@pytest.mark.parametrize("mark", [b"", b"\xef\xbb\xbf"])  # a byte order mark is passed over
def test_moodles_answer(mark: bytes) -> None:
    answer = captured("registered")[0]
    assert registered(answer["status"], mark + answer["body"].encode()) == Registered(
        client_id="vken5ginkcJ6Gux", deployment_id="3", scopes=frozenset(names.SCOPES)
    )


@pytest.mark.parametrize(
    ("scope", "granted"),
    [("a b", {"a", "b"}), (["a", "b", 5], {"a", "b"}), (None, set(names.SCOPES)), ("", set()), ([], set())],
)
def test_b9_granted_scopes_may_come_as_a_list(scope: object, granted: set[str]) -> None:
    assert registered(200, json.dumps({"client_id": "c", "scope": scope}).encode()).scopes == granted


@pytest.mark.parametrize(
    ("target", "domain"),
    [
        ("http://slipway.example:8000/lti", "slipway.example:8000"),
        ("https://slipway.example/lti", "slipway.example"),
        ("http://[::1]:8000/lti", "[::1]:8000"),
    ],
)
def test_c5_moodle_gets_host_and_port_others_the_host(target: str, domain: str) -> None:
    tool = replace(OURS, target_url=target)
    sakai = MOODLE | {PLATFORM_CONFIGURATION: MOODLE[PLATFORM_CONFIGURATION] | {"product_family_code": "sakai"}}
    told = [asked(configuration, tool)[TOOL]["domain"] for configuration in (MOODLE, CANVAS, sakai)]
    assert told == [domain, OURS.domain, OURS.domain]


def test_canvas_tells_no_deployment() -> None:
    got = registered(201, json.dumps({"client_id": "10000000000001", "scope": ""}).encode())
    assert got == Registered(client_id="10000000000001", deployment_id=None, scopes=frozenset())


@pytest.mark.parametrize(
    ("status", "body", "words"),
    [
        (401, b'{"error": "token_already_used"}', "answered 401: token_already_used"),
        (400, b'{"error": "x", "error_description": "domain missing"}', "answered 400: domain missing"),
        (400, b'{"message": "no"}', "no"),
        (500, b"<html>", "answered 500 with no JSON"),
        (302, b"{}", "answered 302, and says no more."),
        (422, b'{"errors": ["scopes cannot contain openid"]}', "answered 422: scopes cannot contain openid."),
        (400, b"domain_targetlinkuri_mismatch", "answered 400 with no JSON: domain_targetlinkuri_mismatch."),
        (200, b'{"error": "exists"}', "without a usable client id: exists. It may list Slipway"),
        (200, b"Warning: x in y.php<br>{}", "no JSON: Warning: x in y.php {}. It may list Slipway all the same"),
        (201, b"", "without a usable client id. It may list Slipway all the same: remove that there"),
        (200, b'"exists"', "without a usable client id: exists. It may list Slipway"),
        (400, b"", "answered 400, and says no more."),
        (400, b" \r\n", "answered 400, and says no more."),
        (400, b"null", "answered 400, and says no more."),
        (400, b'\xef\xbb\xbf"no domain"', "answered 400: no domain."),
        (400, b'["no domain", "no name"]', "answered 400: no domain; no name."),
        (400, b'{"code": 400, "status": "error"}', "answered 400: status: error."),
        (200, b"{}", "client id"),
        (200, b'{"client_id": ""}', "client id"),
        (200, b'{"client_id": true}', "client id"),
        (200, b'{"client_id": 1.5}', "client id"),
        (200, b'{"client_id": -1}', "client id"),
        (200, b'{"client_id": 99999999999999999999999}', "client id"),
        (200, b'{"client_id": " c"}', "client id"),
        (200, b'{"client_id": "a\\nb"}', "remove that there before you try again"),
        (200, b'{"client_id": "a\\u200fb"}', "client id"),
        (200, json.dumps({"client_id": "x" * 256}).encode(), "client id"),
        (200, b'{"client_id": "a", "client_id": "b"}', "no JSON"),
    ],
)
def test_the_lmss_own_refusal_is_told(status: int, body: bytes, words: str) -> None:
    got = read_registration_answer(status, body)
    assert isinstance(got, Text)
    assert words in got.english


def test_an_id_may_be_a_number() -> None:
    body = json.dumps({"client_id": 10000000000001, TOOL: {"deployment_id": 7}}).encode()
    got = registered(201, body)
    assert (got.client_id, got.deployment_id) == ("10000000000001", "7")


@pytest.mark.parametrize("deployment", [-5, 1.5, True, "", "x" * 256, None, "$Deployment.id", "a\nb", " 7"])
def test_a_deployment_that_is_none(deployment: object) -> None:
    body = json.dumps({"client_id": "c", TOOL: {"deployment_id": deployment}}).encode()
    assert registered(200, body).deployment_id is None
