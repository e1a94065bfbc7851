import json
from typing import Any

import pytest

from slipway.lti.refusal import Refusal
from slipway.lti.v1p3.configuration import (
    PLATFORM_CONFIGURATION,
    Configuration,
    SupportedMessage,
    endpoints_fit,
    read_configuration,
    token_audience,
)
from tests.lti.refusing import refusal_of, refused

from .platform import captured

MOODLE: dict[str, Any] = captured("openid-config")[0]["cfg"]
AT = "https://canvas.school.edu"
D2L_AUDIENCE = "https://api.brightspace.com/auth/token"
CANVAS: dict[str, Any] = {
    "issuer": "https://canvas.instructure.com",
    "authorization_endpoint": "https://sso.canvaslms.com/api/lti/authorize_redirect",
    "token_endpoint": "https://sso.canvaslms.com/login/oauth2/token",
    "jwks_uri": "https://sso.canvaslms.com/api/lti/security/jwks",
    "registration_endpoint": f"{AT}/api/lti/registrations",
    "authorization_server": "canvas.school.edu",
    PLATFORM_CONFIGURATION: {
        "product_family_code": "canvas",
        "version": "OpenSource",
        "https://canvas.instructure.com/lti/account_name": "School",
        "https://canvas.instructure.com/lti/account_lti_guid": "7db4:canvas-lms",
        "messages_supported": [
            {"type": "LtiDeepLinkingRequest", "placements": ["editor_button", "link_selection", "homework_submission"]},
            {"type": "LtiResourceLinkRequest", "placements": ["course_navigation"]},
        ],
        "variables": ["Canvas.course.id", "Canvas.api.domain"],
    },
}


def read(told: dict[str, Any]) -> Configuration:
    return read_configuration(json.dumps(told).encode())


def test_moodle() -> None:
    read_ = read(MOODLE)
    assert (read_.issuer, read_.family, read_.version) == ("http://127.0.0.1:8090", "moodle", "4.5 (Build: 20241007)")
    assert read_.registration_endpoint == "http://127.0.0.1:8090/mod/lti/openid-registration.php"
    assert "https://purl.imsglobal.org/spec/lti-ags/scope/score" in read_.scopes
    assert read_.claims == ("sub", "iss", "name", "given_name", "family_name", "email")
    assert read_.messages == (
        SupportedMessage(type="LtiResourceLinkRequest"),
        SupportedMessage(type="LtiDeepLinkingRequest", placements=("ContentArea",)),
    )


def test_canvas() -> None:
    read_ = read(CANVAS)
    assert (read_.family, read_.account, read_.guid) == ("canvas", "School", "7db4:canvas-lms")


@pytest.mark.parametrize(
    ("told", "says", "owner", "becomes"),
    [
        (D2L_AUDIENCE, "desire2learn", "desire2learn", D2L_AUDIENCE),
        ("https://lms.example.edu/aud", "", "", "https://lms.example.edu/aud"),
        ("canvas.school.edu", "canvas", "canvas", ""),  # as Canvas names it
        ("https://canvas.school.edu", "canvas", "canvas", ""),  # docs/lms-behaviour.md §5.8
        ("https://canvas.school.edu", "canvas", "", ""),
        ("https://canvas.school.edu", "", "canvas", ""),
        ("lms.example.edu", "moodle", "moodle", ""),
        ("javascript:alert(1)", "moodle", "moodle", ""),
        ("https://lms.example.edu/" + "x" * 1000, "moodle", "moodle", ""),
        (5, "moodle", "moodle", ""),
        (None, "moodle", "moodle", ""),
    ],
)
def test_the_audience_of_our_assertions(told: object, says: str, owner: str, becomes: str) -> None:
    read_ = read(MOODLE | {"authorization_server": told, PLATFORM_CONFIGURATION: {"product_family_code": says}})
    assert token_audience(read_, family=owner) == becomes


NEEDED = ("issuer", "authorization_endpoint", "token_endpoint", "jwks_uri", "registration_endpoint")
UNSOUND = ("/mod/lti", "javascript:alert(1)", "https://u:p@a.example/", "https://a.example/" + "x" * 1000)


@pytest.mark.parametrize("name", NEEDED)
@pytest.mark.parametrize("value", [None, "", 5, [], *UNSOUND])
def test_what_must_be_there_and_sound(name: str, value: object) -> None:
    why = refused(read, CANVAS | {name: value})
    assert (why.refusal, name in why.cause.english) == (Refusal.REGISTRATION, True)


