"""Open edX before 2026 sends no role of the course; what it says of the institution counts there, and nowhere else."""

from typing import Any

import pytest

from slipway.classes.roles import ClassRole, class_role
from slipway.lms_kinds.brightspace import CLAIM
from slipway.lms_kinds.canvas import PLACEMENT_CLAIM
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.launch import read_claims

from .platform import DEEP_LINKING, LTI, RESOURCE_LINK, captured

PERSON = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
KEY = {f"{LTI}context": {"id": "course-v1:edX+Judge+2026", "title": "Judge"}}
SENT = [each["claims"] for each in captured("1.3")]
BLOCKS = [claims for claims in SENT if "course-v1" in str(claims[f"{LTI}context"])]  # as Open edX 11.4 sends them


def right(claims: dict[str, Any], *roles: str) -> ClassRole | None:
    return class_role(read_claims(claims | {f"{LTI}roles": [*roles]}).roles)


@pytest.mark.parametrize("claims", BLOCKS)
def test_b4_a_captured_message_with_the_roles_of_before(claims: dict[str, Any]) -> None:
    assert right(claims, f"{PERSON}Student") is ClassRole.STUDENT
    assert right(claims, f"{PERSON}Instructor") is ClassRole.TEACHER
    staff = ["http://purl.imsglobal.org/vocab/lis/v2/system/person#Administrator", f"{PERSON}Instructor"]
    assert right(claims, *staff) is ClassRole.TEACHER


def test_b4_both_kinds_of_message_were_captured() -> None:
    assert {each[names.MESSAGE_TYPE] for each in BLOCKS} == {names.RESOURCE_LINK_REQUEST, names.DEEP_LINKING_REQUEST}


def platform(**told: str) -> dict[str, Any]:
    return {f"{LTI}tool_platform": told}


@pytest.mark.parametrize("base", [RESOURCE_LINK, DEEP_LINKING])
@pytest.mark.parametrize(
    "claims",
    [
        KEY,
        KEY | platform(guid="26d53695-07ba-5604-b64e-3620259ab17d", name="A School"),
        {f"{LTI}context": {"id": "ccx-v1:edX+Judge+2026+ccx@1"}},
    ],
)
def test_b4_it_is_known_by_its_course_key(base: dict[str, Any], claims: dict[str, Any]) -> None:
    assert right(base | claims, f"{PERSON}Student") is ClassRole.STUDENT


@pytest.mark.parametrize(
    "claims",
    [
        # every other kind of LMS, each with what tells it, and with a course key for an id besides
        *[KEY | platform(product_family_code=code) for code in (
            "canvas", "moodle", "BlackboardLearn", "desire2learn", "sakai", "schoology", "Some LMS", "openedx"
        )],
        KEY | platform(family_code="moodle"),
        KEY | {"iss": "https://canvas.instructure.com"},
        KEY | {"iss": "https://blackboard.com"},
        KEY | {"iss": "https://schoology.schoology.com"},
        KEY | {PLACEMENT_CLAIM: "editor_button"},
        KEY | {CLAIM: {"user_id": 1}},
        # and what is no course key
        {},
        {f"{LTI}context": {"id": "7"}},
        {f"{LTI}context": {"id": "Course-v1:edX+Judge+2026"}},
        {f"{LTI}context": {"id": "x course-v1:edX+Judge+2026"}},
        {f"{LTI}context": {"id": "7", "label": "course-v1:edX+Judge+2026"}},
        {f"{LTI}custom": {"context_id": "course-v1:edX+Judge+2026"}},
    ],
)  # fmt: skip
def test_b4_in_no_other_lms_does_the_institution_count(claims: dict[str, Any]) -> None:
    for base in (RESOURCE_LINK, DEEP_LINKING):
        assert right(base | claims, f"{PERSON}Instructor") is None
        assert right(base | claims, f"{PERSON}Student") is None


def test_b4_in_no_other_captured_message() -> None:
    others = [claims for claims in SENT if claims not in BLOCKS]
    assert others
    assert {right(claims, f"{PERSON}Instructor") for claims in others} == {None}
