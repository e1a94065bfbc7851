"""The addresses of regrading and extensions, for teachers who signed in to Slipway."""

from django.urls import path

from slipway.regrade_pages import class_views, extension_views, regrade_views

REGRADED_UNIT = "units/<uuid:unit_id>"
REGRADE_OF_UNIT = f"{REGRADED_UNIT}/regrades/<uuid:regrade_id>"

urlpatterns = [
    path("classes/<uuid:classroom_id>/regrading", class_views.class_regrading, name="class-regrading"),
    path(f"{REGRADED_UNIT}/regrades", regrade_views.unit_regrade, name="unit-regrade"),
    path(f"{REGRADED_UNIT}/grade-again", regrade_views.unit_grade_again, name="unit-grade-again"),
    path(REGRADE_OF_UNIT, regrade_views.one_regrade, name="regrade"),
    path(f"{REGRADE_OF_UNIT}/progress", regrade_views.regrade_progress, name="regrade-progress"),
    path(f"{REGRADE_OF_UNIT}/apply", regrade_views.regrade_apply, name="regrade-apply"),
    path(f"{REGRADE_OF_UNIT}/undo", regrade_views.regrade_undo, name="regrade-undo"),
    path(f"{REGRADED_UNIT}/extensions", extension_views.extensions, name="unit-extensions"),
    path(
        f"{REGRADED_UNIT}/extensions/<uuid:extension_id>/remove",
        extension_views.extension_remove,
        name="extension-remove",
    ),
]
