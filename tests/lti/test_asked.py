"""What every registration asks for, whichever way it is made."""

import re

import pytest

from slipway.lti.config.asked import custom_lines, custom_parameters, scopes
from slipway.lti.v1p3.names import NOTICE_SCOPE, ROSTER_SCOPE, SCORE_SCOPE

EVERYWHERE = {
    "$Context.id.history",
    "$ResourceLink.id.history",
    "$ResourceLink.available.startDateTime",
    "$ResourceLink.available.endDateTime",
    "$ResourceLink.submission.startDateTime",
    "$ResourceLink.submission.endDateTime",
}
OF_CANVAS = {
    "$Canvas.assignment.dueAt.iso8601",
    "$Canvas.assignment.lockAt.iso8601",
    "$Canvas.assignment.unlockAt.iso8601",
    "$Canvas.assignment.allowedAttempts",
    "$Canvas.course.id",
    "$Canvas.api.domain",
}
FAMILIES = ["canvas", "moodle", "blackboard", "desire2learn", "sakai", "schoology", "openedx", "", "another"]


@pytest.mark.parametrize("family", FAMILIES)
def test_custom_parameters(family: str) -> None:
    asked = custom_parameters(family)
    assert set(asked.values()) == EVERYWHERE | (OF_CANVAS if family == "canvas" else set())
    assert all(re.fullmatch("[a-z0-9_]+", name) for name in asked)  # as every LMS leaves a name
    assert custom_lines(family).splitlines() == [f"{name}={variable}" for name, variable in asked.items()]


@pytest.mark.parametrize("family", FAMILIES)
def test_scopes_of_an_lms_that_names_none(family: str) -> None:
    assert {SCORE_SCOPE, ROSTER_SCOPE} <= set(scopes(family))
    assert (NOTICE_SCOPE in scopes(family)) is (family == "canvas")


def test_scopes_of_an_lms_that_names_its_own() -> None:
    offered = frozenset({NOTICE_SCOPE, "openid", SCORE_SCOPE})
    assert scopes("moodle", offered=offered) == (SCORE_SCOPE, NOTICE_SCOPE)
    assert scopes("canvas", offered=frozenset({"openid"})) == ()
