"""Modules of a class: new, renamed; and the buttons that move, withdraw and publish modules and units."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.class_pages.account_view import account_view
from slipway.class_pages.forms import ModuleForm, MoveForm, OrderForm
from slipway.classes.managed import managed_class_or_404, managed_module_or_404, managed_unit_or_404
from slipway.content.extent import ClassFullError
from slipway.content.models import Module, Unit
from slipway.content.modules import add_module, rename_module
from slipway.content.order import OutdatedOrderError, move_down, move_to, move_up, set_order
from slipway.content.states import publish, restore, unpublish, withdraw
from slipway.content.units import duplicate
from slipway.orgs.models import User

Verb = Callable[..., Unit | None]
MODULE_VERBS: dict[str, Verb] = {"up": move_up, "down": move_down, "withdraw": withdraw, "restore": restore}
UNIT_VERBS: dict[str, Verb] = {**MODULE_VERBS, "publish": publish, "unpublish": unpublish, "duplicate": duplicate}


@account_view("GET", "HEAD", "POST")
def new_module(request: HttpRequest, user: User, classroom_id: UUID) -> HttpResponse:
    """Add a module at the end of the class."""
    classroom = managed_class_or_404(user, classroom_id)
    form = ModuleForm(request.POST if request.method == "POST" else None)
    return _name_module(request, form, {"classroom": classroom}, partial(add_module, actor=user, classroom=classroom))


@account_view("GET", "HEAD", "POST")
def edit_module(request: HttpRequest, user: User, module_id: UUID) -> HttpResponse:
    """Rename a module."""
    module = managed_module_or_404(user, module_id)
    form = ModuleForm(request.POST if request.method == "POST" else None, initial={"title": module.title})
    context = {"classroom": module.classroom, "module": module}
    return _name_module(request, form, context, partial(rename_module, actor=user, module=module))


@account_view("POST")
def act_on_module(request: HttpRequest, user: User, module_id: UUID, verb: str) -> HttpResponse:
    """Move, withdraw or restore a module."""
    module = managed_module_or_404(user, module_id)
    _act(request, MODULE_VERBS[verb], user, module)
    return _back(module.classroom_id, module.pk)


@account_view("POST")
def act_on_unit(request: HttpRequest, user: User, unit_id: UUID, verb: str) -> HttpResponse:
    """Move, publish, withdraw, restore or duplicate a unit."""
    unit = managed_unit_or_404(user, unit_id)
    made = _act(request, UNIT_VERBS[verb], user, unit)
    return _back(unit.classroom_id, (made or unit).pk)


@account_view("GET", "HEAD", "POST")
def move_unit(request: HttpRequest, user: User, unit_id: UUID) -> HttpResponse:
    """Ask for a module, and put the unit at its end."""
    unit = managed_unit_or_404(user, unit_id)
    others = Module.objects.of(unit.classroom_id).shown().exclude(pk=unit.module_id)
    form = MoveForm(request.POST if request.method == "POST" else None, modules=others)
    if form.is_valid():
        move_to(actor=user, unit=unit, module=others.get(pk=form.cleaned_data["module"]))
        return _back(unit.classroom_id, unit.pk)
    context = {"classroom": unit.classroom, "unit": unit, "form": form, "others": others}
    return render(request, "class_pages/move_unit.html", context, status=422 if form.is_bound else 200)


@account_view("POST")
def order(request: HttpRequest, user: User, classroom_id: UUID) -> JsonResponse:
    """Put the whole class into the order that the page's script sends; answers with words for the reader."""
    classroom = managed_class_or_404(user, classroom_id)
    form = OrderForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": _("This is no order of modules and units.")}, status=422)
    try:
        set_order(actor=user, classroom=classroom, order=form.cleaned_data["order"])
    except OutdatedOrderError:
        message = _("Not saved: somebody has changed this class meanwhile. Load the page again.")
        return JsonResponse({"message": message}, status=409)
    return JsonResponse({"message": _("The new order is saved.")})


def _name_module(
    request: HttpRequest, form: ModuleForm, context: Mapping[str, object], name: Callable[..., Module]
) -> HttpResponse:
    """Show the form, or call `name` with the title that was sent."""
    if form.is_valid():
        try:
            module = name(title=form.cleaned_data["title"])
            return _back(module.classroom_id, module.pk)
        except ClassFullError as full:
            form.add_error(None, str(full))
    return render(request, "class_pages/module.html", {**context, "form": form}, status=422 if form.is_bound else 200)


def _act(request: HttpRequest, verb: Verb, user: User, row: Module | Unit) -> Unit | None:
    """Do it, or say on the next page why not."""
    try:
        return verb(actor=user, row=row)
    except ClassFullError as full:
        messages.error(request, str(full))
        return None


def _back(classroom_id: UUID, row_id: UUID) -> HttpResponse:
    """To the Admin page, where the module or unit stands now."""
    return redirect(f"{reverse('class-admin', args=[classroom_id])}#row-{row_id}")
