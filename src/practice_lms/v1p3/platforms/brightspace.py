"""Brightspace (docs/lms-behaviour.md §5, §7): nbf, half an hour, its own claim, an audience that is no token URL.

Not seen, and so only likely: the addresses of dynamic registration and of services, and which messages it lists there.
"""

from uuid import UUID, uuid4

from practice_lms.configuration import configuration
from practice_lms.data_token import make_data
from practice_lms.dialects import brightspace
from practice_lms.dialects.dialect import Click
from practice_lms.links import Link
from practice_lms.opaque import opaque_id
from practice_lms.v1p3.names import COURSE_OFFERING, LTI
from practice_lms.v1p3.platform import Claims, Platform, Services
from practice_lms.v1p3.roles import INSTITUTION, context_roles

AUDIENCE = "https://api.brightspace.com/auth/token"


def tenant() -> str:
    return str(UUID(opaque_id("account", 1)[:32]))


def subject(click: Click) -> str:
    return f"{tenant()}_{click.person.pk}"


def adjust(click: Click, link: Link | None, claims: Claims) -> Claims:
    claims["sub"] = subject(click)
    claims[f"{LTI}context"]["type"] = [COURSE_OFFERING]
    held = [f"{INSTITUTION}{brightspace.ROLES[role][1]}" for role in brightspace.held(click.seat)]
    claims[f"{LTI}roles"] = [*context_roles(click.seat), *held]
    claims[f"{LTI}tool_platform"] = {
        "guid": tenant(),
        "name": "Practice LMS",
        "product_family_code": "desire2learn",
        "version": "10.8.1.11281",
    }
    claims["http://www.brightspace.com"] = {
        "tenant_id": tenant(),
        "org_defined_id": click.person.sis_id,
        "user_id": click.person.pk,
        "username": click.person.login,
        "Context.id.history": "",
        "ResourceLink.id.history": "",
        **({"link_id": link.number} if link else {}),
    }
    return claims


def services(click: Click, link: Link | None) -> Services:
    at = f"{configuration().url}/d2l/api/lti"
    return Services(
        line_items=f"{at}/ags/2.0/deployment/{click.app.deployment_id}/orgunit/{click.course.pk}/lineitems",
        memberships=f"{at}/nrps/2.0/deployment/{click.app.deployment_id}/orgunit/{click.course.pk}/memberships",
    )


PLATFORM = Platform(
    name="brightspace",
    family="desire2learn",
    auth="/d2l/lti/authenticate",
    keys=lambda _registration: "/d2l/.well-known/jwks",
    token=lambda _registration: "/core/connect/token",
    audience=AUDIENCE,
    configuration="/d2l/.well-known/openid-configuration",
    registration="/d2l/api/lti/registrations",
    client_id=lambda: str(uuid4()),
    deployment_id=lambda app: str(UUID(opaque_id("deployment", app.pk)[:32])),
    login_hint=subject,
    storage="_parent",
    life=1800,
    adjust=adjust,
    services=services,
    selections={
        "editor_button": {
            "accept_types": ["ltiResourceLink", "link", "html", "image"],
            "accept_presentation_document_targets": ["embed", "iframe", "window"],
            "accept_multiple": True,
            "auto_create": False,
            "accept_lineitem": True,
        }
    },
    answer_path=lambda click: f"/d2l/le/lti/{click.course.pk}/deeplinking",
    data=lambda click: make_data({"ou": click.course.pk}),
    activate="Enable",
)
