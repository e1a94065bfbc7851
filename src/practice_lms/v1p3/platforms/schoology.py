"""Schoology (docs/lms-behaviour.md §5.6 to §5.8, §7, §8): one issuer for all schools, a section's services.

From its documentation: deep linking from *Add Materials*, and from rich text without columns; the app's own custom
fields are not sent with what deep linking brought; custom names lose their capitals; platform storage. From one launch
that others recorded: a list as audience, ten minutes, the forms of ids, an administrator's roles, nothing of the
platform and its windows.

Not seen, and so only likely: the way of its login and that this does not name the deployment, the name of its storage's
frame, the other roles, how many items it takes at once and in which windows, and where the answer goes.
"""

import secrets

from practice_lms.configuration import configuration
from practice_lms.dialects import schoology
from practice_lms.dialects.dialect import Click
from practice_lms.links import Link
from practice_lms.models import App
from practice_lms.v1p3.names import LTI
from practice_lms.v1p3.platform import Claims, Platform, Services, every_custom_field
from practice_lms.v1p3.roles import MEMBERSHIP

SERVICE = "/lti-service"
TEN_DIGITS = 1_000_000_000


def client_id() -> str:
    return str(TEN_DIGITS + secrets.randbelow(9 * TEN_DIGITS))


def deployment_id(app: App) -> str:
    """The client id and the number of the installation."""
    assert app.registration is not None
    return f"{app.registration.client_id}-{TEN_DIGITS + app.pk}"


def adjust(click: Click, link: Link | None, claims: Claims) -> Claims:
    claims[f"{LTI}roles"] = [f"{MEMBERSHIP}{role}" for role in schoology.held(click.seat)]
    for name in ("launch_presentation", "tool_platform", "lis"):
        claims.pop(f"{LTI}{name}", None)
    return claims


def custom(click: Click, placement: str, link: Link | None) -> dict[str, str]:
    """What deep linking brought has its own fields, and no others."""
    own = link.stored.custom if link and link.stored else every_custom_field(click, placement, link)
    return schoology.in_small_letters(own)


def services(click: Click, link: Link | None) -> Services:
    assert click.app.registration is not None
    at = f"{configuration().url}{SERVICE}/tool/{click.app.registration.client_id}/services"
    items = f"{at}/assignment-grade/v2p0/sections/{click.course.pk}/lineitems"
    return Services(
        line_items=items,
        line_item=f"{items}/{link.number}" if link and link.is_graded else "",
        memberships=f"{at}/names-roles/v2p0/membership/{click.course.pk}",
    )


PLATFORM = Platform(
    name="schoology",
    family="schoology",
    issuer=lambda: "https://schoology.schoology.com",
    auth=f"{SERVICE}/authorize-redirect",
    keys=lambda _registration: f"{SERVICE}/.well-known/jwks",
    token=lambda _registration: f"{SERVICE}/access-token",
    client_id=client_id,
    deployment_id=deployment_id,
    login_method="get",
    login_hint=schoology.user_id,
    login_extra=lambda _deployment: {},
    storage="_parent",
    life=600,
    adjust=adjust,
    custom=custom,
    services=services,
    selections={
        "link_selection": {
            "accept_types": ["ltiResourceLink", "link"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": False,
            "accept_lineitem": True,
        },
        "editor_button": {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_multiple": False,
            "accept_lineitem": False,
        },
    },
    answer_path=lambda click: f"{SERVICE}/deep-linking/{click.course.pk}",
)
