"""Registering a tool of LTI 1.3: by its registration URL, by Canvas's JSON and a client id, by hand; access tokens."""

import json
import re
import time
from html import unescape
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import uuid4

import httpx
import pytest

from tests import asking
from tests.practice_lms.advantage_visitor import AdvantageVisitor
from tests.practice_lms.echo_1p3 import LTI, OTHER_KEY, ROSTER, SCORE, TOOL, sign

pytestmark = pytest.mark.http
PLATFORM = "https://purl.imsglobal.org/spec/lti-platform-configuration"
DYNAMIC = ("canvas", "moodle", "brightspace", "sakai")


def begin(lms13: AdvantageVisitor, course: str) -> tuple[str, dict[str, str]]:
    """Begin a dynamic registration. Returns the address of its page, and the query that the tool is opened with."""
    page = lms13.lms.submit(
        f"{course}/settings/apps/advantage", **{"way": "dynamic", "dynamic-url": f"{lms13.tool.origin}/register?a=1"}
    )
    frame = re.search(r'name="registration"[^>]*src="([^"]*)"', page.text)
    assert frame, page.text
    query = parse_qs(urlsplit(unescape(frame[1])).query)
    return page.url.path, {name: values[0] for name, values in query.items()}


def switch_on(lms13: AdvantageVisitor, course: str) -> str:
    """Switch on what the course's newest app is registered by. Returns the page after it."""
    details = lms13.lms.get(f"{course}/settings/apps/configurations/{lms13.lms.app(course)['id']}").text
    address = next(part for part in details.split('"') if "/advantage/keys/" in part)
    return lms13.lms.submit(address, on="true").text


@pytest.mark.parametrize("dialect", DYNAMIC)
def test_a_tool_registers_itself_waits_and_is_activated(lms13: AdvantageVisitor, dialect: str) -> None:
    course = lms13.lms.empty_course(dialect)
    page, query = begin(lms13, course)
    assert query["a"] == "1", "the tool's own query stays"
    lms13.tool.register(query)
    answer = lms13.tool.answers[-1].json()
    told = lms13.told(course)
    assert answer["client_id"] == told["client_id"]
    assert answer["scope"].split() == [SCORE, ROSTER]
    assert answer[TOOL].get("deployment_id") == (None if dialect == "canvas" else told["deployment_id"])
    details = lms13.lms.get(page)
    assert "/configurations/" in details.url.path
    word = {"canvas": "Enable &amp; Close", "brightspace": "Enable"}.get(dialect, "Activate")
    assert f">{word}</button>" in details.text
    asked = {"as": "sam", "url": f"{lms13.tool.origin}/lti"}
    assert lms13.lms.client.get(f"/practice{course}/launch-form", params=asked).status_code == 404, "not yet"
    assert "is on" in switch_on(lms13, course)
    claims = lms13.claims(course, "sam")
    assert (claims["name"], claims[f"{LTI}custom"]["history"]) == ("Sam Student", "")
    assert ("editor_button" in lms13.lms.app(course)["placements"]) is (dialect in {"canvas", "brightspace"})


def test_what_moodle_says_of_itself_is_what_a_moodle_said(lms13: AdvantageVisitor) -> None:
    _page, query = begin(lms13, lms13.lms.empty_course("moodle"))
    told = asking.get(query["openid_configuration"]).json()
    assert set(told) == {
        *("issuer", "token_endpoint", "token_endpoint_auth_methods_supported", "jwks_uri", "authorization_endpoint"),
        *("token_endpoint_auth_signing_alg_values_supported", "registration_endpoint", "scopes_supported"),
        *("response_types_supported", "subject_types_supported", "id_token_signing_alg_values_supported"),
        *("claims_supported", PLATFORM),
    }
    assert set(told[PLATFORM]) == {"product_family_code", "version", "messages_supported", "variables"}
    selection = {"type": "LtiDeepLinkingRequest", "placements": ["ContentArea"]}
    assert told[PLATFORM]["messages_supported"][1] == selection
    url = lms13.url
    assert (told["issuer"], told["jwks_uri"]) == (url, f"{url}/mod/lti/certs.php")


def test_canvas_shows_its_configuration_to_who_has_a_token(lms13: AdvantageVisitor) -> None:
    _page, query = begin(lms13, lms13.lms.empty_course())
    assert asking.get(query["openid_configuration"]).status_code == 401
    bearer = {"Authorization": f"Bearer {query['registration_token']}"}
    told = asking.get(query["openid_configuration"], headers=bearer).json()
    assert told["issuer"] == "https://canvas.instructure.com"
    assert told["registration_endpoint"].startswith(lms13.url)
    assert told["authorization_server"] == urlsplit(lms13.url).netloc  # which its token URL does not take
    assert told[PLATFORM]["https://canvas.instructure.com/lti/account_name"] == "Practice LMS"


