"""Canvas (docs/lms-behaviour.md §5): an issuer that all schools share, UUIDs, services by API paths, older ids."""

import secrets
import time
from uuid import UUID

from practice_lms.configuration import configuration
from practice_lms.data_token import make_data
from practice_lms.dialects.dialect import Click
from practice_lms.links import Link
from practice_lms.models import Enrolment
from practice_lms.opaque import opaque_id
from practice_lms.v1p3.names import COURSE_OFFERING, LTI, NOTICE_SCOPE, SCOPES
from practice_lms.v1p3.platform import Claims, Platform, Services
from practice_lms.v1p3.roles import INSTITUTION, SYSTEM, TEST_USER, context_roles

OWN = "https://www.instructure.com"
ELSEWHERE = {"teacher": "Instructor", "student": "Student", "observer": "Observer"}
ONE_KIND = {
    "accept_types": ["ltiResourceLink"],
    "accept_presentation_document_targets": ["iframe", "window"],
    "accept_media_types": "application/vnd.ims.lti.v1.ltilink",
    "auto_create": False,
}


def subject(click: Click) -> str:
    """A UUID, where LTI 1.1's user_id is 40 digits."""
    return str(UUID(opaque_id("lti-user", click.person.pk)[:32]))


def message_hint(click: Click, _link: Link | None) -> str:
    """A JWT that lives five minutes."""
    account = f"{configuration().domain}/accounts/1"
    return make_data({"verifier": secrets.token_hex(32), "canvas_domain": account, "exp": int(time.time()) + 300})


def adjust(click: Click, link: Link | None, claims: Claims) -> Claims:
    legacy, shown = claims["sub"], click.privacy in {"public", "name_only"}
    claims |= {
        "sub": subject(click),
        "locale": "en",
        "errors": {"errors": {}},
        f"{LTI}lti11_legacy_user_id": legacy,
        f"{LTI}roles": _roles(click),
        f"{OWN}/placement": link.placement or None if link else None,
    }
    claims[f"{LTI}context"]["type"] = [COURSE_OFFERING]
    claims[f"{LTI}lis"] = {
        # The literal stands for somebody without one, or whose name the tool may not know.
        "person_sourcedid": (click.person.sis_id if shown else "") or "$Person.sourcedId",
        "course_offering_sourcedid": "$CourseSection.sourcedId",
    }
    _platform(claims)
    return _linked(click, link, claims) if link else claims


def _platform(claims: Claims) -> None:
    """A selection of LTI 1.1 says nothing of its platform; one of LTI 1.3 does."""
    platform = {"name": "Practice LMS", "version": "cloud", "product_family_code": "canvas"}
    claims[f"{LTI}tool_platform"] = claims[f"{LTI}tool_platform"] | platform


def _linked(click: Click, link: Link, claims: Claims) -> Claims:
    resource = claims[f"{LTI}resource_link"]
    if link.stored:
        resource["id"] = str(link.stored.uuid)
    elif link.assignment or link.item:
        resource["id"] = str(UUID(resource["id"][:32]))
    resource["description"] = None
    return claims


def _roles(click: Click) -> list[str]:
    if click.person.is_test_student:
        return [*context_roles(click.seat), TEST_USER]
    anywhere = Enrolment.objects.filter(person=click.person).values_list("role", flat=True)
    sent = [*context_roles(click.seat), *(f"{INSTITUTION}{ELSEWHERE[one]}" for one in anywhere if one in ELSEWHERE)]
    if click.person.is_account_admin:
        sent.append(f"{INSTITUTION}Administrator")
    return sorted({*sent, f"{SYSTEM}User"})


def services(click: Click, link: Link | None) -> Services:
    at = f"{configuration().url}/api/lti/courses/{click.course.pk}"
    return Services(
        line_items=f"{at}/line_items",
        line_item=f"{at}/line_items/{link.assignment.pk}" if link and link.assignment else "",
        memberships=f"{at}/names_and_roles",
        notices=f"{configuration().url}/api/lti/notice-handlers/{click.app.pk}",
    )


def answer_path(click: Click) -> str:
    """The address has a JWT of its own in its query, and the tool's answer must go to all of it."""
    return f"{click.course.path}/deep_linking_response?data={make_data({'app': click.app.pk})}"


PLATFORM = Platform(
    name="canvas",
    family="canvas",
    issuer=lambda: "https://canvas.instructure.com",
    auth="/api/lti/authorize_redirect",
    keys=lambda _registration: "/api/lti/security/jwks",
    token=lambda _registration: "/login/oauth2/token",
    configuration="/api/lti/security/openid-configuration",
    registration="/api/lti/registrations",
    asks_token_for_configuration=True,
    tells_deployment=False,
    client_id=lambda: str(10_000_000_000_000 + secrets.randbelow(10**9)),
    deployment_id=lambda app: f"{app.pk}:{opaque_id('deployment', app.pk)}",
    login_hint=lambda click: opaque_id("user", click.person.pk),
    message_hint=message_hint,
    login_extra=lambda deployment: {
        "deployment_id": deployment,
        "canvas_region": "not_configured",
        "canvas_environment": "prod",
    },
    storage="post_message_forwarding",
    errors={
        **dict.fromkeys(("missing", "scope", "response_type"), "invalid_request_object"),
        **dict.fromkeys(("login", "person"), "login_required"),
        "client": "unauthorized_client",
        "hint": "launch_no_longer_valid",
    },
    adjust=adjust,
    services=services,
    scopes=(*SCOPES, NOTICE_SCOPE),
    selections={
        "editor_button": {
            "accept_types": ["link", "file", "html", "ltiResourceLink", "image"],
            "accept_presentation_document_targets": ["embed", "iframe", "window"],
            "accept_media_types": "image/*,text/html,application/vnd.ims.lti.v1.ltilink,*/*",
            "accept_multiple": True,
            "auto_create": False,
        },
        "assignment_selection": ONE_KIND | {"accept_multiple": False},
        "link_selection": ONE_KIND | {"accept_multiple": True},
        "course_assignments_menu": ONE_KIND | {"accept_multiple": True},
        "module_index_menu_modal": ONE_KIND | {"accept_multiple": True, "auto_create": True},
    },
    answer_path=answer_path,
    activate="Enable & Close",
)
