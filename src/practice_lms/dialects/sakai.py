"""Sakai (docs/lms-behaviour.md §1.4, §3.3; messages in public code): UUIDs, roles in two vocabularies."""

import secrets
from urllib.parse import quote
from uuid import UUID

from django.utils.translation import gettext_lazy as _

from practice_lms.configuration import configuration
from practice_lms.data_token import make_json_data
from practice_lms.dialects.dialect import LTI_LINK, Click, Dialect, Fields, email, names, plain_custom
from practice_lms.identity import Seat
from practice_lms.links import Link
from practice_lms.models import Course
from practice_lms.opaque import opaque_id

VOCABULARY = "http://purl.imsglobal.org/vocab/lis/v2"
ROLES = {
    "teacher": ("Instructor", "membership#Instructor"),
    "ta": ("TeachingAssistant", "membership/Instructor#TeachingAssistant"),
    "designer": ("ContentDeveloper", "membership#ContentDeveloper"),
    "student": ("Learner", "membership#Learner"),
    "observer": ("Learner", "membership#Learner"),
}
ADMINISTRATOR = (
    "Instructor,Administrator,urn:lti:instrole:ims/lis/Administrator,urn:lti:sysrole:ims/lis/Administrator,"
    f"{VOCABULARY}/membership#Instructor,{VOCABULARY}/system/person#Administrator"
)


def uuid_of(kind: str, number: int) -> str:
    return str(UUID(opaque_id(kind, number)[:32]))


def site_id(course: Course) -> str:
    return uuid_of("site", course.pk)


def roles(seat: Seat) -> str:
    if seat.person.is_account_admin:
        return ADMINISTRATOR
    return ",".join(f"{ROLES[role][0]},{VOCABULARY}/{ROLES[role][1]}" for role in ROLES if role in seat.roles)


def shared(click: Click) -> Fields:
    site, here = configuration().url, site_id(click.course)
    return {
        "user_id": uuid_of("user", click.person.pk),
        "lis_person_sourcedid": click.person.login,
        "roles": roles(click.seat),
        "ext_sakai_role": "maintain" if click.seat.manages else "access",
        "context_id": here,
        "context_label": click.course.code,
        "context_title": click.course.name,
        "lis_course_offering_sourcedid": here,
        "lis_course_section_sourcedid": here,
        "launch_presentation_locale": "en_US",
        "launch_presentation_return_url": f"{site}/imsblis/service/return-url/site/{here}",
        "launch_presentation_css_url": f"{site}/library/skin/tool_base.css",
        "ext_sakai_launch_presentation_css_url_list": f"{site}/library/skin/tool_base.css",
        "ext_sakai_server": site,
        "ext_sakai_serverid": "practice",
        "ext_sakai_academic_session": "OTHER",
        "ext_lms": "sakai-21.3",
        "tool_consumer_info_product_family_code": "sakai",
        "tool_consumer_info_version": "21.3",
        **names(click),
        **email(click),
        **plain_custom(click),
    }


def launch(click: Click, link: Link) -> Fields:
    """A sourcedid only for those who learn."""
    fields = {
        "resource_link_id": f"content:{link.number}",
        "resource_link_title": link.title,
        "resource_link_description": link.title,
        "ext_outcome_data_values_accepted": "text",
        "lis_outcome_service_url": f"{configuration().url}/imsblis/service/",
    }
    if not click.seat.manages:
        owner = uuid_of("user", click.person.pk)
        secret = opaque_id("placement", link.number)
        fields["lis_result_sourcedid"] = f"{secret}:::{owner}:::content:{link.number}"
    return fields


def answer_path(click: Click) -> str:
    """The helper of a tool's placement in the site: a query with another address in it."""
    here = site_id(click.course)
    picker = quote(
        f"{configuration().url}/portal/site/{here}/tool/{uuid_of('tool', 1)}/BltiPicker?3&itemId=-1", safe=""
    )
    asked = f"eventSubmit_doContentItemResponse=Save&sakai.session={secrets.token_hex(8)}.practice&returnUrl={picker}"
    helper = f"/portal/tool/{here}/sakai.basiclti.admin.helper.helper"
    return f"{helper}?{asked}&panel=PostContentItem&tool_id={click.app.pk}&sakai_csrf_token={secrets.token_hex(32)}"


DIALECT = Dialect(
    name="sakai",
    label="Sakai",
    home=lambda course: f"/portal/site/{site_id(course)}",
    context_id=site_id,
    shared=shared,
    launch=launch,
    selections={
        "link_selection": {
            "accept_media_types": LTI_LINK,
            "accept_presentation_document_targets": "iframe,window",
            "accept_copy_advice": "false",
            "accept_multiple": "false",
            "accept_unsigned": "false",
            "auto_create": "true",
            "can_confirm": "false",
        }
    },
    answer_path=answer_path,
    data=lambda click, _url: make_json_data({"remember": "always bring a towel", "tool": click.app.pk}),
    nonce=lambda: str(secrets.randbelow(10**17)),
    tools=_("External Tools"),
    add=_("Install LTI 1.x Tool"),
    install={
        "name": _("Tool Title"),
        "tool_url": _("Launch URL"),
        "consumer_key": _("Launch Key"),
        "shared_secret": _("Launch Secret"),
        "custom": _("Custom Parameters"),
        "selects": _("The tool can select content (Content-Item Message)"),
        "selection_url": _("Content Item Selection URL"),
        "sends_name": _("Send User Names to External Tool"),
        "sends_email": _("Send Email Addresses to External Tool"),
    },
    item={"title": _("Title"), "tool_url": _("Launch URL"), "points": _("Points")},
)
