"""Logins and id_tokens of LTI 1.3, signed by RS256 in this process."""

import json
import time
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from cryptography.hazmat.primitives.asymmetric import padding, rsa
from cryptography.hazmat.primitives.hashes import SHA256

from bench.lms.course import CLIENT_ID, CONTEXT_ID, COURSE, DEPLOYMENT, GUID, ISSUER, ORIGIN, Person, opaque

SPEC = "https://purl.imsglobal.org/spec"
LTI = f"{SPEC}/lti/claim/"
MEMBERSHIP = "http://purl.imsglobal.org/vocab/lis/v2/membership#"
KID = "bench-key-1"
_SERVICES = f"{ORIGIN}/api/lti/courses/{COURSE}"
_PRIVATE = rsa.generate_private_key(public_exponent=65537, key_size=2048)
_COURSE_CLAIMS: dict[str, Any] = {
    "iss": ISSUER,
    "azp": CLIENT_ID,
    f"{LTI}version": "1.3.0",
    f"{LTI}deployment_id": DEPLOYMENT,
    f"{LTI}message_type": "LtiResourceLinkRequest",
    f"{LTI}context": {
        "id": CONTEXT_ID,
        "label": f"C{COURSE}",
        "title": f"Course {COURSE}",
        "type": ["http://purl.imsglobal.org/vocab/lis/v2/course#CourseOffering"],
    },
    f"{LTI}launch_presentation": {
        "document_target": "window",
        "locale": "en",
        "return_url": f"{ORIGIN}/courses/{COURSE}/external_content/success/external_tool_redirect",
    },
    f"{LTI}tool_platform": {"guid": GUID, "name": "Bench School", "product_family_code": "canvas", "version": "cloud"},
    f"{LTI}custom": {"canvas_course_id": str(COURSE)},
    f"{SPEC}/lti-ags/claim/endpoint": {
        "scope": [f"{SPEC}/lti-ags/scope/score", f"{SPEC}/lti-ags/scope/lineitem"],
        "lineitems": f"{_SERVICES}/line_items",
    },
    f"{SPEC}/lti-nrps/claim/namesroleservice": {
        "context_memberships_url": f"{_SERVICES}/names_and_roles",
        "service_versions": ["2.0"],
    },
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a probe does otherwise than an honest LMS."""

    seconds_old: int = 0
    tampered: bool = False  # a claim is other than it was signed
    nonce: str = ""
    audience: str = ""


def login_form(target: str, person: Person) -> bytes:
    """A login initiation of a launch of `target`."""
    told = {
        "iss": ISSUER,
        "login_hint": person.sub,
        "target_link_uri": target,
        "lti_message_hint": f"hint-{person.number}",
        "client_id": CLIENT_ID,
        "lti_deployment_id": DEPLOYMENT,
    }
    return urlencode(told).encode()


def id_token(target: str, person: Person, nonce: str, change: Change = Change()) -> str:
    """An id_token of a launch of `target`."""
    now = int(time.time()) - change.seconds_old
    claims = _COURSE_CLAIMS | {
        "aud": change.audience or CLIENT_ID,
        "iat": now,
        "exp": now + 3600,
        "nonce": change.nonce or nonce,
        "sub": person.sub,
        "name": person.name,
        "given_name": person.given_name,
        "family_name": "Student",
        "email": person.email,
        f"{LTI}roles": [f"{MEMBERSHIP}{person.role}"],
        f"{LTI}target_link_uri": target,
        f"{LTI}resource_link": {"id": opaque(f"link {target}"), "title": "Loops lab"},
    }
    head = _json({"alg": "RS256", "kid": KID, "typ": "JWT"})
    signed = head + b"." + _json(claims)
    signature = _base64(_PRIVATE.sign(signed, padding.PKCS1v15(), SHA256()))
    if change.tampered:
        signed = head + b"." + _json(claims | {"sub": "somebody-else"})
    return (signed + b"." + signature).decode()


def key_set() -> bytes:
    """The public key, as the LMS's key set has it."""
    numbers = _PRIVATE.public_key().public_numbers()
    key = {
        "kty": "RSA", "use": "sig", "alg": "RS256", "kid": KID, "n": _number(numbers.n), "e": _number(numbers.e),
    }  # fmt: skip
    return json.dumps({"keys": [key]}).encode()


def _json(what: dict[str, Any]) -> bytes:
    return _base64(json.dumps(what, separators=(",", ":")).encode())


def _base64(what: bytes) -> bytes:
    return urlsafe_b64encode(what).rstrip(b"=")


def _number(number: int) -> str:
    return _base64(number.to_bytes((number.bit_length() + 7) // 8, "big")).decode()
