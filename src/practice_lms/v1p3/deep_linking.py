"""A tool's answer to a deep linking request (deep linking 2.0 §4.5): verified as Canvas and Moodle do, and kept."""

from typing import Any
from uuid import uuid4

import jwt
from django.utils.translation import gettext as _

from practice_lms.data_token import is_ours
from practice_lms.dialects.dialect import LTI_LINK
from practice_lms.models import App, Course
from practice_lms.v1p1.content_items import Answer, AnswerError
from practice_lms.v1p3 import names
from practice_lms.v1p3.names import LTI
from practice_lms.v1p3.platforms import platform_of
from practice_lms.v1p3.records import StoredLink
from practice_lms.v1p3.tokens import spend
from practice_lms.v1p3.tool_keys import JwtError, verified

LINK_TYPES = frozenset({"ltiResourceLink", "link", "html", "image"})


def named_by(token: str) -> tuple[str, str]:
    """The client id and the deployment that a JWT says to be of; empty for none. Nothing of it is proven."""
    try:
        claims = jwt.decode(token, options={"verify_signature": False})
    except jwt.PyJWTError:
        return "", ""
    return str(claims.get("iss", "")), str(claims.get(f"{LTI}deployment_id", ""))


def read_response(app: App, course: Course, token: str) -> Answer:
    """Verify and read the field JWT. LTI links are kept, to be launched by their number. Raises AnswerError."""
    claims = _claims(app, token)
    items = claims.get(f"{names.DEEP_LINKING}content_items", [])
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        raise AnswerError(_("The app's content_items are no list of items."))
    return Answer(
        items=[_item(app, course, item) for item in items],
        message=str(claims.get(f"{names.DEEP_LINKING}msg", "")),
        error=str(claims.get(f"{names.DEEP_LINKING}errormsg", "")),
    )


def _claims(app: App, token: str) -> dict[str, Any]:
    registration = app.registration
    assert registration is not None
    platform = platform_of(registration)
    try:
        claims = verified(token, registration, [platform.issuer()], needed=["nonce"])
    except JwtError as error:
        raise AnswerError(_("The app's answer can't be believed: %(why)s.") % {"why": error}) from error
    wanted = {
        "iss": registration.client_id,
        f"{LTI}deployment_id": app.deployment_id,
        f"{LTI}message_type": names.ANSWER,
        f"{LTI}version": names.VERSION,
    }
    for name, value in wanted.items():
        if claims.get(name) != value:
            raise AnswerError(_("In the app's answer %(name)s is not %(value)s.") % {"name": name, "value": value})
    if platform.data and not is_ours(str(claims.get(f"{names.DEEP_LINKING}data", ""))):
        raise AnswerError(_("The app did not return `data` as it was sent."))
    if not spend(f"nonce {registration.pk} {claims['nonce']}"):
        raise AnswerError(_("The app's answer came before: its nonce was used."))
    return claims


def _item(app: App, course: Course, item: dict[str, Any]) -> dict[str, Any]:
    """An item in the form that the page which opened the dialog knows (that of content items)."""
    kind = item.get("type")
    if kind not in LINK_TYPES:
        raise AnswerError(_("The app returned an item of a type that is not accepted: %(kind)s.") % {"kind": kind})
    if kind == "ltiResourceLink":
        return _link(app, course, item)
    shown = {name: item[name] for name in ("url", "title", "text") if isinstance(item.get(name), str)}
    if kind == "html":
        return {"mediaType": "text/html", "text": str(item.get("html", "")), **_advice(item, "embed")}
    media = "image/*" if kind == "image" else "text/html"
    return {"mediaType": media, **shown, **_advice(item, "embed" if kind == "image" else "frame")}


def _link(app: App, course: Course, item: dict[str, Any]) -> dict[str, Any]:
    """An LTI link, which is kept. Without an address of its own it opens the tool's."""
    line, custom = item.get("lineItem"), item.get("custom")
    if line is not None and not (isinstance(line, dict) and _is_number(line.get("scoreMaximum"))):
        raise AnswerError(_("An item's lineItem has no scoreMaximum."))
    url = item.get("url") or app.launch_url
    link = StoredLink.objects.create(
        uuid=uuid4(),
        app=app,
        course=course,
        url=str(url),
        title=str((line or {}).get("label") or item.get("title") or ""),
        text=str(item.get("text") or ""),
        custom={str(name): str(value) for name, value in custom.items()} if isinstance(custom, dict) else {},
        line_item=line,
        dates={name: item[name] for name in ("available", "submission") if isinstance(item.get(name), dict)},
        new_tab="window" in item,
    )
    target = "window" if link.new_tab else "iframe" if "iframe" in item else "frame"
    return {
        "@type": "LtiLinkItem",
        "mediaType": LTI_LINK,
        "url": link.url,
        "title": link.title,
        "text": link.text,
        "points": str(line["scoreMaximum"]) if line else "",
        "link": str(link.uuid),
        "canvasURL": stored_link_path(link, target),
        **_advice(item, target),
    }


def stored_link_path(link: StoredLink, target: str) -> str:
    """The address inside the LMS that launches a kept link."""
    display = "display=borderless&" if target in {"iframe", "window"} else ""
    return f"{link.course.path}/external_tools/retrieve?{display}resource_link_lookup_uuid={link.uuid}"


def _advice(item: dict[str, Any], target: str) -> dict[str, Any]:
    frame = item.get("iframe")
    size = frame if isinstance(frame, dict) else item
    return {
        "placementAdvice": {
            "presentationDocumentTarget": target,
            "displayWidth": size.get("width") or 800,
            "displayHeight": size.get("height") or 600,
        }
    }


def _is_number(value: object) -> bool:
    return isinstance(value, int | float) and not isinstance(value, bool) and value >= 0
