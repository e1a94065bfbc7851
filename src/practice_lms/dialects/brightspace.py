"""Brightspace (docs/lms-behaviour.md §1.4; launches in public code): org unit numbers, doubled roles, empty guid.

Not seen, and so only likely: what its content selection accepts, and the address that the answer goes to.
"""

from uuid import uuid4

from django.utils.translation import gettext_lazy as _

from practice_lms.configuration import configuration
from practice_lms.data_token import make_data
from practice_lms.dialects.dialect import LTI_LINK, Click, Dialect, Fields, email, names, plain_custom
from practice_lms.identity import Seat
from practice_lms.links import Link
from practice_lms.opaque import opaque_id

# Its own role's name, and the IMS role that the administrator mapped it to.
ROLES = {
    "teacher": ("Faculty", "Instructor"),
    "ta": ("Teaching Assistant", "TeachingAssistant"),
    "designer": ("Course Builder", "ContentDeveloper"),
    "student": ("Student", "Learner"),
    "observer": ("Auditor", "Observer"),
    "administrator": ("Super Administrator", "Administrator"),
}


def held(seat: Seat) -> list[str]:
    return [role for role in ROLES if role in seat.roles or (role == "administrator" and seat.person.is_account_admin)]


def roles(seat: Seat) -> str:
    """Each name twice: as the institution's URN and short, whichever vocabulary it comes from."""
    return ",".join(f"urn:lti:instrole:ims/lis/{ROLES[role][1]},{ROLES[role][1]}" for role in held(seat))


def shared(click: Click) -> Fields:
    site = configuration().url
    mine = held(click.seat)
    return {
        "user_id": f"PracticeLMS_{click.person.pk}",
        "roles": roles(click.seat),
        "context_id": str(click.course.pk),
        "context_title": click.course.name,
        "context_label": click.course.code,
        "context_type": "CourseOffering",
        "launch_presentation_locale": "EN-US__",
        "tool_consumer_info_product_family_code": "desire2learn",
        "tool_consumer_info_version": "10.8.1.11281",
        "tool_consumer_instance_guid": "",
        "tool_consumer_instance_name": "",
        "tool_consumer_instance_description": "",
        "tool_consumer_instance_contact_email": "",
        "ext_tc_profile_url": f"{site}/d2l/api/ext/1.0/lti/tcservices",
        "ext_d2l_tenantid": str(uuid4()),
        "ext_d2l_role": ROLES[mine[0]][0] if mine else "",
        **names(click),
        **(
            {"ext_d2l_username": click.person.login, "ext_d2l_orgdefinedid": click.person.sis_id}
            if names(click)
            else {}
        ),
        **email(click),
        **plain_custom(click),
        "ext_basiclti_submit": "Launch Endpoint with BasicLTI Data",
    }


def launch(click: Click, link: Link) -> Fields:
    """The outcome service goes along always, a sourcedid for instructors too; no return URL was ever seen."""
    digits = opaque_id(f"result {link.number}", click.person.pk)
    return {
        "resource_link_id": str(link.number),
        "resource_link_title": link.title,
        "resource_link_description": "",
        "ext_d2l_link_id": str(link.number),
        "ext_d2l_token_id": digits[:8],
        "ext_d2l_token_digest": f"{digits[:27]}=",
        "lis_outcome_service_url": f"{configuration().url}/d2l/le/lti/Outcome",
        "lis_result_sourcedid": "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32])),
    }


DIALECT = Dialect(
    name="brightspace",
    label="Brightspace",
    home=lambda course: f"/d2l/home/{course.pk}",
    context_id=lambda course: str(course.pk),
    shared=shared,
    launch=launch,
    selections={
        "editor_button": {
            "accept_media_types": f"{LTI_LINK},text/html,image/*",
            "accept_presentation_document_targets": "embed,frame,iframe,window",
            "accept_multiple": "false",
            "accept_unsigned": "false",
            "auto_create": "false",
        }
    },
    answer_path=lambda click: f"/d2l/le/lti/{click.course.pk}/contentitem",
    data=lambda click, _url: make_data({"ou": click.course.pk}),
    nonce=lambda: str(uuid4()),
    tools=_("External Learning Tools"),
    add=_("New Tool Provider"),
    install={
        "name": _("Name"),
        "tool_url": _("Launch Point"),
        "consumer_key": _("Key"),
        "shared_secret": _("Secret"),
        "custom": _("Custom Parameters"),
        "selects": _("Insert Stuff by Content-Item Message"),
        "selection_url": _("Launch Point of the remote plugin"),
        "sends_name": _("Send user name to tool provider"),
        "sends_email": _("Send user email to tool provider"),
    },
    item={"title": _("Title"), "tool_url": _("URL"), "new_tab": _("Open as External Resource")},
)
