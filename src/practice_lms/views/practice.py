"""What no real LMS has: faults on demand, and a look inside for scripts."""

import json
from typing import Any

from django.contrib import messages
from django.core.exceptions import BadRequest
from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practice_lms.configuration import configuration
from practice_lms.dialects import DIALECTS, dialect_of
from practice_lms.faults import SWITCHES, as_values, faults, set_faults
from practice_lms.forms.course_forms import FaultsForm
from practice_lms.identity import Seat, roles_in
from practice_lms.installing.installed import apps_of
from practice_lms.launching import selection_form, selections_of
from practice_lms.models import App, Assignment, Course, ModuleItem, Person
from practice_lms.v1p1.signing import SignedForm
from practice_lms.v1p3 import keys
from practice_lms.v1p3.login import storage_of
from practice_lms.v1p3.platforms import platform_of_course
from practice_lms.v1p3.told import as_told
from practice_lms.views.assignments import launch_assignment
from practice_lms.views.launches import (
    Launched,
    launch_item,
    launch_link,
    launch_navigation,
    launch_stored,
    stored_link_or_404,
)


@require_http_methods(["GET", "POST"])
def faults_page(request: HttpRequest) -> HttpResponse:
    """The faults as a form."""
    form = FaultsForm(request.POST or None, initial=as_values(faults()))
    if request.method == "POST" and form.is_valid():
        set_faults(form.cleaned_data)
        return HttpResponseRedirect("/practice/faults")
    return render(request, "practice_lms/faults.html", {"form": form}, status=422 if form.errors else 200)


@csrf_exempt
@require_http_methods(["GET", "POST"])
def faults_json(request: HttpRequest) -> JsonResponse:
    """The faults as JSON; POST sets those that are named. A foreign page can't: it may not send this content type."""
    if request.method == "GET":
        return JsonResponse(as_values(faults()))
    chosen = _json_object(request)
    form = FaultsForm({**as_values(faults()), **chosen})
    if not form.is_valid() or not set(chosen) <= set(SWITCHES):
        return JsonResponse({"errors": form.errors, "known": SWITCHES}, status=422)
    return JsonResponse(as_values(set_faults(form.cleaned_data)))


def _json_object(request: HttpRequest) -> dict[str, Any]:
    try:
        read = json.loads(request.body) if request.content_type == "application/json" else None
    except ValueError:
        read = None
    if not isinstance(read, dict):
        raise BadRequest
    return read


@require_POST
def rotate_keys(request: HttpRequest) -> HttpResponse:
    """A new key signs id_tokens from now on; the one before it stays published."""
    keys.rotate()
    messages.success(request, _("A new key signs from now on."))
    return HttpResponseRedirect("/practice/faults")


@csrf_exempt
@require_POST
def keys_json(request: HttpRequest) -> JsonResponse:
    """The same for scripts: POST `{}`; tells the new key's id."""
    _json_object(request)
    return JsonResponse({"kid": keys.rotate().kid})


@csrf_exempt
@require_http_methods(["GET", "POST"])
def dialect_json(request: HttpRequest, course_id: int) -> JsonResponse:
    """Which LMS a course behaves like; POST `{"dialect": …}` chooses. For scripts, as the faults are."""
    course = get_object_or_404(Course, pk=course_id)
    if request.method == "POST":
        chosen = _json_object(request).get("dialect")
        if chosen not in DIALECTS:
            return JsonResponse({"known": list(DIALECTS)}, status=422)
        course.dialect = chosen
        course.save(update_fields=["dialect"])
    return JsonResponse({"dialect": course.dialect, "home": dialect_of(course).home(course), "known": list(DIALECTS)})


@require_GET
def state(request: HttpRequest) -> JsonResponse:
    """Everything that is there, without secrets; with `course=<number>` or `course=newest` of that course only."""
    courses = [_course(course) for course in _courses_named(request.GET.get("course"))]
    account = [_app(app) for app in App.objects.filter(course=None).order_by("pk")]
    people = [{"login": one.login, "name": one.name} for one in Person.objects.order_by("pk")]
    return JsonResponse({"url": configuration().url, "people": people, "apps": account, "courses": courses})


