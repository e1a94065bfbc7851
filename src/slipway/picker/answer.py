"""The form that takes a choice home to the LMS: signed as its LTI version has it, or, in Canvas's older way, a GET."""

import secrets
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from slipway.lti.v1p1.content_items import ContentItem
from slipway.lti.v1p1.content_items import signed_answer as signed_fields
from slipway.lti.v1p1.legacy_selection import legacy_answer
from slipway.picker.choose import Choice
from slipway.picker.columns import column_points
from slipway.picker.deep_linking import signed_choice
from slipway.picker.picking import Picking
from slipway.picker.targets import OpeningTarget, target_for
from slipway.picker.tree import PickerUnit
from slipway.web.origin import absolute


def content_item(unit: PickerUnit, target: OpeningTarget, points: Decimal | None = None) -> ContentItem:
    """The link that the LMS places for a unit: its LTI URL, its title, and the points of its column, if it gets one."""
    return ContentItem(
        url=absolute(f"/lti/units/{unit.id}"),
        title=unit.title,
        points=points,
        target=target,
        activity_id=str(unit.id),
    )


@dataclass(frozen=True)
class HomeForm:
    """A form as the browser sends it: by which method, where to, with which hidden inputs."""

    method: Literal["post", "get"]
    action: str
    inputs: SafeString


def home_form(picking: Picking, choices: Sequence[Choice], *, columns: bool = False) -> HomeForm:
    """The answer in the way that the LMS asked for; no choices is *Cancel*. `columns`: with a gradebook column each."""
    asked = picking.request
    if asked.answer == "legacy":
        item = content_item(choices[0][1], "frame") if choices else None
        action, query = legacy_answer(asked.return_url, item)
        return HomeForm("get", action, hidden_inputs(query))
    if asked.answer == "deep-linking":
        fields = [("JWT", signed_choice(picking, choices, columns=columns))]
    else:
        fields = answer_fields(picking, choices, columns=columns)
    return HomeForm("post", asked.return_url, hidden_inputs(fields))


def answer_fields(picking: Picking, choices: Iterable[Choice], *, columns: bool) -> list[tuple[str, str]]:
    """The fields of LTI 1.1's answer, signed with this launch's own credential; no choices is *Cancel*."""
    accepted, key = picking.request.targets, picking.session.consumer_key
    assert key is not None  # content items are LTI 1.1's
    return signed_fields(
        [
            content_item(
                unit,
                target_for(accepted, room.links_open),
                column_points(unit.points, picking.family) if columns else None,
            )
            for room, unit in choices
        ],
        return_url=picking.request.return_url,
        data=picking.request.data,
        key=key.key,
        secret=key.previous_secret if picking.session.by_old_secret and key.previous_secret else key.secret,
        nonce=secrets.token_urlsafe(16),
        timestamp=int(time.time()),
    )


def hidden_inputs(fields: Iterable[tuple[str, str]]) -> SafeString:
    """The fields as hidden inputs whose values every parser of HTML reads byte for byte.

    HTML makes one LF of a raw CRLF, so both stand as character references: what is submitted is what was signed.
    """
    return format_html_join("\n", "{}", ((_hidden(name, value),) for name, value in fields))


def _hidden(name: str, value: str) -> SafeString:
    kept = escape(value).replace("\r", "&#13;").replace("\n", "&#10;")
    return format_html('<input type="hidden" name="{}" value="{}">', name, mark_safe(kept))  # noqa: S308 - escaped above
