"""A Canvas for tests that speak HTTP: signed with oauthlib, as Canvas says it (docs/lms-behaviour.md §1.1, §3.1)."""

import hashlib
import secrets
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit

import httpx
from oauthlib.oauth1 import SIGNATURE_TYPE_BODY, Client

from tests.servers import Slipway
from tests.way_in import way_in

FORM = "application/x-www-form-urlencoded"
ORIGIN = "https://canvas.example.edu"


def opaque(text: str) -> str:
    """Canvas's ids: 40 hex digits."""
    return hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()


def person(login: str, *, roles: str = "Learner", name: str = "", email: str = "") -> dict[str, str]:
    """What a launch says of a person."""
    given, _, family = (name or login.title()).partition(" ")
    return {
        "user_id": opaque(f"user {login}"),
        "roles": roles,
        "lis_person_name_full": name or login.title(),
        "lis_person_name_given": given,
        "lis_person_name_family": family,
        "lis_person_contact_email_primary": email or f"{login}@school.example",
    }


def launch_fields(*, course: int = 7, link: str = "item-1", origin: str = ORIGIN) -> dict[str, str]:
    """A basic launch from a module item of a course, but for its person."""
    return {
        "lti_message_type": "basic-lti-launch-request",
        "lti_version": "LTI-1p0",
        "resource_link_id": opaque(f"{course} {link}"),
        "resource_link_title": "Loops lab",
        "context_id": opaque(f"course {course}"),
        "context_title": f"Course {course}",
        "context_label": f"C{course}",
        "custom_canvas_course_id": str(course),
        "custom_canvas_api_domain": urlsplit(origin).netloc,
        "custom_canvas_module_id": "$Canvas.module.id",
        "launch_presentation_locale": "en",
        "launch_presentation_document_target": "iframe",
        "launch_presentation_return_url": f"{origin}/courses/{course}/external_content/success/external_tool_redirect",
        "tool_consumer_info_product_family_code": "canvas",
        "tool_consumer_info_version": "cloud",
        "tool_consumer_instance_guid": f"{opaque(origin)[:20]}:canvas-lms",
        "tool_consumer_instance_name": "Example School",
        "oauth_callback": "about:blank",
    }


def selection_fields(*, course: int = 7, multiple: bool = True, origin: str = ORIGIN) -> dict[str, str]:
    """A ContentItemSelectionRequest of the editor button, but for its person. It names no product."""
    kept = ("context_id", "context_title", "context_label", "tool_consumer_instance_guid", "lti_version")
    types = "image/*,text/html,application/vnd.ims.lti.v1.ltilink,*/*"
    return {name: launch_fields(course=course, origin=origin)[name] for name in kept} | {
        "lti_message_type": "ContentItemSelectionRequest",
        "content_item_return_url": f"{origin}/courses/{course}/external_content/success/external_tool_dialog",
        "data": "eyJ0eXAi.eyJkZWZhdWx0X2xhdW5jaF91cmwi.c2ln",
        "accept_media_types": types,
        "accept_presentation_document_targets": "embed,frame,iframe,window",
        "accept_multiple": "true" if multiple else "false",
        "accept_unsigned": "true",
        "auto_create": "false",
        "oauth_callback": "about:blank",
    }


def signed(
    url: str, fields: Mapping[str, str], *, key: str, secret: str, nonce: str = "", at: int | str = ""
) -> list[tuple[str, str]]:
    """The fields with their OAuth ones, as a browser would post them to `url`."""
    client = Client(
        key,
        client_secret=secret,
        signature_type=SIGNATURE_TYPE_BODY,
        nonce=nonce or secrets.token_hex(20),
        timestamp=str(at or int(time.time())),
    )
    _, _, body = client.sign(url, http_method="POST", body=list(fields.items()), headers={"Content-Type": FORM})
    return list(parse_qsl(body, keep_blank_values=True)) if isinstance(body, str) else list(body)


@dataclass(frozen=True)
class Canvas:
    """A Canvas connected to a Slipway server by one consumer key."""

    server: Slipway
    key: str
    secret: str

    def form(self, path: str, fields: Mapping[str, str], **oauth: Any) -> list[tuple[str, str]]:
        """The signed form for `path`."""
        return signed(self.server.url + path, fields, key=self.key, secret=self.secret, **oauth)

    def post(self, path: str, pairs: list[tuple[str, str]], **headers: str) -> httpx.Response:
        """Post a signed form as a browser in the LMS's page does."""
        sent = {"Content-Type": FORM, "Origin": ORIGIN} | headers
        return self.server.post(path, content=urlencode(pairs), headers=sent)

    def launch(self, path: str, who: Mapping[str, str], **changes: Any) -> httpx.Response:
        """A basic launch; `course`, `link` and `origin` as `launch_fields` takes them, the rest are fields."""
        told = {name: changes.pop(name) for name in ("course", "link", "origin") if name in changes}
        return self.post(path, self.form(path, launch_fields(**told) | dict(who) | changes))

    def select(self, who: Mapping[str, str], **changes: Any) -> httpx.Response:
        """A content selection request to /lti/select."""
        told = {name: changes.pop(name) for name in ("course", "multiple", "origin") if name in changes}
        return self.post("/lti/select", self.form("/lti/select", selection_fields(**told) | dict(who) | changes))

    def page(self, let_in: httpx.Response) -> httpx.Response:
        """The page that a launch which was let in leads to, fetched as its shell does."""
        to = way_in(let_in)
        return self.server.get(to.path, headers=to.bearer)
