"""The addresses of a class's pages for its teachers, who signed in to Slipway, and of units' files."""

from django.urls import path

from slipway.class_pages import (
    admin_views,
    check_views,
    class_views,
    content_views,
    exercise_views,
    file_views,
    folder_views,
    link_views,
    people_views,
    unit_views,
)
from slipway.sessions import unit_files as files

ADMIN = "classes/<uuid:classroom_id>/admin"
PEOPLE = "classes/<uuid:classroom_id>/people"
MODULE = "modules/<uuid:module_id>"
UNIT = "units/<uuid:unit_id>"

urlpatterns = [
    path("organizations/<uuid:organization_id>/classes/new", class_views.new_class, name="class-new"),
    path(ADMIN, admin_views.admin, name="class-admin"),
    path(PEOPLE, people_views.people, name="class-people"),
    path(f"{PEOPLE}/<uuid:enrolment_id>/role", people_views.set_role, name="enrolment-role"),
    path(f"{PEOPLE}/<uuid:enrolment_id>/remove", people_views.remove, name="enrolment-remove"),
    path(f"{PEOPLE}/<uuid:enrolment_id>/restore", people_views.restore, name="enrolment-restore"),
    path(f"{ADMIN}/details", class_views.details, name="class-details"),
    path(f"{ADMIN}/lms-url", admin_views.accept_url, name="class-lms-url"),
    *(
        path(
            f"{ADMIN}/requests/<uuid:request_id>/{decision}",
            admin_views.decide,
            {"decision": decision},
            name=f"request-{decision}",
        )
        for decision in admin_views.DECISIONS
    ),
    path(f"{ADMIN}/connections/<uuid:connection_id>/remove", admin_views.remove_connection, name="connection-remove"),
    path("organizations/<uuid:organization_id>/classes/upload", folder_views.upload_new, name="class-upload-new"),
    path(f"{ADMIN}/order", content_views.order, name="class-order"),
    path(f"{ADMIN}/download", folder_views.download, name="class-download"),
    path(f"{ADMIN}/upload", folder_views.upload, name="class-upload"),
    path("uploads/<uuid:upload_id>", folder_views.look, name="upload"),
    path("uploads/<uuid:upload_id>/check", folder_views.check, name="upload-check"),
    path("uploads/<uuid:upload_id>/discard", folder_views.forget, name="upload-discard"),
    path(f"{ADMIN}/links/<uuid:link_id>", link_views.edit_link, name="link-edit"),
    path(f"{ADMIN}/links/<uuid:link_id>/remove", link_views.remove_link, name="link-remove"),
    path(f"{ADMIN}/modules/new", content_views.new_module, name="module-new"),
    path(f"{MODULE}/edit", content_views.edit_module, name="module-edit"),
    path(f"{MODULE}/units/new", unit_views.new_unit, name="unit-new"),
    path(f"{MODULE}/exercises/new", exercise_views.new_exercise, name="exercise-new"),
    path(f"{UNIT}/edit", unit_views.edit, name="unit-edit"),
    path(f"{UNIT}/files", file_views.unit_files, name="unit-files"),
    path(f"{UNIT}/check", check_views.unit_check, name="unit-check"),
    path(f"{UNIT}/preview", unit_views.preview, name="unit-preview"),
    path(f"{MODULE}/units/preview", unit_views.preview_new, name="unit-new-preview"),
    path(f"{UNIT}/move", content_views.move_unit, name="unit-move"),
    *(
        path(f"{MODULE}/{verb}", content_views.act_on_module, {"verb": verb}, name=f"module-{verb}")
        for verb in content_views.MODULE_VERBS
    ),
    *(
        path(f"{UNIT}/{verb}", content_views.act_on_unit, {"verb": verb}, name=f"unit-{verb}")
        for verb in content_views.UNIT_VERBS
    ),
    path("files/<str:signed>", files.unit_file, name="unit-file"),
]