@pytest.mark.parametrize(
    ("changes", "status", "says"),
    [
        ({}, 200, ""),
        ({"jwks_uri": ""}, 400, "lacks jwks_uri"),
        ({"redirect_uris": "http://x"}, 400, "lacks redirect_uris"),
        ({"response_types": ["code"]}, 400, "response_types with id_token"),
        ({TOOL: {"domain": "x"}}, 400, "lacks target_link_uri"),
        ({TOOL: 5}, 400, "no lti-tool-configuration"),
        (
            {TOOL: {"domain": "localhost", "target_link_uri": "http://localhost:9500/lti"}},
            400,
            "domain_targetlinkuri_mismatch",
        ),
        ({TOOL: {"domain": "WWW.Tool.example:9500", "target_link_uri": "http://tool.example:9500/lti"}}, 200, ""),
    ],
)
def test_registrations_that_lack_something(
    lms13: AdvantageVisitor, changes: dict[str, Any], status: int, says: str
) -> None:
    _page, query = begin(lms13, lms13.lms.empty_course("moodle"))
    endpoint = f"{lms13.url}/mod/lti/openid-registration.php"
    bearer = {"Authorization": f"Bearer {query['registration_token']}"}
    body = lms13.tool.registration() | changes
    answer = asking.post(endpoint, json=body, headers=bearer)
    assert (answer.status_code, says in answer.text) == (status, True)
    again = asking.post(endpoint, json=lms13.tool.registration(), headers=bearer)
    assert (again.status_code, again.json().get("error")) == (
        (401, "token_already_used") if status == 200 else (200, None)
    ), "a refusal leaves the token as it was"
    assert asking.post(endpoint, json=body).status_code == 401


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("/mod/lti/openid-registration.php", {"error", "error_description"}),
        ("/api/lti/registrations", {"errors"}),
        ("/d2l/api/lti/registrations", {"errors"}),
    ],
)
def test_b7_each_lms_refuses_in_its_own_words(lms13: AdvantageVisitor, path: str, told: set[str]) -> None:
    answer = asking.post(f"{lms13.url}{path}", json={})
    assert (answer.status_code, set(answer.json())) == (401, told)


def test_a_key_from_json_is_switched_on_and_installed_by_its_client_id(lms13: AdvantageVisitor) -> None:
    course = lms13.lms.empty_course()
    way = f"{course}/settings/apps/advantage"
    page = lms13.lms.submit(way, **{"way": "json", "json-url": f"{lms13.tool.origin}/canvas.json"})
    client_id = next(iter(re.findall(r">(1\d{13})<", page.text)))
    install = {"way": "client_id", "client_id-client_id": client_id}
    assert "The key is off" in lms13.lms.submit(way, **install).text
    switch = next(part for part in page.text.split('"') if part.endswith("/switch") and "keys" in part)
    assert "Install the app here" in lms13.lms.submit(switch, on="true").text
    assert "Deployment ID" in lms13.lms.submit(way, **install).text
    app = lms13.lms.app(course)
    assert (app["name"], app["privacy_level"]) == ("Echo JSON", "public")
    assert sorted(app["placements"]) == [
        *("assignment_selection", "course_assignments_menu", "course_navigation", "editor_button", "link_selection"),
    ]
    lms13.tool.known[client_id] = lms13.told(course)
    claims = lms13.claims(course, "sam")
    assert claims[f"{LTI}custom"] == {"course": course.rsplit("/", 1)[1]}
    assert "https://purl.imsglobal.org/spec/lti-nrps/claim/namesroleservice" not in claims, "not among its scopes"
    assert f"<code>{client_id}</code>" in lms13.lms.get(way).text, "the key is found again"
    assert "Could not find key" in lms13.lms.submit(way, **(install | {"client_id-client_id": "10"})).text


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("{", "no JSON"),
        ("[]", "no JSON object"),
        ('{"title": "x"}', "lacks oidc_initiation_url, target_link_uri, public_jwk_url"),
        ("", "Type the address"),
    ],
)
def test_json_that_is_wrong_is_told_so(lms13: AdvantageVisitor, text: str, says: str) -> None:
    way = f"{lms13.lms.empty_course()}/settings/apps/advantage"
    answer = lms13.lms.submit(way, **{"way": "json", "json-pasted": text})
    assert (answer.status_code, says in answer.text) == (422, True)
    assert text in unescape(answer.text)


def test_only_canvas_has_keys_and_not_all_have_a_registration_url(lms13: AdvantageVisitor) -> None:
    moodle = lms13.lms.be("ada").get(f"{lms13.lms.empty_course('moodle')}/settings/apps/advantage").text
    assert ("By registration URL" in moodle, "By client ID" in moodle) == (True, False)
    for dialect in ("openedx", "schoology"):
        page = lms13.lms.get(f"{lms13.lms.empty_course(dialect)}/settings/apps/advantage").text
        assert ("By registration URL" in page, "By hand" in page) == (False, True)


