"""The launches of 1EdTech's LTI Advantage Conformance Certification Guide 1.3 §6.1, by their names there.

Each is sent to a running server. Slipway is tested against the published cases; nobody has certified it.
Deep linking (Certification Guide 1.3 §6.2) is in `tests/picker`.
"""

import json
import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import pytest

from tests.launches.oidc import OidcLms, lti, person, registered
from tests.launches.oidc_platform import Platform
from tests.launches.school import School
from tests.launches.traces import changed, rows
from tests.lti.v1p3.platform import LTI, MEMBERSHIP, token

pytestmark = pytest.mark.http

Claims = dict[str, Any]
Sign = Callable[[Claims], str]
PERSON = "http://purl.imsglobal.org/vocab/lis/v2/institution/person#"
NO_KID = b'{"typ": "JWT", "alg": "RS256"}'


@pytest.fixture(scope="module")
def suite(acme: School, platform: Platform) -> OidcLms:
    """A platform of several keys, where a token without a kid names none (of one, it names that one)."""
    platform.keys["several"] = ["first", "second"]
    return registered(acme, platform, client=f"{acme.slug}-suite", jwks="several")


def without(*names: str) -> Sign:
    return lambda claims: token({name: value for name, value in claims.items() if name not in names})


def saying(**changes: Any) -> Sign:
    return lambda claims: token(claims | changes)


def no_lti_claims(claims: Claims) -> str:
    return token({name: value for name, value in claims.items() if not name.startswith(LTI)})


def link_without_id(claims: Claims) -> str:
    return token(claims | lti("resource_link", {"title": "Introduction Assignment"}))


# Certification Guide 1.3 §6.1.1: name, how it is sent, status and code of the answer.
BAD: list[tuple[str, Sign, int, str]] = [
    ("No KID Sent in JWT header", lambda claims: token(claims, header=NO_KID), 401, "token"),
    ("Incorrect KID in JWT header", lambda claims: token(claims, header={"kid": "imstester_66067"}), 401, "token"),
    ("Wrong LTI Version", lambda claims: token(claims | lti("version", "11.3")), 400, "unsupported-message"),
    ("No LTI Version", without(f"{LTI}version"), 400, "malformed"),
    ("Invalid LTI message", lambda _: token(json.dumps({"name": "badltilaunch"}).encode()), 401, "token"),
    ("Missing LTI Claims", no_lti_claims, 400, "malformed"),
    ("Timestamps Incorrect", saying(iat=11111, exp=22222), 401, "stale"),
    ("message_type Claim Missing", without(f"{LTI}message_type"), 400, "malformed"),
    ("role Claim Missing", without(f"{LTI}roles"), 400, "malformed"),
    ("deployment_id Claim Missing", without(f"{LTI}deployment_id"), 400, "malformed"),
    ("resource_link_id Claim Missing", link_without_id, 400, "malformed"),
    ("user Claim Missing", without("sub"), 403, "anonymous"),
]


@pytest.mark.parametrize(("sign", "status", "code"), [case[1:] for case in BAD], ids=[case[0] for case in BAD])
def test_known_bad_payloads(acme: School, suite: OidcLms, sign: Sign, status: int, code: str) -> None:
    suite.launch(acme.loops, person("before"))
    before = rows(acme.server)
    begun = suite.login(acme.loops)
    answer = suite.post(begun, sign(suite.claims(acme.loops, begun.asked["nonce"], person("bad"))))
    assert (answer.status_code, answer.headers.get("x-refusal-code")) == (status, code)
    assert set(changed(acme.server, before)) <= {"lms_platformkeyset"}


@dataclass(frozen=True)
class Valid:
    """A launch of Certification Guide 1.3 §6.1.2, §6.1.3. `let_in`: as that role; else refused with `code`."""

    name: str
    claims: Callable[[str], Mapping[str, Any]]
    code: str = ""


def roles(*sent: str) -> Claims:
    return lti("roles", list(sent))


NO_NAMES = {"name": None, "given_name": None, "family_name": None}
NOBODY = NO_NAMES | {"email": None}
VALID = [
    Valid("Launch", lambda _: {}),
    Valid("with Roles", lambda role: roles(f"{PERSON}Other", f"{MEMBERSHIP}{role}")),
    Valid("Short Role", roles),
    # Known to be who they are, and told by the page that their role is none of the course: no right is guessed.
    Valid("Unknown Role", lambda _: roles("http://purl.imsglobal.org/vocab/lis/v2/unknown#Helper"), "no-role"),
    Valid("No Role", lambda _: roles(), "no-role"),
    Valid("Email Only", lambda _: NO_NAMES),
    Valid("Names Only", lambda _: {"email": None}),
    Valid("No PII", lambda _: NOBODY),
    # A unit is opened from a course that is connected to its class; this one names none.
    Valid("Email Without Context", lambda _: NO_NAMES | lti("context", None), "course-missing"),
]  # fmt: skip


@pytest.mark.parametrize("role", ["Instructor", "Learner"])
@pytest.mark.parametrize("case", VALID, ids=lambda case: case.name)
def test_valid_launches(acme: School, suite: OidcLms, case: Valid, role: str) -> None:
    who = person(f"{role} {case.name} {time.time()}", role=role) | dict(case.claims(role))
    answer = suite.launch(acme.loops, who)
    assert answer.headers.get("x-refusal-code", "") == case.code
    if case.code:
        assert "<strong>What to do:</strong>" in answer.text
    else:
        shown = {"Instructor": "teacher", "Learner": "student"}[role]
        assert f'data-role="{shown}"' in suite.page(answer).text
