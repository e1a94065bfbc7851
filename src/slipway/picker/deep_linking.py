"""A choice as an LTI 1.3 LMS takes it home: one signed message, that places links with their columns and dates."""

import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from uuid import UUID

from slipway.content.models import Unit
from slipway.lms.key_sets.tool_keys import signing_key
from slipway.lms_kinds.registry import kind_by_code
from slipway.lti.config.asked import custom_parameters
from slipway.lti.config.one_hand import wants_subject
from slipway.lti.v1p3.deep_linking import LineItem, LtiLinkItem, answer_jwt
from slipway.picker.choose import Choice
from slipway.picker.columns import column_points
from slipway.picker.picking import Picking
from slipway.picker.targets import advantage_target
from slipway.picker.tree import PickerUnit
from slipway.web.origin import absolute


def signed_choice(picking: Picking, choices: Sequence[Choice], *, columns: bool) -> str:
    """The field `JWT` of the form that goes home (LTI deep linking 2.0 §4.5); no choices is *Cancel*.

    With `columns` graded links bring a gradebook column each. Good for five minutes. The tree is read without dates, so
    they cost one statement more.
    """
    registration = picking.session.registration
    assert registration is not None  # this answer is LTI 1.3's
    units = Unit.objects.filter(pk__in=[unit.id for _, unit in choices])
    dated = units.only("available_from", "due_at", "until_at").in_bulk()
    return answer_jwt(
        [link_item(choice, dated, picking, column=_column(choice, picking) if columns else None) for choice in choices],
        selection=picking.request,
        deployment_id=picking.deployment_id,
        issuer=registration.issuer,
        client_id=registration.client_id,
        names_subject=wants_subject(registration.issuer),
        key=signing_key(registration.signs_for),
        now=datetime.now(UTC),
        nonce=secrets.token_urlsafe(16),
    )


def link_item(choice: Choice, dated: Mapping[UUID, Unit], picking: Picking, *, column: LineItem | None) -> LtiLinkItem:
    """The link for a unit. Its id stands in its address and in a custom parameter: LMSs keep the one or the other."""
    room, unit = choice
    when = dated.get(unit.id, Unit())  # without dates, if it was deleted a moment ago
    return LtiLinkItem(
        url=absolute(f"/lti/units/{unit.id}"),
        title=unit.title,
        custom=_custom(unit, picking.lms.family),
        line_item=column,
        available_from=when.available_from,
        available_until=when.until_at,
        due_at=when.due_at,
        target=advantage_target(picking.request.targets, room.links_open),
    )


def _custom(unit: PickerUnit, family: str) -> Mapping[str, str]:
    asked = custom_parameters(family) if kind_by_code(family).links_carry_tool_parameters else {}
    return {**asked, "unit": str(unit.id)}


def _column(choice: Choice, picking: Picking) -> LineItem | None:
    _, unit = choice
    points = column_points(unit.points, picking.family)
    return LineItem(label=unit.title, score_maximum=points, resource_id=str(unit.id), tag="unit") if points else None
