"""The pages of this room: those that both doors reach, and the home of an organization, for its members alone."""

from django.urls import URLPattern, path

from slipway.sessions.doors import ViewDecorator
from slipway.workspaces import organization_views, receipt_views, views, work_views
from slipway.workspaces.runner_page import runner_page

ORGANIZATION_PATH = "organizations/<uuid:organization_id>"
WANTED = f"{ORGANIZATION_PATH}/classes/wanted/<uuid:wanted_id>"

runner_pages = [path("runner/", runner_page, name="runner")]
organization_pages = [
    path("organizations/new", organization_views.new_organization, name="organization-new"),
    path(ORGANIZATION_PATH, organization_views.organization, name="organization"),
    path(f"{WANTED}/done", organization_views.class_wanted_done, name="class-wanted-done"),
]


def pages(door: ViewDecorator) -> list[URLPattern]:
    """The addresses of dashboard, class home and unit page, at `door`."""
    return [
        path("units/<uuid:unit_id>", door(views.unit), name="unit"),
        path("classes/<uuid:classroom_id>", door(views.class_home), name="class"),
        path("", door(views.dashboard), name="dashboard"),
        path("units/<uuid:unit_id>/start", door(views.unit_start), name="unit-start"),
        path("units/<uuid:unit_id>/complete", door(views.unit_complete), name="unit-complete"),
        path("units/<uuid:unit_id>/reopen", door(views.unit_reopen), name="unit-reopen"),
        path("units/<uuid:unit_id>/my-work", door(work_views.save_work), name="work-save"),
        path("units/<uuid:unit_id>/my-work/start-over", door(work_views.start_again), name="work-start-over"),
        path("units/<uuid:unit_id>/my-work/ran", door(work_views.note_run), name="work-ran"),
        path("units/<uuid:unit_id>/my-work/versions", door(work_views.versions), name="work-versions"),
        path("units/<uuid:unit_id>/visible-tests", door(work_views.tests_to_check), name="visible-tests"),
        path("units/<uuid:unit_id>/submissions", door(work_views.hand_in_work), name="hand-in"),
        path("units/<uuid:unit_id>/submissions/<int:number>", door(work_views.submission), name="submission"),
        path("units/<uuid:unit_id>/receipts", door(receipt_views.my_receipts), name="my-receipts"),
        path("submissions/<uuid:submission_id>/receipts", door(receipt_views.receipts_of), name="receipts-of"),
        path("receipts/<uuid:receipt_id>", door(receipt_views.receipt), name="receipt"),
    ]