@pytest.mark.parametrize("body", [b"", b"<html>", b"[]", b'{"issuer":"a","issuer":"b"}', b" " * 300_000, b"[" * 99_999])
def test_what_is_no_configuration(body: bytes) -> None:
    assert refusal_of(read_configuration, body) is Refusal.REGISTRATION


@pytest.mark.parametrize("platform", [None, [], "x", {}, {"messages_supported": [5, {}, {"type": 5}], "claims": {}}])
def test_the_rest_may_be_anything(platform: object) -> None:
    read_ = read(CANVAS | {PLATFORM_CONFIGURATION: platform, "scopes_supported": {"a": 1}})
    assert (read_.family, read_.messages, read_.scopes) == ("", (), ())


def problems(
    told: dict[str, Any], address: str, *, family: str, configuration_url: str = "", **changes: str
) -> list[tuple[str, bool]]:
    found = endpoints_fit(address, read(told | changes), family=family, configuration_url=configuration_url)
    return [(problem.text.english.split(" ")[0], problem.is_fatal) for problem in found]


@pytest.mark.parametrize(
    ("told", "address", "family"),
    [
        (MOODLE, "http://127.0.0.1:8090", "moodle"),
        (CANVAS, AT, "canvas"),
        (CANVAS, f"{AT.upper().replace('HTTPS', 'https')}:443/accounts/1", "canvas"),
        (CANVAS | {"registration_endpoint": "https://sso.canvaslms.com/api/lti/registrations"}, AT, "canvas"),
    ],
)
def test_an_lms_on_its_own_and_its_familys_hosts_fits(told: dict[str, Any], address: str, family: str) -> None:
    assert problems(told, address, family=family) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"token_endpoint": "https://evil.example/token"}, [("token_endpoint", False)]),
        ({"issuer": "https://evil.example"}, [("issuer", False)]),
        ({"jwks_uri": f"{AT}.evil.example/jwks"}, [("jwks_uri", False)]),
        ({"jwks_uri": f"{AT}:8443/jwks"}, [("jwks_uri", False)]),
        ({"jwks_uri": "https://sso.canvaslms.com:8443/jwks"}, [("jwks_uri", False)]),
        ({"jwks_uri": "https://xsso.canvaslms.com/jwks"}, [("jwks_uri", False)]),
        ({"jwks_uri": "https://blackboard.com/jwks"}, [("jwks_uri", False)]),
        (
            {"registration_endpoint": "http://canvas.school.edu/r"},
            [("registration_endpoint", True), ("registration_endpoint", False)],
        ),
        ({"jwks_uri": "http://169.254.169.254/x"}, [("jwks_uri", True), ("jwks_uri", False)]),
        ({"configuration_url": "https://evil.example/.well-known/c"}, [("openid_configuration", False)]),
        ({"configuration_url": "https://[::1/c"}, [("openid_configuration", True)]),
        ({"configuration_url": f"{AT}/api/lti/security/openid-configuration"}, []),
        ({"authorization_server": "https://evil.example/token"}, []),  # never used for a Canvas
    ],
)
def test_what_does_not_fit(changes: dict[str, str], found: list[tuple[str, bool]]) -> None:
    assert problems(CANVAS, AT, family="canvas", **changes) == found


@pytest.mark.parametrize(
    ("server", "found"),
    [
        ("http://127.0.0.1:8090/aud", []),
        ("aud.example.edu", []),
        ("http://evil.example/token", [("authorization_server", False)]),
    ],
)
def test_an_audience_elsewhere_is_for_the_owner_to_judge(server: str, found: list[tuple[str, bool]]) -> None:
    """All registrations share one key: what is signed for one LMS could open another one's services."""
    told = problems(MOODLE, "http://127.0.0.1:8090", family="moodle", authorization_server=server)
    assert told == found


def test_the_family_is_the_owners_word() -> None:
    """An LMS that says that it is a Canvas gets none of Canvas's hosts by saying so."""
    names = ["issuer", "authorization_endpoint", "token_endpoint", "jwks_uri"]
    assert problems(CANVAS, AT, family="") == [(name, False) for name in names]
    assert problems(CANVAS, AT, family="moodle")[-1] == ("The", False)
    assert problems(MOODLE, "https://127.0.0.1:8090", family="moodle")[0] == ("issuer", True)
