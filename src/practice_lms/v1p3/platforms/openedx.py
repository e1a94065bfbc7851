"""Open edX's LTI component (docs/lms-behaviour.md §5, §11; its login, launch and deep linking as captured)."""

from uuid import UUID, uuid4

from practice_lms.configuration import configuration
from practice_lms.dialects.dialect import Click
from practice_lms.dialects.openedx import ORGANIZATION, course_key
from practice_lms.faults import faults
from practice_lms.links import Link
from practice_lms.opaque import opaque_id
from practice_lms.v1p3.names import COURSE_OFFERING, LTI
from practice_lms.v1p3.platform import Claims, Platform, Services
from practice_lms.v1p3.roles import INSTITUTION, MEMBERSHIP, SYSTEM

CONSUMER = "/api/lti_consumer/v1"


def external_id(click: Click) -> str:
    """The same in all courses, unlike LTI 1.1's."""
    return str(UUID(opaque_id("external", click.person.pk)[:32]))


def adjust(click: Click, link: Link | None, claims: Claims) -> Claims:
    """A selection says less: no presentation, no platform. Of a person's name only the whole one is told."""
    claims["sub"] = external_id(click)
    claims[f"{LTI}roles"] = _roles(click)
    claims[f"{LTI}context"] = {
        "id": course_key(click.course),
        "type": [COURSE_OFFERING],
        "title": f"{click.course.name} - {ORGANIZATION}",
        "label": ORGANIZATION,
    }
    if "name" in claims:
        claims["preferred_username"] = click.person.login
    for name in ("launch_presentation", "tool_platform", "resource_link", "lis"):
        claims.pop(f"{LTI}{name}", None)
    if link is None:
        return claims
    block = f"{course_key(click.course).replace('course-v1', 'block-v1')}+type@lti_consumer+block@p{link.number}"
    claims[f"{LTI}resource_link"] = {"id": block}
    claims[f"{LTI}launch_presentation"] = {"document_target": "iframe"}
    claims[f"{LTI}tool_platform"] = {"guid": str(UUID(opaque_id("account", 1)[:32])), "name": "Practice LMS"}
    return claims


def _roles(click: Click) -> list[str]:
    if faults().older:
        return _older_roles(click)
    nobody = [f"{SYSTEM}None", f"{INSTITUTION}None"]
    if click.person.is_account_admin:
        everywhere = [f"{SYSTEM}Administrator", f"{INSTITUTION}Administrator"]
        return [f"{MEMBERSHIP}Administrator", *everywhere, f"{MEMBERSHIP}Instructor"]
    if "teacher" in click.seat.roles:
        return [f"{MEMBERSHIP}Administrator", *nobody, f"{MEMBERSHIP}Instructor"]
    return [f"{MEMBERSHIP}{'Instructor' if click.seat.manages else 'Learner'}", *nobody]


def _older_roles(click: Click) -> list[str]:
    """The roles as Open edX sent them until 2026: those of the course stand as the institution's too."""
    if click.person.is_account_admin or click.seat.manages:
        staff = [] if "teacher" in click.seat.roles else [f"{SYSTEM}Administrator"]
        return [*staff, f"{INSTITUTION}Instructor"]
    return [f"{INSTITUTION}Student"]


def services(click: Click, link: Link | None) -> Services:
    at = f"{configuration().url}{CONSUMER}/lti/{click.app.pk}"
    return Services(
        line_items=f"{at}/lti-ags",
        line_item=f"{at}/lti-ags/{link.number}" if link and link.is_graded else "",
        memberships=f"{at}/memberships",
    )


PLATFORM = Platform(
    name="openedx",
    family="openedx",
    auth=f"{CONSUMER}/launch/",
    keys=lambda registration: f"{CONSUMER}/public_keysets/{registration.pk}",
    token=lambda registration: f"{CONSUMER}/token/{registration.pk}",
    client_id=lambda: str(uuid4()),
    deployment_id=lambda _app: "1",
    login_method="get",
    login_hint=external_id,
    adjust=adjust,
    services=services,
    named_in_selection=frozenset(),
    selections={
        "link_selection": {
            "accept_types": ["ltiResourceLink", "link", "html", "image"],
            "accept_presentation_document_targets": ["iframe", "window", "embed"],
            "accept_multiple": True,
            "auto_create": True,
            "title": "",
            "text": "",
        }
    },
    answer_path=lambda click: f"{CONSUMER}/lti/{click.app.pk}/{click.course.pk}/lti-dl/response",
)
