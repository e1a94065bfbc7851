"""Signed forms of LTI 1.1 (RFC 5849 §3.4)."""

import hashlib
import hmac
import secrets
import time
from base64 import b64encode
from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from urllib.parse import quote, urlencode, urlsplit

from bench.lms.course import CONTEXT_ID, COURSE, GUID, KEY, ORIGIN, SECRET, Person, opaque

_COURSE_FIELDS = {
    "lti_message_type": "basic-lti-launch-request",
    "lti_version": "LTI-1p0",
    "resource_link_title": "Loops lab",
    "context_id": CONTEXT_ID,
    "context_title": f"Course {COURSE}",
    "context_label": f"C{COURSE}",
    "custom_canvas_course_id": str(COURSE),
    "custom_canvas_api_domain": urlsplit(ORIGIN).netloc,
    "custom_canvas_module_id": "$Canvas.module.id",
    "launch_presentation_locale": "en",
    "launch_presentation_document_target": "window",
    "launch_presentation_return_url": f"{ORIGIN}/courses/{COURSE}/external_content/success/external_tool_redirect",
    "tool_consumer_info_product_family_code": "canvas",
    "tool_consumer_info_version": "cloud",
    "tool_consumer_instance_guid": GUID,
    "tool_consumer_instance_name": "Bench School",
    "oauth_callback": "about:blank",
    "oauth_consumer_key": KEY,
    "oauth_signature_method": "HMAC-SHA1",
    "oauth_version": "1.0",
}


@dataclass(frozen=True, slots=True)
class Change:
    """What a probe does otherwise than an honest LMS."""

    seconds_old: int = 0
    tampered: bool = False  # a field is other than it was signed


def signed_form(
    url: str, person: Person, change: Change = Change(), *, more: Mapping[str, str] = MappingProxyType({})
) -> bytes:
    """The body of a launch of a person, signed for `url` now; `more` are fields beside the usual ones."""
    form = _COURSE_FIELDS | {
        "resource_link_id": opaque(f"link {url}"),
        "user_id": person.user_id,
        "roles": person.role,
        "lis_person_name_full": person.name,
        "lis_person_name_given": person.given_name,
        "lis_person_name_family": "Student",
        "lis_person_contact_email_primary": person.email,
        "oauth_nonce": secrets.token_hex(20),
        "oauth_timestamp": str(int(time.time()) - change.seconds_old),
        **more,
    }
    form["oauth_signature"] = _signature(url, form)
    if change.tampered:
        form["user_id"] = opaque("somebody else")
    return urlencode(form).encode()


def _signature(url: str, form: dict[str, str]) -> str:
    pairs = sorted((_escaped(name), _escaped(value)) for name, value in form.items())
    base = "&".join(["POST", _escaped(url), _escaped("&".join(f"{name}={value}" for name, value in pairs))])
    return b64encode(hmac.digest(f"{_escaped(SECRET)}&".encode(), base.encode(), hashlib.sha1)).decode()


def _escaped(text: str) -> str:
    return quote(text, safe="~-._")
