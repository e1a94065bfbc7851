"""Sakai (docs/lms-behaviour.md §5, §7): UUIDs as in LTI 1.1, a token address for each tool, one helper for answers.

Not seen, and so only likely: the addresses of services, and the list of what its deep linking accepts.
"""

from uuid import uuid4

from practice_lms.configuration import configuration
from practice_lms.data_token import make_json_data
from practice_lms.dialects import sakai
from practice_lms.dialects.dialect import Click
from practice_lms.links import Link
from practice_lms.v1p3.names import COURSE_OFFERING, LTI
from practice_lms.v1p3.platform import Claims, Platform, Services
from practice_lms.v1p3.roles import ADMINISTRATOR, MEMBERSHIP, context_roles

LTI13 = "/imsblis/lti13"


def adjust(click: Click, link: Link | None, claims: Claims) -> Claims:
    claims["locale"] = "en_US"
    claims[f"{LTI}context"]["type"] = [COURSE_OFFERING]
    admin = (*ADMINISTRATOR, f"{MEMBERSHIP}Instructor") if click.person.is_account_admin else ()
    claims[f"{LTI}roles"] = list(dict.fromkeys([*context_roles(click.seat), *admin]))
    claims[f"{LTI}ext"] = {
        "sakai_role": "maintain" if click.seat.manages else "access",
        "sakai_server": configuration().url,
        "sakai_serverid": "practice",
        "lms": "sakai-21.3",
    }
    claims[f"{LTI}tool_platform"] |= {"guid": configuration().host, "name": "Practice LMS"}
    return claims


def services(click: Click, link: Link | None) -> Services:
    at = f"{configuration().url}{LTI13}"
    items = f"{at}/lineitems/{sakai.site_id(click.course)}"
    return Services(
        line_items=items,
        line_item=f"{items}/{link.number}" if link and link.is_graded else "",
        memberships=f"{at}/namesandroles/{sakai.site_id(click.course)}",
    )


PLATFORM = Platform(
    name="sakai",
    family="sakai",
    auth="/imsoidc/lti13/oidc_auth",
    keys=lambda _registration: f"{LTI13}/keyset",
    token=lambda registration: f"{LTI13}/token/{registration.pk}",
    configuration=f"{LTI13}/sakai_config",
    registration=f"{LTI13}/registration_endpoint/1",
    client_id=lambda: str(uuid4()),
    deployment_id=lambda _app: "1",
    login_method="get",
    login_hint=lambda click: sakai.uuid_of("user", click.person.pk),
    adjust=adjust,
    services=services,
    selections={
        "link_selection": {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["iframe", "window"],
            "accept_copy_advice": False,
            "accept_multiple": True,
            "accept_unsigned": False,
            "auto_create": True,
            "can_confirm": False,
            "accept_lineitem": True,
        }
    },
    answer_path=sakai.answer_path,
    data=lambda click: make_json_data({"remember": "always bring a towel", "tool": click.app.pk}),
    activate="Activate",
)
