"""Launch a tool: from a link in a page, the course's menu, a module's item (assignments have a page of their own)."""

from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import quote
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET

from practice_lms.dialects import dialect_of
from practice_lms.identity import Seat, seat_or_404
from practice_lms.installing.installed import apps_of
from practice_lms.installing.matching import app_for
from practice_lms.launching import launch_form, selection_url
from practice_lms.links import Link
from practice_lms.models import App, Course, ModuleItem
from practice_lms.v1p1.signing import SignedForm
from practice_lms.v1p3.login import storage_of
from practice_lms.v1p3.platforms import platform_of_course
from practice_lms.v1p3.records import StoredLink
from practice_lms.views.addresses import course_or_404
from practice_lms.views.course_page import PLACEMENT, course_page, is_in_menu


def no_app() -> str:
    """Canvas's sentence for a link that belongs to no installed app."""
    return _("Couldn't find valid settings for this link")


@dataclass(frozen=True)
class Launched:
    """A launch ready for the browser, in the frame `tool_content` or a new tab; without `form` no app fits."""

    title: str
    form: SignedForm | None
    new_tab: bool = False


def find_and_sign(seat: Seat, *, url: str, title: str = "", new_tab: bool = False, **link: Any) -> Launched:
    """Find the app that `url` belongs to, and begin a launch (`link`: the rest of a Link)."""
    opened = Link(url=url, title=title, **link)
    app = _app_of(seat, opened)
    if app is None:
        return Launched(title, None)
    opened = replace(opened, title=title or app.name)
    return Launched(opened.title, launch_form(app, seat, opened), new_tab)


def _app_of(seat: Seat, link: Link) -> App | None:
    """What deep linking brought belongs to the app that brought it; other links by their address or as the LMS does.

    Canvas prefers LTI 1.3 where both have an address (its own order otherwise): so old links go over to it.
    """
    apps = apps_of(seat.course)
    if link.stored:
        return next((app for app in apps if app == link.stored.app), None)
    if seat.course.dialect == "canvas":
        apps.sort(key=lambda app: app.registration is None)
    advantage = [app for app in apps if app.registration]
    return dialect_of(seat.course).app_of(link, apps) or app_for(link.url, advantage)


@require_GET
def retrieve(request: HttpRequest, course_id: int) -> HttpResponse:
    """A link in a page."""
    seat = seat_or_404(request, course_id)
    launched = _stored(seat, request.GET.get("resource_link_lookup_uuid")) or launch_link(
        seat, request.GET.get("url", "")
    )
    if launched.form is None:
        messages.error(request, no_app())
        return HttpResponseRedirect(seat.course.path)
    if request.GET.get("display") == "borderless":
        context = {"launched": launched, "storage": storage_of(platform_of_course(seat.course))}
        return render(request, "practice_lms/borderless.html", context)
    return course_page(request, "launch.html", seat, launched=launched)


def _stored(seat: Seat, uuid: str | None) -> Launched | None:
    """The launch of a link that deep linking brought; None where no such link is named. Raises Http404."""
    if uuid is None:
        return None
    return launch_stored(seat, stored_link_or_404(seat.course, uuid))


def stored_link_or_404(course: Course, uuid: str) -> StoredLink:
    """A link that deep linking brought to the course. Raises Http404."""
    try:
        number = UUID(uuid)
    except ValueError as error:
        raise Http404 from error
    return get_object_or_404(StoredLink, uuid=number, course=course)


def launch_stored(seat: Seat, link: StoredLink) -> Launched:
    """The launch of a link that deep linking brought, where it stands in a page's text."""
    return find_and_sign(seat, url=link.url, title=link.title, stored=link)


def launch_link(seat: Seat, url: str) -> Launched:
    """The launch of a link in rich text."""
    return find_and_sign(seat, url=url)


@require_GET
def storage_frame(request: HttpRequest) -> HttpResponse:
    """Canvas's forwarding frame: it keeps values for tools whose cookies the browser refuses."""
    return render(request, "practice_lms/storage_frame.html")


@require_GET
def navigation(request: HttpRequest, course_id: int, app_id: int) -> HttpResponse:
    """An app's entry in the course's menu."""
    seat = seat_or_404(request, course_id)
    app = next((app for app in apps_of(seat.course) if app.pk == app_id and PLACEMENT in app.placements), None)
    if app is None or not is_in_menu(app.placements[PLACEMENT], seat):
        raise Http404
    return course_page(request, "launch.html", seat, launched=launch_navigation(seat, app), active_app=app.pk)


def launch_navigation(seat: Seat, app: App) -> Launched:
    """The launch of an app's entry in the course's menu."""
    options = app.placements[PLACEMENT]
    title = options.get("text") or app.name
    link = Link(selection_url(app, PLACEMENT), title, placement=PLACEMENT)
    return Launched(title, launch_form(app, seat, link), options.get("windowTarget") == "_blank")


@require_GET
def module_item(request: HttpRequest, course_id: int, item_id: int) -> HttpResponse:
    """An item of a module: its page, its assignment, or its tool."""
    seat = seat_or_404(request, course_id)
    item = get_object_or_404(ModuleItem.objects.select_related("module"), pk=item_id, module__course=seat.course)
    if not seat.sees(item.is_published and item.module.published):
        raise Http404
    if item.content:
        return HttpResponseRedirect(f"{item.content.path}?module_item_id={quote(str(item.pk))}")
    launched = launch_item(seat, item)
    if launched.form is None:
        messages.error(request, no_app())
        return HttpResponseRedirect(f"{seat.course.path}/modules")
    return course_page(request, "launch.html", seat, launched=launched, active="modules")


def launch_item(seat: Seat, item: ModuleItem) -> Launched:
    """The launch of a tool that is a module's item."""
    kept = {"item": item, "stored": item.stored_link}
    return find_and_sign(seat, url=item.tool_url, title=item.title, new_tab=item.new_tab, **kept)


@require_GET
def tool_return(
    request: HttpRequest, course_id: int | None = None, dialect: str = "canvas", name: str = ""
) -> HttpResponse:
    """Where a tool sends the visitor when it is done (launch_presentation_return_url).

    It comes back inside the tool's frame, by a redirect from another site: without our cookie. So it shows the tool's
    word and a way out, and nothing of the course.
    """
    words = {"message": request.GET.get("lti_msg"), "error": request.GET.get("lti_errormsg")}
    path = f"/courses/{course_id}" if course_id else course_or_404(request, dialect, name=name).path
    return render(request, "practice_lms/tool_return.html", {"course_path": path, **words})
