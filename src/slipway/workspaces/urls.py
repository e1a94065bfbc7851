"""The pages of this room, to be mounted at both doors."""

from django.urls import URLPattern, path

from slipway.sessions.doors import Door
from slipway.workspaces import views


def pages(door: Door) -> list[URLPattern]:
    """The addresses of dashboard, class home and unit page, at `door`."""
    return [
        path("", door(views.dashboard), name="dashboard"),
        path("classes/<uuid:classroom_id>", door(views.class_home), name="class"),
        path("units/<uuid:unit_id>", door(views.unit), name="unit"),
        path("units/<uuid:unit_id>/start", door(views.unit_start), name="unit-start"),
        path("units/<uuid:unit_id>/complete", door(views.unit_complete), name="unit-complete"),
    ]
