"""The table of what becomes of somebody who comes to a unit."""

import pytest

from slipway.classes.roles import ClassRole
from slipway.workspaces.opening import Opening, Situation, opening

OPEN, START_IN_LMS, NOT_YET, WITHDRAWN = Opening
S, T, O, P = ClassRole.STUDENT, ClassRole.TEACHER, ClassRole.OBSERVER, ClassRole.PREVIEW  # noqa: E741

TABLE = [
    # role, door,    LTI,   unit,                  becomes
    (S, "launch", "on", "published", OPEN),
    (S, "launch", "on", "published started", OPEN),
    (S, "own", "on", "published", START_IN_LMS),
    (S, "own", "on", "published started", OPEN),
    (S, "own", "off", "published", OPEN),
    (S, "own", "off", "published started", OPEN),
    (S, "own", "on", "draft", NOT_YET),
    (S, "own", "off", "draft", NOT_YET),
    (S, "launch", "on", "draft", NOT_YET),
    (S, "launch", "on", "draft started", NOT_YET),
    (S, "own", "on", "withdrawn published", WITHDRAWN),
    (S, "own", "on", "withdrawn published started", WITHDRAWN),
    (S, "launch", "on", "withdrawn published", WITHDRAWN),
    (S, "launch", "on", "withdrawn draft", WITHDRAWN),
    (O, "own", "on", "published", OPEN),
    (O, "launch", "on", "published", OPEN),
    (O, "own", "on", "draft", NOT_YET),
    (O, "launch", "on", "withdrawn published", WITHDRAWN),
    (P, "launch", "on", "published", OPEN),
    (P, "launch", "on", "draft", OPEN),
    (P, "launch", "on", "withdrawn published", OPEN),
    (T, "own", "on", "published", OPEN),
    (T, "own", "off", "draft", OPEN),
    (T, "launch", "on", "draft", OPEN),
    (T, "own", "on", "withdrawn draft", OPEN),
]


@pytest.mark.parametrize(("role", "door", "lti", "unit", "becomes"), TABLE)
def test_what_becomes_of_a_visitor(role: ClassRole, door: str, lti: str, unit: str, becomes: Opening) -> None:
    words = unit.split()
    situation = Situation(
        role=role,
        launched=door == "launch",
        lti_enabled=lti == "on",
        started="started" in words,
        published="published" in words,
        withdrawn="withdrawn" in words,
    )
    assert opening(situation) is becomes
