"""Blackboard Learn (docs/lms-behaviour.md §5, §7): one issuer for all customers, a deployment per site, login by GET.

Not seen, and so only likely: the addresses of services and of the deep linking answer, and its own claims' names.
"""

from uuid import UUID, uuid4

from practice_lms.configuration import configuration
from practice_lms.data_token import make_pieces
from practice_lms.dialects.dialect import Click
from practice_lms.links import Link
from practice_lms.opaque import opaque_id
from practice_lms.v1p3.names import COURSE_OFFERING, LTI
from practice_lms.v1p3.platform import Claims, Platform, Services
from practice_lms.v1p3.roles import ADMINISTRATOR, context_roles

GATEWAY = "/api/v1/gateway"


def adjust(click: Click, link: Link | None, claims: Claims) -> Claims:
    claims["locale"] = "en-US"
    claims[f"{LTI}context"]["type"] = [COURSE_OFFERING]
    claims[f"{LTI}roles"] = [*context_roles(click.seat), *(ADMINISTRATOR if click.person.is_account_admin else ())]
    claims[f"{LTI}tool_platform"] |= {"product_family_code": "BlackboardLearn", "url": configuration().url}
    claims[f"{LTI}lis"] = {"course_section_sourcedid": click.course.code} | (
        {"person_sourcedid": click.person.sis_id} if click.person.sis_id else {}
    )
    claims["https://blackboard.com/lti/claim/one_time_session_token"] = uuid4().hex
    return claims


def services(click: Click, link: Link | None) -> Services:
    at = f"{configuration().url}/learn/api/v1/lti/courses/_{click.course.pk}_1"
    return Services(
        line_items=f"{at}/lineItems",
        line_item=f"{at}/lineItems/_{link.number}_1" if link and link.is_graded else "",
        memberships=f"{at}/memberships",
    )


PLATFORM = Platform(
    name="blackboard",
    family="BlackboardLearn",
    issuer=lambda: "https://blackboard.com",
    auth=f"{GATEWAY}/oidcauth",
    keys=lambda registration: f"/api/v1/management/applications/{registration.client_id}/jwks.json",
    token=lambda _registration: f"{GATEWAY}/oauth2/jwttoken",
    client_id=lambda: str(uuid4()),
    deployment_id=lambda app: str(UUID(opaque_id("site", 1)[:24] + f"{app.pk:08x}")),
    login_method="get",
    login_hint=lambda click: opaque_id("user", click.person.pk)[:32],
    storage="_parent",
    adjust=adjust,
    services=services,
    selections={
        "editor_button": {
            "accept_types": ["link", "html", "image", "ltiResourceLink", "file"],
            "accept_presentation_document_targets": ["embed", "iframe", "window"],
            "accept_multiple": True,
            "auto_create": True,
            "accept_lineitem": True,
        }
    },
    answer_path=lambda click: f"/webapps/blackboard/controller/lti13/deeplinking?course_id=_{click.course.pk}_1",
    data=lambda click: make_pieces(f"_{click.course.pk}_1", f"_{click.app.pk}_1"),
    activate="Approve",
)
