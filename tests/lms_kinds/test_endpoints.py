# ruff: noqa: E501  # a table is read by its lines

import pytest

from slipway.lms_kinds.canvas import CANVAS
from slipway.lms_kinds.endpoints import endpoints_for, root_of, school_endpoints_for
from slipway.lms_kinds.generic import GENERIC
from slipway.lms_kinds.kind import UsualEndpoints
from slipway.lms_kinds.moodle import MOODLE
from slipway.lms_kinds.registry import KINDS, kind_by_code


@pytest.mark.parametrize(
    ("address", "root"),
    [
        ("https://moodle.school.edu", "https://moodle.school.edu"),
        (" https://moodle.school.edu/ ", "https://moodle.school.edu"),
        ("moodle.school.edu", "https://moodle.school.edu"),
        ("moodle.school.edu:8443/moodle/", "https://moodle.school.edu:8443/moodle"),
        ("https://school.edu/moodle/course/view.php?id=5#x", "https://school.edu/moodle"),
        ("https://school.edu/moodle/login/index.php", "https://school.edu/moodle"),
        ("https://school.edu/moodle/index.php", "https://school.edu/moodle"),
        ("https://school.edu/moodle/my/", "https://school.edu/moodle"),
        ("https://canvas.school.edu/courses/5/modules", "https://canvas.school.edu"),
        ("https://lms.school.edu/d2l/home/6606", "https://lms.school.edu"),
        ("https://sakai.school.edu/portal/site/abc", "https://sakai.school.edu"),
        ("https://bb.school.edu/ultra/courses/_1_1/cl/outline", "https://bb.school.edu"),
        ("https://edx.school.edu/courses/course-v1:a+b+c/about", "https://edx.school.edu"),
        ("https://school.edu/learn", "https://school.edu/learn"),
        ("https://school.edu/learn/course/view.php?id=5", "https://school.edu/learn"),
        ("http://127.0.0.1:8090", "http://127.0.0.1:8090"),
        ("http://[::1]:8090/x", "http://[::1]:8090/x"),
        ("https://MOODLE.School.edu", "https://moodle.school.edu"),
        ("", ""),
        ("https://", ""),
        ("ftp://school.edu", ""),
        ("javascript:alert(1)", ""),
        ("https://user:secret@school.edu", ""),
        ("https://school.edu:port", ""),
        ("https://[::1", ""),
    ],
)
def test_where_an_lms_stands(address: str, root: str) -> None:
    assert root_of(address) == root


@pytest.mark.parametrize(
    ("family", "address", "expected"),
    [
        ("moodle", "https://m.edu/moodle/", ("https://m.edu/moodle", "https://m.edu/moodle/mod/lti/auth.php", "")),
        ("canvas", "https://school.instructure.com", ("https://canvas.instructure.com", "https://sso.canvaslms.com/api/lti/authorize_redirect", "")),
        ("canvas", "https://canvas.school.edu", ("https://canvas.instructure.com", "https://sso.canvaslms.com/api/lti/authorize_redirect", "")),
        ("canvas", "school.beta.instructure.com", ("https://canvas.beta.instructure.com", "https://sso.beta.canvaslms.com/api/lti/authorize_redirect", "")),
        ("canvas", "school.test.instructure.com", ("https://canvas.test.instructure.com", "https://sso.test.canvaslms.com/api/lti/authorize_redirect", "")),
        ("desire2learn", "https://b.edu/d2l/home", ("https://b.edu", "https://b.edu/d2l/lti/authenticate", "https://api.brightspace.com/auth/token")),
        ("blackboard", "https://bb.edu", ("https://blackboard.com", "https://developer.blackboard.com/api/v1/gateway/oidcauth", "")),
        ("sakai", "https://s.edu/portal", ("https://s.edu", "https://s.edu/imsoidc/lti13/oidc_auth", "")),
        ("schoology", "https://x.schoology.com", ("https://schoology.schoology.com", "https://lti-service.svc.schoology.com/lti-service/authorize-redirect", "")),
        ("openedx", "https://e.edu", ("https://e.edu", "https://e.edu/api/lti_consumer/v1/launch/", "")),
    ],
)  # fmt: skip
def test_the_endpoints_of_each_lms(family: str, address: str, expected: tuple[str, str, str]) -> None:
    made = endpoints_for(kind_by_code(family), address)
    assert made
    assert (made.issuer, made.auth_url, made.token_audience) == expected


@pytest.mark.parametrize(
    ("family", "ids", "endpoint", "address"),
    [
        ("blackboard", {}, "jwks_url", ""),
        ("blackboard", {"client_id": "c-1"}, "jwks_url", "https://developer.blackboard.com/api/v1/management/applications/c-1/jwks.json"),
        ("sakai", {}, "token_url", ""),
        ("openedx", {}, "jwks_url", ""),
        ("openedx", {}, "token_url", ""),
        ("openedx", {"tool_id": "b-1"}, "token_url", "https://a.edu/api/lti_consumer/v1/token/b-1"),
    ],
)  # fmt: skip
def test_what_needs_more_than_an_address(family: str, ids: dict[str, str], endpoint: str, address: str) -> None:
    assert getattr(endpoints_for(kind_by_code(family), "https://a.edu", **ids), endpoint) == address


def test_a_canvas_of_ones_own() -> None:
    assert school_endpoints_for(CANVAS, "http://127.0.0.1:8001/courses/5") == UsualEndpoints(
        issuer="https://canvas.instructure.com",
        auth_url="http://127.0.0.1:8001/api/lti/authorize_redirect",
        jwks_url="http://127.0.0.1:8001/api/lti/security/jwks",
        token_url="http://127.0.0.1:8001/login/oauth2/token",
    )
    assert school_endpoints_for(CANVAS, "") is None


def test_every_family_has_a_rule_and_nobody_else() -> None:
    assert [kind for kind in KINDS if not endpoints_for(kind, "https://a.edu")] == [GENERIC]
    assert endpoints_for(MOODLE, "") is None


def test_shared_hosts() -> None:
    assert {"canvas.instructure.com", "sso.canvaslms.com", "sso.beta.canvaslms.com"} <= CANVAS.vendor.services
    assert MOODLE.vendor.services == GENERIC.vendor.services == frozenset()
