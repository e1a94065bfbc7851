"""Small decisions: whose link it is, role strings, where it may be served, which HTML is kept, what a login asks."""

from dataclasses import dataclass

import pytest

from practice_lms.installing.matching import app_for
from practice_lms.sanitise import sanitise
from practice_lms.serve import NotLoopbackError, loopback_address
from practice_lms.v1p1.canvas_roles import ext_roles, roles
from practice_lms.v1p3.asked import is_listed, problem_with


@dataclass(frozen=True)
class Tool:
    launch_url: str
    domain: str


EXACT = Tool("https://a.example/lti?y=2&x=1", "")
DOMAIN = Tool("https://t.example/lti", "t.example")
PORT = Tool("", "localhost:8000")


@pytest.mark.parametrize(
    ("url", "app"),
    [
        ("https://a.example:443/lti?x=1&y=2", EXACT),
        ("https://A.example/lti?x=1&y=2", EXACT),
        ("https://a.example/lti?x=1", None),
        ("https://t.example/lti/units/5", DOMAIN),
        ("https://sub.t.example/x", DOMAIN),
        ("https://not-t.example/x", None),
        ("http://localhost:8000/lti/units/1", PORT),
        ("http://localhost:8001/lti/units/1", None),
        ("javascript:alert(1)", None),
        ("https://t.example:port/", None),
        ("", None),
    ],
)
def test_a_link_belongs_to_an_app_by_url_or_domain(url: str, app: Tool | None) -> None:
    assert app_for(url, [EXACT, DOMAIN, PORT]) is app


@pytest.mark.parametrize(
    ("person", "administrator", "sent"),
    [
        ({"teacher"}, False, "Instructor"),
        ({"student"}, False, "Learner"),
        ({"ta"}, False, "urn:lti:role:ims/lis/TeachingAssistant"),
        ({"designer"}, False, "ContentDeveloper"),
        ({"observer"}, False, "urn:lti:instrole:ims/lis/Observer,urn:lti:role:ims/lis/Mentor"),
        (set(), True, "urn:lti:instrole:ims/lis/Administrator"),
        ({"student", "teacher"}, False, "Instructor,Learner"),
        (set(), False, "urn:lti:sysrole:ims/lis/None"),
    ],
)
def test_role_strings(person: set[str], administrator: bool, sent: str) -> None:
    assert roles(person, administrator=administrator) == sent


def test_ext_roles_are_sorted_and_say_institution_course_and_system() -> None:
    assert ext_roles(["student"], ["student"], administrator=False) == (
        "urn:lti:instrole:ims/lis/Student,urn:lti:role:ims/lis/Learner,urn:lti:sysrole:ims/lis/User"
    )


@pytest.mark.parametrize("bind", ["0.0.0.0:8001", "192.168.0.2:80", "example.org:80", ":8001", "127.0.0.1", "[::]:1"])
def test_it_serves_on_loopback_only(bind: str) -> None:
    with pytest.raises(NotLoopbackError):
        loopback_address(bind)


@pytest.mark.parametrize("bind", ["127.0.0.1:8001", "localhost:8001", "[::1]:8001", "127.0.0.9:8001"])
def test_loopback_has_several_names(bind: str) -> None:
    assert loopback_address(bind)[1] == 8001


def test_written_html_is_held_to_an_allow_list() -> None:
    written = (
        '<p onclick="x()">a<script>alert(1)</script><a href="javascript:x">b</a>'
        '<a href="/courses/1/external_tools/retrieve?url=x" target="_blank" title="t" style="x">c</a>'
        '<iframe src="/courses/1" width="800" srcdoc="x"></iframe></p>'
    )
    assert sanitise(written) == (
        '<p>a<a rel="noopener">b</a>'
        '<a href="/courses/1/external_tools/retrieve?url=x" target="_blank" title="t" rel="noopener">c</a>'
        '<iframe src="/courses/1" width="800"></iframe></p>'
    )


ASKED = {
    "scope": "openid",
    "response_type": "id_token",
    "response_mode": "form_post",
    "prompt": "none",
    "client_id": "c",
    "redirect_uri": "r",
    "login_hint": "l",
    "lti_message_hint": "m",
    "nonce": "n",
}


@pytest.mark.parametrize("name", ASKED)
def test_all_nine_parameters_are_needed(name: str) -> None:
    wrong = problem_with({other: value for other, value in ASKED.items() if other != name})
    assert wrong is not None
    assert (wrong.kind, str(wrong).endswith(f": {name}")) == ("missing", True)


@pytest.mark.parametrize(
    ("changed", "kind"),
    [
        ({}, None),
        ({"scope": "openid profile"}, "scope"),
        ({"response_type": "code"}, "response_type"),
        ({"response_mode": "query"}, "missing"),
        ({"prompt": "login"}, "missing"),
    ],
)
def test_four_parameters_have_one_value(changed: dict[str, str], kind: str | None) -> None:
    wrong = problem_with(ASKED | changed)
    assert (wrong.kind if wrong else None) == kind


@pytest.mark.parametrize(
    ("uri", "listed", "by_prefix", "fits"),
    [
        ("http://t/launch", ["http://t/launch"], False, True),
        ("http://t/launch?a=1", ["http://t/launch"], False, False),
        ("http://t/launch?a=1", ["http://t/launch"], True, True),
        ("http://t/launch", ["http://t/launch?a=1"], True, False),
        ("http://t/launch?b=2&a=1", ["http://t/launch?a=1"], True, True),
        ("http://t/launch/", ["http://t/launch"], True, False),
        ("", ["http://t/launch"], True, False),
    ],
)
def test_redirect_uris_are_registered(uri: str, listed: list[str], by_prefix: bool, fits: bool) -> None:
    assert is_listed(uri, listed, by_prefix=by_prefix) is fits
