"""The picker's answer to an LTI 1.3 LMS (LTI deep linking 2.0 §4.5)."""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from typing import Literal

from slipway.lti.message import SelectionRequest
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.keys import SigningKey

_LIFE = 300  # seconds: Canvas takes a response that is at most five minutes old


@dataclass(frozen=True, slots=True, kw_only=True)
class LineItem:
    """The column that an LMS makes for a graded link. `resource_id` is our own name for what is graded."""

    label: str
    score_maximum: Decimal
    resource_id: str = ""
    tag: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class LtiLinkItem:
    """One link to place. Its dates are aware; `target` is how it opens, '' as the LMS likes."""

    url: str
    title: str
    text: str = ""
    custom: Mapping[str, str] = field(default_factory=dict)
    line_item: LineItem | None = None
    available_from: datetime | None = None
    available_until: datetime | None = None
    due_at: datetime | None = None
    target: Literal["window", "iframe", ""] = ""


def answer_jwt(  # noqa: PLR0913 - it is what the response is made of
    items: Iterable[LtiLinkItem],
    *,
    selection: SelectionRequest,
    deployment_id: str,
    issuer: str,
    client_id: str,
    key: SigningKey,
    names_subject: bool = False,
    now: datetime,
    nonce: str,
    message: str = "",
) -> str:
    """The value of the field `JWT` of the form that a browser posts to `selection.return_url`, unchanged.

    No items is *Cancel*; `message` is shown by the LMS. Make it when the form is shown, not before: it is good for five
    minutes. Of several items the LMS gets the first one when it takes one only. `names_subject` is for LMSs that want
    `sub` too. Raises Refused(NOTHING_TO_PICK) for items where the LMS takes no LTI links.
    """
    issued = int(now.timestamp())
    claims: dict[str, object] = {
        "iss": client_id,
        "azp": client_id,
        "aud": issuer,
        "iat": issued,
        "exp": issued + _LIFE,
        "nonce": nonce,
        names.DEPLOYMENT_ID: deployment_id,
        names.MESSAGE_TYPE: names.DEEP_LINKING_RESPONSE,
        names.VERSION: names.LTI_VERSION,
        f"{names.DEEP_LINKING}content_items": _content_items(items, selection),
    }
    if names_subject:  # only for them: by `sub` it could pass for a client assertion (RFC 7523 §3)
        claims["sub"] = client_id
    if selection.data is not None:
        claims[f"{names.DEEP_LINKING}data"] = json.loads(selection.data)
    if message:
        claims[f"{names.DEEP_LINKING}msg"] = message
    return key.sign(claims)


def _content_items(items: Iterable[LtiLinkItem], selection: SelectionRequest) -> list[dict[str, object]]:
    chosen = [_item(item, selection) for item in items]
    if chosen and not selection.takes_lti_links:
        raise Refused(Refusal.NOTHING_TO_PICK, "The LMS takes no LTI links in this place.")
    return chosen if selection.multiple else chosen[:1]


def _item(item: LtiLinkItem, selection: SelectionRequest) -> dict[str, object]:
    link: dict[str, object] = {"type": "ltiResourceLink", "url": item.url, "title": item.title}
    if item.text:
        link["text"] = item.text
    if item.custom:
        link["custom"] = dict(item.custom)
    if item.line_item and selection.accept_lineitem is not False:
        link["lineItem"] = _line_item(item.line_item)
    if available := _span(item.available_from, item.available_until):
        link["available"] = available
    if submission := _span(None, item.due_at):
        link["submission"] = submission
    return link | _presented(item.target, selection.targets)


def _line_item(line_item: LineItem) -> dict[str, object]:
    told = {"label": line_item.label, "resourceId": line_item.resource_id, "tag": line_item.tag}
    points = line_item.score_maximum
    maximum = int(points) if points == points.to_integral_value() else float(points)
    return {"scoreMaximum": maximum} | {name: text for name, text in told.items() if text}


def _span(start: datetime | None, end: datetime | None) -> dict[str, str]:
    named = {"startDateTime": start, "endDateTime": end}
    return {name: moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for name, moment in named.items() if moment}


def _presented(target: str, accepted: tuple[str, ...]) -> dict[str, object]:
    """How the link opens, where the LMS takes that (all of them may be taken by one that names none)."""
    if accepted and target not in accepted:
        return {}
    if target == "window":
        return {"window": {"targetName": "_blank"}}
    # An editor, which takes 'embed', has to be told how large the frame in its text is. On a page of its own the LMS
    # knows best: Canvas shows the link at whatever size it was told, and over its whole page when it was told none.
    size = {"width": 800, "height": 600} if "embed" in accepted else {}
    return {"iframe": size} if target == "iframe" else {}
