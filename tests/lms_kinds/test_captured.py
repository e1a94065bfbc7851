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
from slipway.lti.v1p1.launch import read_launch_form
from slipway.lti.v1p3.launch import read_claims
from tests.lti import dialects
from tests.lti.signing import form_of
from tests.lti.v1p3.platform import captured

CANVAS_COURSE = ("canvas.example.edu", "5", "https://canvas.example.edu/courses/5")
MOODLE_COURSE = ("127.0.0.1:8090", "2", "http://127.0.0.1:8090/course/view.php?id=2")
BLACKBOARD_HOME = "https://bb.example.edu/webapps/blackboard/execute/launcher?type=Course&id=_12_1"
# Host, id and home of the course; None where nothing tells it.
FORMS = [
    (CANVAS, dialects.CANVAS, CANVAS_COURSE),
    (CANVAS, dialects.CANVAS | {"launch_presentation_return_url": ""}, CANVAS_COURSE),
    (CANVAS, dialects.CANVAS_NAVIGATION, CANVAS_COURSE),
    (CANVAS, dialects.CANVAS_SELECTION, CANVAS_COURSE),  # names no product
    (MOODLE, dialects.MOODLE, MOODLE_COURSE),
    (MOODLE, dialects.MOODLE_SELECTION, MOODLE_COURSE),
    (BLACKBOARD, dialects.BLACKBOARD, ("bb.example.edu", "_12_1", BLACKBOARD_HOME)),
    (BRIGHTSPACE, dialects.BRIGHTSPACE, ("d2l.example.edu", "6606", "https://d2l.example.edu/d2l/home/6606")),
    (SAKAI, dialects.SAKAI, ("", "site-77", "")),
    (SCHOOLOGY, dialects.SCHOOLOGY, None),
    (OPEN_EDX, dialects.OPENEDX, ("127.0.0.1:8095", "course-v1:edX+Loops+2026", "")),
]
# By the port that each ran at; the last is a program that says of itself no more than LTI wants.
ISSUERS = {8090: MOODLE, 8091: MOODLE, 8443: MOODLE, 8095: OPEN_EDX, 8096: GENERIC}


def in_id_token(claims: dict[str, Any]) -> tuple[LmsKind, LaunchMessage, tuple[str, str, str] | None]:
    message, site = read_claims(claims), urlsplit(claims["iss"])
    kind = ISSUERS[site.port or 443]
    assert message.course
    home = f"{claims['iss']}{kind.courses.home}{message.course.id}" if kind.courses.home else ""
    return kind, message, (site.netloc, message.course.id, home) if kind.family else None


LAUNCHES = [
    *((kind, read_launch_form(form_of(sent)), course) for kind, sent, course in FORMS),
    *(in_id_token(each["claims"]) for each in captured("1.3")),
]


@pytest.mark.parametrize(("kind", "message", "told"), LAUNCHES)
def test_a_launch_tells_its_kind_and_its_course(
    kind: LmsKind, message: LaunchMessage, told: tuple[str, str, str] | None
) -> None:
    assert kind_by_code(message.platform.family) is kind
    course = course_of(message)
    assert (course and (course.host, course.course_id, course.home_url)) == told
    if course and course.home_url:  # the kind reads its own address as teachers paste it
        pasted = read_course_url(course.home_url)
        assert pasted
        assert same_course(pasted, course)
        assert kind_of_page(course.home_url) is kind
        assert root_of(course.home_url) == root_of(course.home_url.partition(course.host)[0] + course.host)


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
    for name in (kind.code, kind.code.upper(), *kind.marks.aliases, *([kind.name.english] if kind.family else [])):
        assert known_kind(name) is kind
    others = [other for other in KINDS if other is not kind]
    names = {kind.code, *kind.marks.aliases}
    assert not [other.code for other in others if names & {other.code, *other.marks.aliases}]
    assert not [other.code for other in others if kind.vendor.issuers & other.vendor.issuers]
