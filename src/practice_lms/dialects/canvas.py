"""Canvas (docs/lms-behaviour.md §1.1 to §1.3, §3.1): opaque ids, privacy levels, the query in the body too."""

from django.utils.translation import gettext_lazy as _

from practice_lms.configuration import configuration
from practice_lms.data_token import make_data
from practice_lms.dialects.dialect import LTI_LINK, Click, Dialect, Fields, email, names
from practice_lms.expansions import custom_parameters, variables
from practice_lms.links import Link
from practice_lms.models import Assignment, Course, Enrolment
from practice_lms.opaque import instance_guid, opaque_id
from practice_lms.v1p1 import canvas_roles

# What a selection may bring back, by placement (Canvas's own table). Module and assignment dialogs take one LTI link.
EDITOR = {
    "accept_media_types": f"image/*,text/html,{LTI_LINK},*/*",
    "accept_presentation_document_targets": "embed,frame,iframe,window",
    "accept_multiple": "true",
    "accept_unsigned": "true",
    "auto_create": "false",
}
ONE_LINK = EDITOR | {
    "accept_media_types": LTI_LINK,
    "accept_presentation_document_targets": "frame,window",
    "accept_multiple": "false",
}
# What Canvas asks in its older way, of placements without a message_type (docs/lms-behaviour.md §3.4).
LEGACY_EMBED = {
    "selection_directive": "embed_content",
    "ext_content_intended_use": "embed",
    "ext_content_return_types": "oembed,lti_launch_url,url,image_url,iframe",
}
LEGACY_LINK = {
    "selection_directive": "select_link",
    "ext_content_intended_use": "navigation",
    "ext_content_return_types": "lti_launch_url",
}


def context_id(course: Course) -> str:
    return opaque_id("course", course.pk)


def answer_path(click: Click) -> str:
    return f"{click.course.path}/external_content/success/external_tool_dialog"


def shared(click: Click) -> Fields:
    """What every message says, and of the person what the privacy level lets be told."""
    administrator, roles = click.person.is_account_admin, click.seat.roles
    anywhere = Enrolment.objects.filter(person=click.person).exclude(person__is_test_student=True)
    return {
        "context_id": context_id(click.course),
        "context_title": click.course.name,
        "context_label": click.course.code,
        "user_id": opaque_id("user", click.person.pk),
        "roles": canvas_roles.roles(roles, administrator=administrator),
        "ext_roles": canvas_roles.ext_roles(
            roles, anywhere.values_list("role", flat=True), administrator=administrator
        ),
        "launch_presentation_locale": "en",
        # Canvas says iframe even where it opens a new tab.
        "launch_presentation_document_target": "iframe",
        "tool_consumer_instance_guid": instance_guid(),
        **names(click),
        **email(click),
        **({"lis_person_sourcedid": click.person.sis_id} if click.privacy == "public" and click.person.sis_id else {}),
    }


def launch(click: Click, link: Link) -> Fields:
    """What a basic launch says besides."""
    link_id = resource_link_id(click.course, link)
    known = variables(click.seat, click.privacy, link) | {"$ResourceLink.id": link_id}
    fields = {
        "resource_link_id": link_id,
        "resource_link_title": link.title or click.app.name,
        "launch_presentation_return_url": configuration().url + _return_path(click.course, link),
        "tool_consumer_info_product_family_code": "canvas",
        "tool_consumer_info_version": "cloud",
        "tool_consumer_instance_name": "Practice LMS",
        "tool_consumer_instance_contact_email": "notifications@practice.example",
        **_size(click, link.placement),
        **custom_parameters(_automatic(click, link) | _configured(click, link.placement), known),
    }
    if click.privacy == "public":
        fields["user_image"] = f"{configuration().url}/static/practice_lms/avatar.svg"
    if link.assignment:
        fields["ext_lti_assignment_id"] = assignment_uuid(link.assignment)
    return fields


def resource_link_id(course: Course, link: Link) -> str:
    """An assignment's or item's own; navigation and links in rich text have the course's id."""
    if link.assignment:
        return opaque_id("assignment-tag", link.assignment.pk)
    return opaque_id("module-item-tag", link.item.pk) if link.item else context_id(course)


def assignment_uuid(assignment: Assignment) -> str:
    """Canvas's lti_context_id of an assignment, in the form of a UUID."""
    digits = opaque_id("assignment", assignment.pk)
    return "-".join((digits[:8], digits[8:12], digits[12:16], digits[16:20], digits[20:32]))


def select(click: Click, placement: str) -> Fields:
    """A selection request names no resource link, no tool_consumer_info_*, no automatic custom_canvas_*."""
    known = variables(click.seat, click.privacy)
    return {"ext_lti_assignment_id": "", **custom_parameters(_configured(click, placement), known)}


def legacy_selection(placement: str, return_url: str) -> Fields:
    """What makes a basic launch Canvas's older selection: what may come back, and where to."""
    asked = LEGACY_EMBED if placement == "editor_button" else LEGACY_LINK
    return asked | {"ext_content_return_url": return_url, "launch_presentation_return_url": return_url}


def _return_path(course: Course, link: Link) -> str:
    if link.assignment:
        return f"{course.path}/assignments"
    return f"{course.path}/modules" if link.item else f"{course.path}/external_content/success/external_tool_redirect"


def _size(click: Click, placement: str) -> Fields:
    options = click.app.placements.get(placement, {})
    sizes = {"width": options.get("selection_width"), "height": options.get("selection_height")}
    return {f"launch_presentation_{name}": value for name, value in sizes.items() if value}


def _automatic(click: Click, link: Link) -> Fields:
    """The custom_canvas_* that Canvas adds by itself to a course's launches, as variables to expand.

    Outcome parameters are left out: there is no grade service here yet, and an address that answers nothing would lie.
    """
    custom = {"canvas_enrollment_state": "$Canvas.enrollment.enrollmentState"}
    if click.privacy == "public":
        custom["canvas_user_id"] = "$Canvas.user.id"
        custom["canvas_user_login_id"] = "$Canvas.user.loginId"
        custom["canvas_course_id"] = "$Canvas.course.id"
        custom["canvas_api_domain"] = "$Canvas.api.domain"
        custom["canvas_workflow_state"] = "$Canvas.course.workflowState"
    if link.assignment:
        # Outside a module these two arrive as the literal `$Canvas.module.id`: so it was seen at Canvas.
        custom["canvas_module_id"] = "$Canvas.module.id"
        custom["canvas_module_item_id"] = "$Canvas.moduleItem.id"
        custom["canvas_assignment_title"] = "$Canvas.assignment.title"
        custom["canvas_assignment_points_possible"] = "$Canvas.assignment.pointsPossible"
    if link.assignment and click.privacy == "public":
        custom["canvas_assignment_id"] = "$Canvas.assignment.id"
    return custom


def _configured(click: Click, placement: str) -> Fields:
    return {**click.app.custom, **click.app.placements.get(placement, {}).get("custom_fields", {})}


DIALECT = Dialect(
    name="canvas",
    label="Canvas",
    home=lambda course: course.path,
    context_id=context_id,
    shared=shared,
    launch=launch,
    select=select,
    selections={
        "editor_button": EDITOR,
        "assignment_selection": ONE_LINK,
        "link_selection": ONE_LINK,
        "resource_selection": ONE_LINK,
    },
    answer_path=answer_path,
    data=lambda _click, url: make_data({"default_launch_url": url}),
    data_optional=True,
    query_copied=True,
    tools=_("Apps"),
    item={"tool_url": _("URL"), "title": _("Page Name"), "new_tab": _("Load in a new tab")},
)
