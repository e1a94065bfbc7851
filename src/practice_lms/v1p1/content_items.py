"""What a tool sends back from its selection dialog, read as Canvas reads it; LMSs differ in what must be there."""

import json
import time
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import quote

from django.utils.translation import gettext as _
from oauthlib.common import Request
from oauthlib.oauth1.rfc5849 import signature

from practice_lms.data_token import is_ours
from practice_lms.dialects.dialect import LTI_LINK, Dialect
from practice_lms.models import Course
from practice_lms.v1p1.signing import FORM

ANSWER_AGE = 90 * 60  # seconds; Canvas gives its tools as much


class AnswerError(ValueError):
    """The tool's answer can't be used; the text says why."""


@dataclass(frozen=True)
class Answer:
    """A usable answer: items ready for the page that opened the dialog, and the tool's word to the person."""

    items: list[dict[str, Any]] = field(default_factory=list)
    message: str = ""
    error: str = ""


def check_signature(url: str, body: bytes, secret: str) -> None:
    """Verify a form posted to `url`. Raises AnswerError.

    Stricter than Canvas, on purpose: Canvas takes any answer for editor, module and assignment; Moodle and Sakai do
    not. A tool that signs wrongly shall learn it here.
    """
    try:
        request: Any = Request(url, "POST", body.decode(), {"Content-Type": FORM})
        request.params = signature.collect_parameters(uri_query=request.uri_query, body=request.decoded_body)
        oauth = dict(signature.collect_parameters(body=request.decoded_body, exclude_oauth_signature=False))
        request.signature = oauth["oauth_signature"]
        age = abs(time.time() - int(oauth["oauth_timestamp"]))
    except (KeyError, TypeError, ValueError) as error:
        raise AnswerError(_("The app's answer carries no usable OAuth signature.")) from error
    if not signature.verify_hmac_sha1(request, client_secret=secret):
        raise AnswerError(_("The signature of the app's answer is wrong."))
    if age > ANSWER_AGE:
        raise AnswerError(_("The app's answer is signed with a time that is far from now."))


def read_answer(dialect: Dialect, course: Course, fields: dict[str, str]) -> Answer:
    """Read a verified answer. Raises AnswerError.

    Canvas can do without its `data`, an LMS that sends none ignores it, all others need it back.
    """
    if fields.get("lti_message_type") != "ContentItemSelection" or fields.get("lti_version") != "LTI-1p0":
        raise AnswerError(_("The app's answer is no ContentItemSelection of LTI-1p0."))
    excused = dialect.data_optional and "data" not in fields
    if dialect.data and not excused and not is_ours(fields.get("data", "")):
        raise AnswerError(_("The app did not return `data` as it was sent."))
    return Answer(
        items=[_item(course.path, item) for item in _graph(fields.get("content_items", ""))],
        message=fields.get("lti_msg", ""),
        error=fields.get("lti_errormsg", ""),
    )


def read_legacy_answer(course_path: str, query: dict[str, str]) -> Answer:
    """Read Canvas's older answer, a query that says what it returns: one link, or nothing. Raises AnswerError."""
    message, error = query.get("lti_msg", ""), query.get("lti_errormsg", "")
    kind = query.get("return_type") or query.get("embed_type") or ""
    if not kind:
        return Answer(message=message, error=error)
    if kind not in {"lti_launch_url", "basic_lti"}:
        raise AnswerError(_("The practice LMS takes only links of the app back in this way."))
    link = {"@type": "LtiLinkItem", "mediaType": LTI_LINK}
    kept = {name: query[name] for name in ("url", "title", "text") if name in query}
    return Answer(items=[_item(course_path, link | kept)], message=message, error=error)


def _graph(content_items: str) -> list[dict[str, Any]]:
    if not content_items:
        return []
    try:
        graph = json.loads(content_items)["@graph"]
    except (ValueError, KeyError, TypeError) as error:
        raise AnswerError(_("The app's content_items are not JSON with an @graph.")) from error
    if not isinstance(graph, list) or not all(isinstance(item, dict) for item in graph):
        raise AnswerError(_("The app's @graph is no list of items."))
    return graph


def _item(course_path: str, item: dict[str, Any]) -> dict[str, Any]:
    """An item with Canvas's own additions: placementAdvice where there is none, and canvasURL for @type LtiLinkItem."""
    advice = item.get("placementAdvice") or {
        "presentationDocumentTarget": "default",
        "displayWidth": 800,
        "displayHeight": 600,
    }
    if not isinstance(advice, dict) or not isinstance(advice.get("presentationDocumentTarget"), str):
        raise AnswerError(_("An item's placementAdvice has no presentationDocumentTarget."))
    read = {**item, "placementAdvice": advice, "points": _points(item)}
    if item.get("@type") == "LtiLinkItem" and isinstance(item.get("url"), str):
        read["canvasURL"] = retrieve_path(course_path, item["url"], advice["presentationDocumentTarget"].lower())
    return read


def _points(item: dict[str, Any]) -> str:
    """What an item's lineItem says of its maximum, as Moodle reads it; '' for none."""
    line = item.get("lineItem")
    limits = line.get("scoreConstraints") if isinstance(line, dict) else None
    maximum = (limits.get("totalMaximum") or limits.get("normalMaximum")) if isinstance(limits, dict) else None
    return str(maximum) if isinstance(maximum, int | float) and maximum > 0 else ""


def retrieve_path(course_path: str, url: str, target: str) -> str:
    """The address inside the LMS that launches `url`; without the LMS's own frame for iframes and new windows."""
    display = "display=borderless&" if target in {"iframe", "window"} else ""
    return f"{course_path}/external_tools/retrieve?{display}url={quote(url, safe='')}"