def test_by_hand_says_what_the_tool_must_know(lms13: AdvantageVisitor) -> None:
    for dialect in ("moodle", "brightspace"):
        course = lms13.course_with_tool(dialect)
        told, app = lms13.told(course), lms13.lms.app(course)
        page = unescape(lms13.lms.get(f"{course}/settings/apps/configurations/{app['id']}").text)
        shown = re.findall(r'<code id="told-\w+">([^<]*)</code>', page)
        assert {
            told[name] for name in ("issuer", "client_id", "deployment_id", "auth_url", "token_url", "jwks_url")
        } <= {*shown}
        assert ("https://api.brightspace.com/auth/token" in shown) is (dialect == "brightspace")
        assert "BEGIN PUBLIC KEY" in page


def test_what_was_typed_can_be_changed_and_deleted(lms13: AdvantageVisitor) -> None:
    course = lms13.course_with_tool("moodle")
    before, app = lms13.told(course), lms13.lms.app(course)
    edit = f"{course}/settings/apps/configurations/{app['id']}/edit"
    page = lms13.lms.get(edit).text
    typed = {unescape(name): unescape(value) for name, value in re.findall(r'name="(\w+)" value="([^"]*)"', page)}
    assert typed["login_url"] == f"{lms13.tool.origin}/login"
    changed = typed | {
        "name": "Renamed",
        "redirect_uris": f"{lms13.tool.origin}/launch",
        "scopes": SCORE,
        "selects": "on",
    }
    lms13.lms.submit(edit, **changed)
    after = lms13.told(course)
    assert (lms13.lms.app(course)["name"], after["scopes"]) == ("Renamed", [SCORE])
    assert (after["client_id"], after["deployment_id"]) == (before["client_id"], before["deployment_id"])
    assert list(lms13.lms.app(course)["placements"]) == list(app["placements"])
    wrong = lms13.lms.submit(edit, **changed | {"keys_url": "", "public_key": "no key"})
    assert (wrong.status_code, "no public RSA key" in wrong.text) == (422, True)
    lms13.lms.submit(f"{course}/settings/apps/configurations/{app['id']}/delete")
    assert lms13.lms.here(course)["apps"] == []


def assertion(told: dict[str, Any], **changes: Any) -> dict[str, Any]:
    now, client_id = int(time.time()), told["client_id"]
    claims = {"iss": client_id, "sub": client_id, "aud": told["token_audience"], "jti": uuid4().hex}
    claims |= {"iat": now, "exp": now + 300} | changes
    return {name: value for name, value in claims.items() if value is not None}


def ask_token(told: dict[str, Any], token: str, **changes: str) -> httpx.Response:
    form = {
        "grant_type": "client_credentials",
        "client_assertion_type": "urn:ietf:params:oauth:client-assertion-type:jwt-bearer",
        "client_assertion": token,
        "scope": SCORE,
    }
    return asking.post(told["token_url"], data=form | changes)


@pytest.mark.parametrize("dialect", ["canvas", "moodle", "openedx", "blackboard", "brightspace", "sakai", "schoology"])
def test_access_tokens(lms13: AdvantageVisitor, dialect: str) -> None:
    told = lms13.told(lms13.course_with_tool(dialect))
    answer = ask_token(told, sign(assertion(told)), scope=f"{SCORE} https://unknown.example/scope").json()
    assert (answer["token_type"], answer["scope"], answer["expires_in"]) == ("Bearer", SCORE, 3600)


def test_requests_for_tokens_that_are_wrong(lms13: AdvantageVisitor) -> None:
    told = lms13.told(lms13.course_with_tool("moodle"))
    used = sign(assertion(told))
    assert ask_token(told, used).status_code == 200
    for token, changes, error in (
        (used, {}, "invalid_client"),
        (sign(assertion(told), key=OTHER_KEY), {}, "invalid_client"),
        (sign(assertion(told), kid="unknown"), {}, "invalid_client"),
        (sign(assertion(told, aud="https://elsewhere.example")), {}, "invalid_client"),
        (sign(assertion(told, jti=None)), {}, "invalid_client"),
        (sign(assertion(told, exp=1)), {}, "invalid_client"),
        (sign(assertion(told, iat=int(time.time()) - 400)), {}, "invalid_client"),
        (sign(assertion(told, iss="another")), {}, "invalid_client"),
        (sign(assertion(told, sub="another")), {}, "invalid_client"),
        (sign(assertion(told)), {"scope": "openid"}, "invalid_scope"),
        (sign(assertion(told)), {"grant_type": "password"}, "unsupported_grant_type"),
        ("nothing", {}, "invalid_request"),
    ):
        answer = ask_token(told, token, **changes)
        assert (answer.status_code, answer.json()["error"]) == (400, error)
    assert asking.post(told["token_url"], content=json.dumps({})).status_code == 400
