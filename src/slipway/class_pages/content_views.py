"""Modules of a class: new, renamed; and the buttons that move, withdraw and publish modules and units."""

from collections.abc import Callable, Mapping
from functools import partial
from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.class_pages.forms import ModuleForm, MoveForm, OrderForm
from slipway.classes.managed import managed_class_or_404, managed_module_or_404, managed_unit_or_404
from slipway.content.extent import ClassFullError
from slipway.content.models import Classroom, Module, Unit
from slipway.content.modules import add_module, rename_module
from slipway.content.order import OutdatedOrderError, move_down, move_to, move_up, set_order
from slipway.content.states import publish, restore, unpublish, withdraw
from slipway.content.units import duplicate
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.orgs.pages import FORM_METHODS, account_view, form_page, page_of, posted

Verb = Callable[..., Unit | None]
MODULE_VERBS: dict[str, Verb] = {"up": move_up, "down": move_down, "withdraw": withdraw, "restore": restore}
UNIT_VERBS: dict[str, Verb] = {**MODULE_VERBS, "publish": publish, "unpublish": unpublish, "duplicate": duplicate}


@page_of(managed_class_or_404, *FORM_METHODS)
def new_module(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Add a module at the end of the class."""
    form = ModuleForm(posted(request))
    add = partial(add_module, actor=account_of(request), classroom=classroom)
    return _name_module(request, form, {"classroom": classroom}, add)


@page_of(managed_module_or_404, *FORM_METHODS)
def edit_module(request: HttpRequest, module: Module) -> HttpResponse:
    """Rename a module."""
    form = ModuleForm(posted(request), initial={"title": module.title})
    context = {"classroom": module.classroom, "module": module}
    return _name_module(request, form, context, partial(rename_module, actor=account_of(request), module=module))


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


@page_of(managed_unit_or_404, *FORM_METHODS)
def move_unit(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Ask for a module, and put the unit at its end."""
    others = Module.objects.of(unit.classroom_id).shown().exclude(pk=unit.module_id)
    form = MoveForm(posted(request), modules=others)
    if form.is_valid():
        move_to(actor=account_of(request), unit=unit, module=others.get(pk=form.cleaned_data["module"]))
        return _back(unit.classroom_id, unit.pk)
    context = {"classroom": unit.classroom, "unit": unit, "others": others}
    return form_page(request, "class_pages/move_unit.html", form, context)


@page_of(managed_class_or_404, "POST")
def order(request: HttpRequest, classroom: Classroom) -> JsonResponse:
    """Put the whole class into the order that the page's script sends; answers with words for the reader."""
    form = OrderForm(request.POST)
    if not form.is_valid():
        return JsonResponse({"message": _("This is no order of modules and units.")}, status=422)
    try:
        set_order(actor=account_of(request), classroom=classroom, order=form.cleaned_data["order"])
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
    return form_page(request, "class_pages/module.html", form, context)


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
