"""Moodle 4.5 (docs/lms-behaviour.md §5, §11; login, launch, deep linking and openid configuration as captured)."""

import json
import secrets
import string

from practice_lms.configuration import configuration
from practice_lms.dialects import moodle
from practice_lms.dialects.dialect import Click
from practice_lms.links import Link
from practice_lms.v1p3.names import LTI
from practice_lms.v1p3.platform import STANDARD_ERRORS, Claims, Platform, Services
from practice_lms.v1p3.roles import ADMINISTRATOR, MEMBERSHIP


def message_hint(_click: Click, link: Link | None) -> str:
    """JSON with the course module (0 in a selection) and the name that the session keeps the launch by."""
    number = link.number if link else 0
    return json.dumps(
        {"cmid": number, "launchid": f"ltilaunch{number}_{secrets.randbelow(2**31)}"}, separators=(",", ":")
    )


def adjust(click: Click, link: Link | None, claims: Claims) -> Claims:
    claims[f"{LTI}context"]["type"] = ["CourseSection"]
    claims[f"{LTI}roles"] = _roles(click, picks=link is None)
    ext = {"lms": "moodle-2"}
    claims[f"{LTI}ext"] = ({"user_username": click.person.login} if "name" in claims else {}) | ext
    if link and link.is_graded:
        outcome = moodle.outcome(click, link)
        claims["https://purl.imsglobal.org/spec/lti-bo/claim/basicoutcome"] = outcome
    return claims


def _roles(click: Click, *, picks: bool) -> list[str]:
    instructs = moodle.is_instructor(click.seat, picks=picks)
    mine = [f"{MEMBERSHIP}Instructor" if instructs else f"{MEMBERSHIP}Learner"]
    return [*mine, *(ADMINISTRATOR if click.person.is_account_admin else ())]


def services(click: Click, link: Link | None) -> Services:
    at, course, tool = f"{configuration().url}/mod/lti/services.php", click.course.pk, click.app.pk
    items = f"{at}/{course}/lineitems"
    return Services(
        line_items=f"{items}?type_id={tool}",
        line_item=f"{items}/{link.number}/lineitem?type_id={tool}" if link and link.is_graded else "",
        memberships=f"{at}/CourseSection/{course}/bindings/{tool}/memberships",
        roster_versions=("1.0", "2.0"),
    )


PLATFORM = Platform(
    name="moodle",
    family="moodle",
    auth="/mod/lti/auth.php",
    keys=lambda _registration: "/mod/lti/certs.php",
    token=lambda _registration: "/mod/lti/token.php",
    configuration="/mod/lti/openid-configuration.php",
    registration="/mod/lti/openid-registration.php",
    client_id=lambda: "".join(secrets.choice(string.ascii_letters + string.digits) for _ in range(15)),
    deployment_id=lambda app: str(app.pk),
    login_hint=lambda click: str(click.person.pk),
    message_hint=message_hint,
    life=60,
    errors={**STANDARD_ERRORS, "login": "access_denied"},
    adjust=adjust,
    services=services,
    named_in_selection=frozenset({"grades"}),
    selections={
        "link_selection": {
            "accept_types": ["ltiResourceLink"],
            "accept_presentation_document_targets": ["frame", "iframe", "window"],
            "accept_copy_advice": False,
            "accept_multiple": True,
            "accept_unsigned": False,
            "auto_create": False,
            "can_confirm": False,
        }
    },
    settings=lambda click: {"title": click.app.name, "text": ""},
    answer_path=moodle.answer_path,
    activate="Activate",
)
