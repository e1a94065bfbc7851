"""The apps that something can be made from: by *Find* in an assignment or an item, or by a button of their own."""

from practice_lms.identity import Seat
from practice_lms.installing.installed import apps_of
from practice_lms.launching import selections_of
from practice_lms.models import App


def findable(seat: Seat, placement: str) -> list[dict[str, str]]:
    """Apps for `placement`: those with a dialog of their own (also the older resource_selection), and those without,
    whose launch URL is taken as it is, unless they are `not_selectable`."""
    apps = (_choice(seat, app, placement) for app in apps_of(seat.course))
    return [app for app in apps if app["dialog"] or app["url"]]


def _choice(seat: Seat, app: App, placement: str) -> dict[str, str]:
    known = selections_of(app, seat.course)
    launch_type = next(
        (name for name in (placement, "resource_selection") if name in app.placements and name in known), ""
    )
    options = app.placements.get(launch_type, {})
    path = f"{seat.course.path}/external_tools/{app.pk}/resource_selection?launch_type={launch_type}"
    return {
        "name": app.name,
        "description": app.description,
        "icon_url": options.get("icon_url") or app.icon_url,
        "dialog": path if launch_type else "",
        "url": "" if app.settings.get("not_selectable") == "true" else app.launch_url,
        "width": options.get("selection_width") or app.settings.get("selection_width") or "800",
        "height": options.get("selection_height") or app.settings.get("selection_height") or "600",
    }


def buttons(seat: Seat, placement: str) -> list[dict[str, str]]:
    """A button for each app that has the placement, where the course's LMS has it: it opens the app's dialog."""
    apps = (app for app in apps_of(seat.course) if placement in app.placements)
    return [_choice(seat, app, placement) for app in apps if placement in selections_of(app, seat.course)]
