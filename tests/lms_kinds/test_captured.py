"""Each kind of LMS against what running ones sent (Moodle, Open edX), and what the others are known to send."""

from typing import Any
from urllib.parse import urlsplit

import pytest

from slipway.lms.course_ref import course_of, kind_of_page, read_course_url, same_course
from slipway.lms_kinds.blackboard import BLACKBOARD
from slipway.lms_kinds.brightspace import BRIGHTSPACE
from slipway.lms_kinds.canvas import CANVAS
from slipway.lms_kinds.endpoints import endpoints_for, root_of
from slipway.lms_kinds.generic import GENERIC
from slipway.lms_kinds.kind import LmsKind
from slipway.lms_kinds.moodle import MOODLE
from slipway.lms_kinds.openedx import OPEN_EDX
from slipway.lms_kinds.registry import KINDS, kind_by_code, known_kind
from slipway.lms_kinds.sakai import SAKAI
from slipway.lms_kinds.schoology import SCHOOLOGY
from slipway.lti.message import LaunchMessage
from slipway.lti.v1p1.launch import read_launch as read_form
from slipway.lti.v1p3.launch import read_launch
from tests.lti import dialects
from tests.lti.signing import form_of
from tests.lti.v1p3.platform import captured

FORMS = [
    (CANVAS, dialects.CANVAS, "canvas.example.edu", "5"),
    (CANVAS, dialects.CANVAS_NAVIGATION, "canvas.example.edu", "5"),
    (CANVAS, dialects.CANVAS_SELECTION, "canvas.example.edu", "5"),  # names no product
    (MOODLE, dialects.MOODLE, "127.0.0.1:8090", "2"),
    (MOODLE, dialects.MOODLE_SELECTION, "127.0.0.1:8090", "2"),
    (BLACKBOARD, dialects.BLACKBOARD, "bb.example.edu", "_12_1"),
    (BRIGHTSPACE, dialects.BRIGHTSPACE, "d2l.example.edu", "6606"),
    (SAKAI, dialects.SAKAI, "", "site-77"),
    (SCHOOLOGY, dialects.SCHOOLOGY, None, None),
    (OPEN_EDX, dialects.OPENEDX, "127.0.0.1:8095", "course-v1:edX+Loops+2026"),
]
# By the port that each ran at; the last is a program that says of itself no more than LTI wants.
ISSUERS = {8090: MOODLE, 8091: MOODLE, 8443: MOODLE, 8095: OPEN_EDX, 8096: GENERIC}


def in_id_token(claims: dict[str, Any]) -> tuple[LmsKind, LaunchMessage, str | None, str | None]:
    message, site = read_launch(claims), urlsplit(claims["iss"])
    kind = ISSUERS[site.port or 443]
    assert message.course
    return (kind, message, site.netloc, message.course.id) if kind.family else (kind, message, None, None)


LAUNCHES = [
    *((kind, read_form(form_of(sent)), host, course) for kind, sent, host, course in FORMS),
    *(in_id_token(each["claims"]) for each in captured("1.3")),
]


@pytest.mark.parametrize(("kind", "message", "host", "course_id"), LAUNCHES)
def test_a_launch_tells_its_kind_and_its_course(
    kind: LmsKind, message: LaunchMessage, host: str | None, course_id: str | None
) -> None:
    assert kind_by_code(message.platform.family) is kind
    course = course_of(message)
    assert (course and (course.host, course.course_id)) == (None if host is None else (host, course_id))
    if course and course.home_url:  # the kind reads its own address as teachers paste it
        pasted = read_course_url(course.home_url)
        assert pasted
        assert same_course(pasted, course)
        assert kind_of_page(course.home_url) is kind
        assert root_of(course.home_url) == root_of(f"{urlsplit(course.home_url).scheme}://{host}")


def test_every_kind_was_held_against_a_launch() -> None:
    assert {kind.code for kind, *_ in LAUNCHES} == {kind.code for kind in KINDS}


@pytest.mark.parametrize("told", [each["cfg"] for each in captured("openid-config")])
def test_what_moodle_says_of_its_endpoints_is_what_we_fill_in(told: dict[str, str]) -> None:
    found = endpoints_for(MOODLE, f"{told['issuer']}/my/")
    assert found
    assert (found.issuer, found.auth_url) == (told["issuer"], told["authorization_endpoint"])
    assert (found.jwks_url, found.token_url) == (told["jwks_uri"], told["token_endpoint"])


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.code)
def test_every_name_of_a_kind_leads_to_it_alone(kind: LmsKind) -> None:
    for name in (kind.code, kind.code.upper(), *kind.marks.aliases, *([kind.name] if kind.family else [])):
        assert known_kind(name) is kind
    others = [other for other in KINDS if other is not kind]
    names = {kind.code, *kind.marks.aliases}
    assert not [other.code for other in others if names & {other.code, *other.marks.aliases}]
    assert not [other.code for other in others if kind.vendor.issuers & other.vendor.issuers]