def _courses_named(which: str | None) -> QuerySet[Course]:
    courses = Course.objects.order_by("pk")
    if which == "newest":
        return courses.reverse()[:1]
    return courses if which is None else courses.filter(pk=_number(which))


def _course(course: Course) -> dict[str, Any]:
    contents: dict[str, Any] = {"pages": course.pages, "assignments": course.assignments, "modules": course.modules}
    return {
        "id": course.pk,
        "name": course.name,
        "dialect": course.dialect,
        "home": dialect_of(course).home(course),
        "published": course.published,
        "apps": [_app(app) for app in course.apps.order_by("pk")],
        "enrolments": list(course.enrolments.values("person__login", "role")),
        "module_items": list(ModuleItem.objects.filter(module__course=course).values()),
        **{name: list(things.order_by("pk").values()) for name, things in contents.items()},
    }


def _app(app: App) -> dict[str, Any]:
    names = ("name", "consumer_key", "launch_url", "domain", "privacy_level", "custom", "placements", "settings")
    told = {"id": app.pk, **{name: getattr(app, name) for name in names}}
    return told | ({"lti_1p3": as_told(app)} if app.registration else {})


@require_GET
def launch_form(request: HttpRequest, course_id: int) -> JsonResponse:
    """A form as JSON (`action`, `fields`, `method`) for a script to send, as the person `as`: signed, or a login.

    One of: `url` (a link in a page), `link` (the UUID of one that deep linking brought), `assignment`, `item` (a
    module's), `app` (course navigation), `app` with `launch_type` (content selection).
    """
    form = _asked_form_or_404(request, course_id)
    return JsonResponse({"action": form.action, "fields": form.fields, "method": form.method})


@require_GET
def launch_page(request: HttpRequest, course_id: int) -> HttpResponse:
    """The same form, posted at once into a frame: a launch for browsers that refuse even first-party cookies.

    With `new_tab=on` it waits for a click, and opens a new window.
    """
    course = get_object_or_404(Course, pk=course_id)
    new_tab = request.GET.get("new_tab") == "on"
    launched = Launched("Practice launch", _asked_form_or_404(request, course_id), new_tab)
    context = {"launched": launched, "storage": storage_of(platform_of_course(course))}
    return render(request, "practice_lms/borderless.html", context)


def _asked_form_or_404(request: HttpRequest, course_id: int) -> SignedForm:
    course = get_object_or_404(Course, pk=course_id)
    person = get_object_or_404(Person, login=request.GET.get("as", ""))
    form = _asked_form(Seat(course, person, roles_in(course, person), unattended=True), request.GET.dict())
    if form is None:
        raise Http404
    return form


def _asked_form(seat: Seat, asked: dict[str, str]) -> SignedForm | None:
    course = seat.course
    if "assignment" in asked:
        return launch_assignment(
            seat, get_object_or_404(Assignment, course=course, pk=_number(asked["assignment"]))
        ).form
    if "item" in asked:
        return launch_item(seat, get_object_or_404(ModuleItem, module__course=course, pk=_number(asked["item"]))).form
    if "link" in asked:
        return launch_stored(seat, stored_link_or_404(course, asked["link"])).form
    if "app" not in asked:
        return launch_link(seat, asked.get("url", "")).form
    app = next((app for app in apps_of(course) if str(app.pk) == asked["app"]), None)
    placement = asked.get("launch_type", "course_navigation")
    if app is None or placement not in app.placements:
        return None
    selects = placement in selections_of(app, course)
    return selection_form(app, seat, placement) if selects else launch_navigation(seat, app).form


def _number(text: str) -> int:
    return int(text) if text.isdecimal() else 0
