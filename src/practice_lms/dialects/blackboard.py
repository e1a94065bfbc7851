"""Blackboard Learn (docs/lms-behaviour.md §1.4, §3.3; launches in public code): ids of 32 hex digits, role URNs.

Not seen, and so only likely: what its content selection accepts, and its role strings for observers and administrators.
"""

import secrets

from django.utils.translation import gettext_lazy as _

from practice_lms.configuration import configuration
from practice_lms.data_token import make_pieces
from practice_lms.dialects.dialect import LTI_LINK, Click, Dialect, Fields, email, names, plain_custom
from practice_lms.identity import Seat
from practice_lms.links import Link
from practice_lms.models import Course
from practice_lms.opaque import opaque_id

RELEASE = "3900.100.0"
ROLES = {
    "teacher": "Instructor",
    "ta": "TeachingAssistant",
    "designer": "ContentDeveloper",
    "student": "Learner",
    "observer": "Mentor",
}


def context_id(course: Course) -> str:
    return opaque_id("course", course.pk)[:32]


def roles(seat: Seat) -> str:
    sent = [f"urn:lti:role:ims/lis/{name}" for role, name in ROLES.items() if role in seat.roles]
    return ",".join([*sent, *(["urn:lti:sysrole:ims/lis/SysAdmin"] if seat.person.is_account_admin else [])])


def shared(click: Click) -> Fields:
    named = names(click)
    if named:
        named["lis_person_name_full"] = f" {named['lis_person_name_full']}"  # an empty title stands before the name
    return {
        "user_id": opaque_id("user", click.person.pk)[:32],
        "roles": roles(click.seat),
        "context_id": context_id(click.course),
        "context_title": click.course.name,
        "context_label": click.course.code,
        "launch_presentation_locale": "en-US",
        "launch_presentation_document_target": "window",
        "ext_launch_presentation_css_url": f"{configuration().url}/common/shared.css",
        "ext_lms": f"bb-{RELEASE}",
        "tool_consumer_info_product_family_code": "Blackboard Learn",
        "tool_consumer_info_version": RELEASE,
        "tool_consumer_instance_guid": opaque_id("account", 1)[:32],
        "tool_consumer_instance_name": "Practice LMS",
        "tool_consumer_instance_contact_email": "admin@practice.example",
        **named,
        **email(click),
        **plain_custom(click),
    }


def launch(click: Click, link: Link) -> Fields:
    content = f"_{link.number}_1"
    back = f"course_id=_{click.course.pk}_1&content_id={content}&toGC=false&nonce={secrets.token_hex(16)}"
    fields = {
        "resource_link_id": content,
        "resource_link_title": link.title,
        "ext_launch_id": secrets.token_hex(16),
        "launch_presentation_return_url": f"{configuration().url}/webapps/blackboard/execute/blti/launchReturn?{back}",
    }
    if link.is_graded:
        fields["lis_outcome_service_url"] = f"{configuration().url}/webapps/gradebook/lti11grade"
        fields["lis_result_sourcedid"] = f"bbgc{link.number}gi{opaque_id('grade', click.person.pk)[:12]}"
    return fields


DIALECT = Dialect(
    name="blackboard",
    label="Blackboard",
    home=lambda course: f"/ultra/courses/_{course.pk}_1/outline",
    context_id=context_id,
    shared=shared,
    launch=launch,
    selections={
        "editor_button": {
            "accept_media_types": f"{LTI_LINK},text/html,image/*",
            "accept_presentation_document_targets": "embed,frame,iframe,window",
            "accept_multiple": "true",
            "accept_unsigned": "false",
            "auto_create": "true",
        }
    },
    answer_path=lambda _click: "/webapps/blackboard/controller/lti/contentitem",
    data=lambda click, _url: make_pieces(f"_{click.course.pk}_1", f"_{click.app.pk}_1"),
    nonce=lambda: str(secrets.randbelow(10**17)),
    tools=_("LTI Tool Providers"),
    add=_("Register LTI 1.1 Provider"),
    install={
        "name": _("Label"),
        "tool_url": _("Tool Provider URL"),
        "consumer_key": _("Tool Provider Key"),
        "shared_secret": _("Tool Provider Secret"),
        "custom": _("Tool Provider Custom Parameters"),
        "selects": _("Deep Linking content tool"),
        "selection_url": _("Target Link URI of the placement"),
        "sends_name": _("User Fields to Send: Name"),
        "sends_email": _("User Fields to Send: Email Address"),
    },
    item={"title": _("Name"), "tool_url": _("Configuration URL"), "points": _("Grade out of")},
)
