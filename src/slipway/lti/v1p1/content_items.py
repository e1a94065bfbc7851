"""The picker's answer to an LTI 1.1 LMS (ContentItem 1.0)."""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from slipway.lti.message import LTI_LINK
from slipway.lti.v1p1 import oauth1

_LONE_NEWLINE = re.compile(r"\r\n|\r|\n")
_CONTEXT = "http://purl.imsglobal.org/ctx/lti/v1/ContentItem"
_TOTAL_SCORE = "http://purl.imsglobal.org/ctx/lis/v2p1/Result#totalScore"


@dataclass(frozen=True, slots=True, kw_only=True)
class ContentItem:
    """One link to place."""

    url: str
    title: str
    points: Decimal | None  # at most 15 digits; None: it is not graded
    # Canvas's editor makes a link of 'window' (new tab) and 'frame', and embeds the page for 'iframe'.
    target: Literal["window", "frame", "iframe"]
    activity_id: str = ""  # our own name for what is graded
    text: str = ""  # a description, where there is more to say than the title


def signed_answer(  # noqa: PLR0913 - it is what a signed form is made of
    items: Iterable[ContentItem],
    *,
    return_url: str,
    data: str | None,
    key: str,
    secret: str,
    nonce: str,
    timestamp: int,
    message: str = "",
) -> list[tuple[str, str]]:
    """The signed fields of the form that goes to `return_url`; no items is *Cancel*. `message` is shown by the LMS.

    The form's action must be `return_url` unchanged: its query is part of the signature (Moodle, Sakai).

    A browser turns every lone CR or LF of a value into CRLF when it submits, so values are signed that way. Only
    `data` is left as it came, for the LMS compares it: what came through a browser has no lone CR or LF, and its CRLFs
    survive the way back. A lone one can only come from a program, and goes back unchanged to a program alone.
    """
    fields = {
        "lti_message_type": "ContentItemSelection",
        "lti_version": "LTI-1p0",
        "content_items": _graph(items),
        "oauth_callback": "about:blank",
        "oauth_consumer_key": key,
        "oauth_nonce": nonce,
        "oauth_signature_method": "HMAC-SHA1",
        "oauth_timestamp": str(timestamp),
        "oauth_version": "1.0",
    }
    if message:
        fields["lti_msg"] = message
    pairs = [(name, _LONE_NEWLINE.sub("\r\n", value)) for name, value in fields.items()]
    if data is not None:
        pairs.append(("data", data))
    return [*pairs, ("oauth_signature", oauth1.sign(pairs, url=return_url, secret=secret))]


def _graph(items: Iterable[ContentItem]) -> str:
    graph = [_item(item) for item in items]
    return json.dumps({"@context": _CONTEXT, "@graph": graph}, allow_nan=False)


def _item(item: ContentItem) -> dict[str, object]:
    # Canvas needs both: @type makes it a launch URL, mediaType makes its editor use that URL (not a bare GET of ours).
    link: dict[str, object] = {
        "@type": "LtiLinkItem",
        "@id": item.url,
        "url": item.url,
        "mediaType": LTI_LINK,
        "title": item.title,
        "placementAdvice": _placement(item),
    }
    told = {"text": item.text} if item.text else {}  # LMSs make it the activity's description (Moodle, Sakai)
    return link | told | ({"lineItem": _line_item(item, item.points)} if item.points else {})


def _placement(item: ContentItem) -> dict[str, object]:
    size = {"displayWidth": 800, "displayHeight": 600} if item.target == "iframe" else {}
    return {"presentationDocumentTarget": item.target, **size}


def _line_item(item: ContentItem, points: Decimal) -> dict[str, object]:
    maximum = int(points) if points == points.to_integral_value() else float(points)
    return {
        "@type": "LineItem",
        "label": item.title,
        "reportingMethod": _TOTAL_SCORE,
        "assignedActivity": {"@id": item.url, "activityId": item.activity_id or item.url},
        "scoreConstraints": {"@type": "NumericLimits", "normalMaximum": maximum, "totalMaximum": maximum},
    }
