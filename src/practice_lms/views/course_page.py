"""A page inside a course: its menu with the apps that have an entry in it."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from practice_lms.dialects import dialect_of
from practice_lms.identity import Seat
from practice_lms.installing.installed import apps_of
from practice_lms.models import App
from practice_lms.v1p3.login import storage_of
from practice_lms.v1p3.platforms import platform_of_course

PLACEMENT = "course_navigation"


def course_page(request: HttpRequest, template: str, seat: Seat, **context: Any) -> HttpResponse:
    """Render a template of the course with `seat`, `course`, `dialect`, `tools`, `storage`.

    `status` in the context is HTTP's.
    """
    status = context.pop("status", 200)
    here = {"seat": seat, "course": seat.course, "dialect": dialect_of(seat.course), "tools": navigation_of(seat)}
    here["storage"] = storage_of(platform_of_course(seat.course))
    return render(request, f"practice_lms/{template}", {**here, **context}, status=status)


def navigation_of(seat: Seat) -> list[App]:
    """Apps in the course's menu that this person sees, named as they are there (`entry`)."""
    shown = []
    for app in apps_of(seat.course):
        options = app.placements.get(PLACEMENT)
        if options is not None and is_in_menu(options, seat):
            app.entry = options.get("text") or app.name  # type: ignore[attr-defined]
            shown.append(app)
    return shown


def is_in_menu(options: dict[str, Any], seat: Seat) -> bool:
    """Canvas's rules: `default=disabled` waits to be switched on, `visibility` says for whom."""
    if options.get("default") == "disabled":
        return False
    return seat.manages if options.get("visibility") in {"admins"} else True
