"""The valid launches of 1EdTech's LTI Advantage Conformance Certification Guide 1.3 §6.1, by their names there.

Each is sent to a running server. Slipway is tested against the published cases; nobody has certified it. The bad ones
are in test_oidc_refusals.py, deep linking (Certification Guide 1.3 §6.2) is in `tests/picker`.
"""

import time
from collections.abc import Callable, Mapping
from typing import Any

import pytest

from tests.launches.oidc import OidcLms, lti, person
from tests.launches.school import School
from tests.lti.v1p3.platform import MEMBERSHIP

pytestmark = pytest.mark.http

PERSON = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"


def roles(*sent: str) -> dict[str, Any]:
    return lti("roles", list(sent))


NO_NAMES = {"name": None, "given_name": None, "family_name": None}
NOBODY = NO_NAMES | {"email": None}
# Certification Guide 1.3 §6.1.2, §6.1.3: by name what changes for a role, and the code of a launch that is refused.
VALID: dict[str, tuple[Callable[[str], Mapping[str, Any]], str]] = {
    "Launch": (lambda _: {}, ""),
    "with Roles": (lambda role: roles(f"{PERSON}Other", f"{MEMBERSHIP}{role}"), ""),
    "Short Role": (roles, ""),
    # Known to be who they are, and told by the page that their role is none of the course: no right is guessed.
    "Unknown Role": (lambda _: roles("http://purl.imsglobal.org/vocab/lis/v2/unknown#Helper"), "no-role"),
    "No Role": (lambda _: roles(), "no-role"),
    "Email Only": (lambda _: NO_NAMES, ""),
    "Names Only": (lambda _: {"email": None}, ""),
    "No PII": (lambda _: NOBODY, ""),
    # A unit is opened from a course that is connected to its class; this one names none.
    "Email Without Context": (lambda _: NO_NAMES | lti("context", None), "course-missing"),
}


@pytest.mark.parametrize("role", ["Instructor", "Learner"])
@pytest.mark.parametrize("name", VALID)
def test_valid_launches(acme: School, canvas13: OidcLms, name: str, role: str) -> None:
    claims, code = VALID[name]
    who = person(f"{role} {name} {time.time()}", role=role) | dict(claims(role))
    answer = canvas13.launch(acme.loops, who)
    assert answer.headers.get("x-refusal-code", "") == code
    if code:
        assert "<strong>What to do:</strong>" in answer.text
    else:
        shown = {"Instructor": "teacher", "Learner": "student"}[role]
        assert f'data-role="{shown}"' in canvas13.page(answer).text
