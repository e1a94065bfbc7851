"""The addresses of the practice LMS: Canvas's, where a tool or a teacher would know them, and some of other LMSs."""

from django.urls import URLPattern, path

from practice_lms.dialect_urls import dialect_patterns
from practice_lms.v1p3_urls import v1p3_patterns
from practice_lms.views import (
    advantage,
    apps,
    assignments,
    courses,
    launches,
    modules,
    pages,
    placing,
    practice,
    selection,
    story,
)

COURSE = "courses/<int:course_id>"


def _shelf(prefix: str) -> list[URLPattern]:
    """Settings → Apps, once for a course and once for the account."""
    return [
        path(f"{prefix}/settings/apps", apps.center),
        path(f"{prefix}/settings/apps/center/<int:number>", apps.listed_app),
        path(f"{prefix}/settings/apps/advantage", advantage.ways),
        path(f"{prefix}/settings/apps/advantage/manual", advantage.by_hand),
        path(f"{prefix}/settings/apps/advantage/dynamic/<int:link_id>", advantage.dynamic_frame),
        path(f"{prefix}/settings/apps/advantage/keys/<int:key_id>", advantage.key),
        path(f"{prefix}/settings/apps/advantage/keys/<int:key_id>/switch", advantage.switch),
        path(f"{prefix}/settings/apps/configurations", apps.configurations),
        path(f"{prefix}/settings/apps/configurations/new", apps.add_app),
        path(f"{prefix}/settings/apps/configurations/<int:app_id>", apps.app_details),
        path(f"{prefix}/settings/apps/configurations/<int:app_id>/edit", apps.edit_app),
        path(f"{prefix}/settings/apps/configurations/<int:app_id>/delete", apps.delete_app),
    ]


urlpatterns = [
    path("", story.story),
    path("login", story.login),
    path("switch", story.switch),
    path("practice/faults", practice.faults_page),
    path("practice/faults.json", practice.faults_json),
    path("practice/keys/rotate", practice.rotate_keys),
    path("practice/keys.json", practice.keys_json),
    path("practice/state", practice.state),
    path(f"practice/{COURSE}/dialect.json", practice.dialect_json),
    path(f"practice/{COURSE}/launch-form", practice.launch_form),
    path(f"practice/{COURSE}/launch", practice.launch_page),
    path("accounts/1", apps.account),
    *_shelf("accounts/1"),
    path("student_view/leave", courses.leave_student_view),
    path("courses", courses.courses),
    path("courses/new", courses.new_course),
    path(COURSE, courses.home),
    path(f"{COURSE}/settings", courses.settings),
    *_shelf(COURSE),
    path(f"{COURSE}/publish", courses.publish),
    path(f"{COURSE}/student_view", courses.enter_student_view),
    path(f"{COURSE}/users", courses.people),
    path(f"{COURSE}/users/add", courses.enrol),
    path(f"{COURSE}/users/<int:enrolment_id>/remove", courses.unenrol),
    path(f"{COURSE}/pages", pages.pages),
    path(f"{COURSE}/pages/new", pages.edit_page),
    path(f"{COURSE}/pages/<int:page_id>", pages.page),
    path(f"{COURSE}/pages/<int:page_id>/edit", pages.edit_page),
    path(f"{COURSE}/pages/<int:page_id>/publish", pages.publish_page),
    path(f"{COURSE}/pages/<int:page_id>/delete", pages.delete_page),
    path(f"{COURSE}/assignments", assignments.assignments),
    path(f"{COURSE}/assignments/new", assignments.edit_assignment),
    path(f"{COURSE}/assignments/from_links", placing.assignments),
    path(f"{COURSE}/assignments/<int:assignment_id>", assignments.assignment),
    path(f"{COURSE}/assignments/<int:assignment_id>/edit", assignments.edit_assignment),
    path(f"{COURSE}/assignments/<int:assignment_id>/publish", assignments.publish_assignment),
    path(f"{COURSE}/assignments/<int:assignment_id>/delete", assignments.delete_assignment),
    path(f"{COURSE}/modules", modules.modules),
    path(f"{COURSE}/modules/new", modules.new_module),
    path(f"{COURSE}/modules/from_links", placing.module),
    path(f"{COURSE}/modules/<int:module_id>/items/new", modules.new_item),
    path(f"{COURSE}/modules/<int:module_id>/publish", modules.publish_module),
    path(f"{COURSE}/modules/items/<int:item_id>", launches.module_item),
    path(f"{COURSE}/modules/items/<int:item_id>/publish", modules.publish_item),
    path(f"{COURSE}/modules/items/<int:item_id>/delete", modules.delete_item),
    path(f"{COURSE}/external_tools/retrieve", launches.retrieve),
    path(f"{COURSE}/external_tools/<int:app_id>", launches.navigation),
    path(f"{COURSE}/external_tools/<int:app_id>/resource_selection", selection.resource_selection),
    path(f"{COURSE}/external_content/success/external_tool_dialog", selection.answer),
    path(f"{COURSE}/external_content/success/external_tool_redirect", launches.tool_return),
    *dialect_patterns,
    *v1p3_patterns,
]
handler404 = "practice_lms.views.refusals.not_available"
handler403 = "practice_lms.views.refusals.not_allowed"
