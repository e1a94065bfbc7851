"""The bad payloads that 1EdTech's certification of tools is published to send, each as a platform would sign it."""

from typing import Any

import pytest

from slipway.lti.refusal import Refusal
from tests.lti.refusing import refusal_of

from .platform import LTI, RESOURCE_LINK, SECONDS, token
from .tool import launched

NO_KID = b'{"typ": "JWT", "alg": "RS256"}'
MALFORMED, TOKEN = Refusal.MALFORMED, Refusal.TOKEN


def lti(name: str, value: object = None) -> dict[str, Any]:
    return {**RESOURCE_LINK, f"{LTI}{name}": value}


def plain(**claims: object) -> dict[str, Any]:
    return {**RESOURCE_LINK, **claims}


CASES = {
    "no KID sent in header": (token(header=NO_KID), TOKEN),
    "incorrect KID in header": (token(header={"kid": "imstester_66067"}), TOKEN),
    "wrong signature": (token(key="stranger", header={"kid": "first"}), TOKEN),
    "wrong LTI version": (token(lti("version", "11.3")), Refusal.UNSUPPORTED_MESSAGE),
    "no LTI version": (token(lti("version")), MALFORMED),
    "invalid LTI message: only a name": (token(b'{"name": "badltilaunch"}'), TOKEN),
    "missing LTI claims": (token({name: RESOURCE_LINK[name] for name in RESOURCE_LINK if LTI not in name}), MALFORMED),
    "timestamps incorrect": (token(plain(iat=11111, exp=22222)), Refusal.STALE),
    "expired": (token(plain(iat=SECONDS - 7200, exp=SECONDS - 3600)), Refusal.STALE),
    "exp missing": (token(plain(exp=None)), TOKEN),
    "iat missing": (token(plain(iat=None)), TOKEN),
    "issued in the future": (token(plain(iat=SECONDS + 600)), Refusal.STALE),
    "nonce missing": (token(plain(nonce=None)), TOKEN),
    "nonce of another login": (token(plain(nonce="another")), TOKEN),
    "iss missing": (token(plain(iss=None)), TOKEN),
    "iss wrong": (token(plain(iss="https://another.example")), TOKEN),
    "aud missing": (token(plain(aud=None)), TOKEN),
    "aud wrong": (token(plain(aud="another")), TOKEN),
    "message type claim missing": (token(lti("message_type")), MALFORMED),
    "message type wrong": (token(lti("message_type", "LtiBogusRequest")), Refusal.UNSUPPORTED_MESSAGE),
    "role claim missing": (token(lti("roles")), MALFORMED),
    "deployment id claim missing": (token(lti("deployment_id")), MALFORMED),
    "deployment id empty": (token(lti("deployment_id", "")), MALFORMED),
    "resource link claim missing": (token(lti("resource_link")), MALFORMED),
    "resource link id claim missing": (token(lti("resource_link", {"title": "No id"})), MALFORMED),
    "resource link id empty": (token(lti("resource_link", {"id": ""})), MALFORMED),
    "target link uri claim missing": (token(lti("target_link_uri")), MALFORMED),
}


@pytest.mark.parametrize("name", CASES)
def test_it_is_refused(name: str) -> None:
    sent, refusal = CASES[name]
    assert refusal_of(launched, sent) is refusal


@pytest.mark.parametrize(
    "claims",
    [
        RESOURCE_LINK,
        lti("roles", []),
        lti("roles", ["http://purl.imsglobal.org/vocab/lis/v2/unknown/unknown#Helper"]),
        lti("roles", ["Learner", "http://purl.imsglobal.org/vocab/lis/v2/membership#Learner"]),
        lti("context"),
        lti("custom"),
        lti("resource_link", {"id": "l", "title": None, "description": None}),
        plain(name=None, given_name=None, family_name=None, email=None),
        plain(email="only@mail.example"),
        plain(given_name="Only", family_name="Names"),
    ],
)
def test_valid_launches_of_the_same_list_are_let_in(claims: dict[str, Any]) -> None:
    assert launched(token(claims)).person.user_id == "person-1"
