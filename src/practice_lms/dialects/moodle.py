"""Moodle 4.5 (docs/lms-behaviour.md §1.4, §3.3, §11; messages as captured): small numbers, names if the tool may."""

import hashlib
import json
import secrets

from django.utils.translation import gettext_lazy as _

from practice_lms.configuration import configuration
from practice_lms.dialects.dialect import LTI_LINK, Click, Dialect, Fields, email, names, plain_custom
from practice_lms.identity import Seat
from practice_lms.links import Link
from practice_lms.opaque import opaque_id

ADMINISTRATOR = "urn:lti:sysrole:ims/lis/Administrator,urn:lti:instrole:ims/lis/Administrator"


def is_instructor(seat: Seat, *, picks: bool = False) -> bool:
    """Moodle knows who may manage the activity and who not: no assistants, no observers; its administrators manage.

    A non-editing teacher manages (`mod/lti:manage`), so an assistant is an instructor; but `picks`, where there is no
    activity yet, asks who may add one (`moodle/course:manageactivities`), and there the same person is a learner. Who
    has switched to a student's role is one, and nothing tells it from a student.
    """
    return seat.manages and not (picks and seat.roles == {"ta"})


def roles(seat: Seat, *, picks: bool = False) -> str:
    if seat.person.is_account_admin:
        return f"Instructor,{ADMINISTRATOR}"
    return "Instructor" if is_instructor(seat, picks=picks) else "Learner"


def session_key(click: Click) -> str:
    return opaque_id("sesskey", click.person.pk)[:10]


def shared(click: Click) -> Fields:
    fields = {
        "user_id": str(click.person.pk),
        "lis_person_sourcedid": click.person.sis_id,
        "roles": roles(click.seat),
        "context_id": str(click.course.pk),
        "context_label": click.course.code,
        "context_title": click.course.name,
        "context_type": "CourseSection",
        "lis_course_section_sourcedid": "",
        "launch_presentation_locale": "en",
        "ext_lms": "moodle-2",
        "tool_consumer_info_product_family_code": "moodle",
        "tool_consumer_info_version": "2024100700",
        "tool_consumer_instance_guid": configuration().host,
        "tool_consumer_instance_name": "practice",
        "tool_consumer_instance_description": "Practice LMS",
        **names(click),
        **email(click),
        **plain_custom(click),
    }
    # The username goes with the name.
    return fields | ({"ext_user_username": click.person.login} if "lis_person_name_full" in fields else {})


def launch(click: Click, link: Link) -> Fields:
    back = f"course={click.course.pk}&launch_container=2&instanceid={link.number}&sesskey={session_key(click)}"
    return {
        "resource_link_title": link.title,
        "resource_link_description": "",
        "resource_link_id": str(link.number),
        "launch_presentation_document_target": "iframe",
        "launch_presentation_return_url": f"{configuration().url}/mod/lti/return.php?{back}",
        **(outcome(click, link) if link.is_graded else {}),
    }


def outcome(click: Click, link: Link) -> Fields:
    """Where the grade goes: told to everybody, teachers too, with another sourcedid at each launch."""
    data = {
        "instanceid": str(link.number),
        "userid": str(click.person.pk),
        "typeid": str(click.app.pk),
        "launchid": secrets.randbelow(2**31),
    }
    digest = hashlib.sha256(f"{json.dumps(data)}{configuration().secret}".encode()).hexdigest()
    return {
        "lis_result_sourcedid": json.dumps({"data": data, "hash": digest}, separators=(",", ":")),
        "lis_outcome_service_url": f"{configuration().url}/mod/lti/service.php",
    }


def answer_path(click: Click) -> str:
    asked = f"course={click.course.pk}&id={click.app.pk}&sesskey={session_key(click)}"
    return f"/mod/lti/contentitem_return.php?{asked}"


DIALECT = Dialect(
    name="moodle",
    label="Moodle",
    home=lambda course: f"/course/view.php?id={course.pk}",
    context_id=lambda course: str(course.pk),
    shared=shared,
    launch=launch,
    select=lambda click, _placement: {"title": click.app.name, "text": "", "roles": roles(click.seat, picks=True)},
    selections={
        "link_selection": {
            "accept_media_types": LTI_LINK,
            "accept_presentation_document_targets": "frame,iframe,window",
            "accept_copy_advice": "false",
            "accept_multiple": "true",
            "accept_unsigned": "false",
            "auto_create": "false",
            "can_confirm": "false",
        }
    },
    answer_path=answer_path,
    nonce=lambda: secrets.token_hex(16),
    tools=_("Manage tools"),
    add=_("configure a tool manually"),
    install={
        "name": _("Tool name"),
        "tool_url": _("Tool URL"),
        "consumer_key": _("Consumer key"),
        "shared_secret": _("Shared secret"),
        "custom": _("Custom parameters"),
        "selects": _("Supports Deep Linking (Content-Item Message)"),
        "selection_url": _("Content Selection URL"),
        "sends_name": _("Share launcher's name with tool"),
        "sends_email": _("Share launcher's email with tool"),
    },
    item={"title": _("Activity name"), "tool_url": _("Tool URL"), "points": _("Maximum grade")},
    takes_several=True,
    most_points=100,
)
