"""Modules of a course and their items."""

import json
from collections.abc import Mapping
from typing import Any

from django.core.exceptions import BadRequest
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from practice_lms.dialects import dialect_of
from practice_lms.forms.course_forms import ToolItemForm
from practice_lms.identity import Seat, manager_or_404, seat_or_404
from practice_lms.models import Module, ModuleItem
from practice_lms.views.course_page import course_page
from practice_lms.views.finding import buttons, findable
from practice_lms.views.placing import brought_link


@require_GET
def modules(request: HttpRequest, course_id: int) -> HttpResponse:
    """The modules with the items that the visitor may see."""
    seat = seat_or_404(request, course_id)
    all_modules = seat.course.modules.order_by("pk").prefetch_related("items__page", "items__assignment")
    shown = [(module, _items(seat, module)) for module in all_modules if seat.sees(module.published)]
    menu = buttons(seat, "module_index_menu_modal") if seat.manages else []
    return course_page(request, "modules.html", seat, modules=shown, menu=menu, active="modules")


def _items(seat: Seat, module: Module) -> list[ModuleItem]:
    items = sorted(module.items.all(), key=lambda item: int(item.pk))
    return [item for item in items if seat.sees(item.is_published)]


@require_POST
def new_module(request: HttpRequest, course_id: int) -> HttpResponse:
    """Add a module."""
    course = manager_or_404(request, course_id).course
    name = request.POST.get("name", "").strip()[:200]
    if name:
        Module.objects.create(course=course, name=name)
    return HttpResponseRedirect(f"{course.path}/modules")


@require_http_methods(["GET", "POST"])
def new_item(request: HttpRequest, course_id: int, module_id: int) -> HttpResponse:
    """Add an item: a tool by its form, or a page or an assignment that is there."""
    seat = manager_or_404(request, course_id)
    module = get_object_or_404(Module, pk=module_id, course=seat.course)
    kind = request.POST.get("kind", "")
    form = _tool_form(seat, request.POST if kind == "tool" else None)
    if kind in {"page", "assignment"}:
        _add_content(module, kind, request.POST.get(kind, ""))
    elif kind == "several":
        _add_several(seat, module, request.POST.get("items", ""))
    elif form.is_valid():
        brought = brought_link(seat.course, request.POST.get("link", ""), form.cleaned_data["tool_url"])
        ModuleItem.objects.create(module=module, stored_link=brought, **form.cleaned_data)
    else:
        apps = findable(seat, "link_selection")
        context = {"module": module, "form": form, "apps": apps, "finds": any(app["dialog"] for app in apps)}
        status = 422 if form.is_bound else 200
        return course_page(request, "module_item_new.html", seat, active="modules", status=status, **context)
    return HttpResponseRedirect(f"{seat.course.path}/modules")


def _tool_form(seat: Seat, typed: Mapping[str, Any] | None) -> ToolItemForm:
    dialect = dialect_of(seat.course)
    return ToolItemForm(typed, labels=dialect.item, most_points=dialect.most_points)


def _add_several(seat: Seat, module: Module, confirmed: str) -> None:
    """The items of a selection that the teacher confirmed as a list: url, title, points and kept link of each."""
    try:
        items = [dict(item) for item in json.loads(confirmed)]
    except (ValueError, TypeError) as error:
        raise BadRequest from error
    for item in items:
        form = _tool_form(seat, {"tool_url": item.get("url"), "title": item.get("title"), "points": item.get("points")})
        if form.has_error("points"):  # Moodle makes a column of text then, which never shows a score
            form = _tool_form(seat, {**form.data, "points": ""})
        if not form.is_valid():
            raise BadRequest
        brought = brought_link(seat.course, str(item.get("link") or ""), form.cleaned_data["tool_url"])
        ModuleItem.objects.create(module=module, stored_link=brought, **form.cleaned_data)


def _add_content(module: Module, kind: str, chosen: str) -> None:
    candidates = module.course.pages if kind == "page" else module.course.assignments
    content = get_object_or_404(candidates, pk=int(chosen) if chosen.isdecimal() else 0)
    ModuleItem.objects.create(module=module, **{kind: content})


@require_POST
def publish_module(request: HttpRequest, course_id: int, module_id: int) -> HttpResponse:
    """Publish a module, or take it back."""
    course = manager_or_404(request, course_id).course
    module = get_object_or_404(Module, pk=module_id, course=course)
    module.published = request.POST.get("published") == "true"
    module.save()
    return HttpResponseRedirect(f"{course.path}/modules")


@require_POST
def publish_item(request: HttpRequest, course_id: int, item_id: int) -> HttpResponse:
    """Publish an item, or take it back; a page or an assignment is itself published, as in Canvas."""
    course = manager_or_404(request, course_id).course
    item = get_object_or_404(ModuleItem, pk=item_id, module__course=course)
    switched = item.content or item
    switched.published = request.POST.get("published") == "true"
    switched.save()
    return HttpResponseRedirect(f"{course.path}/modules")


@require_POST
def delete_item(request: HttpRequest, course_id: int, item_id: int) -> HttpResponse:
    """Take an item out of its module."""
    course = manager_or_404(request, course_id).course
    get_object_or_404(ModuleItem, pk=item_id, module__course=course).delete()
    return HttpResponseRedirect(f"{course.path}/modules")
