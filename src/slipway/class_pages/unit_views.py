"""A unit's editor, and its guide as it will look."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from slipway.class_pages.account_view import account_view
from slipway.class_pages.guide_preview import as_shown, pictures
from slipway.class_pages.preview_turns import BusyError, previews
from slipway.class_pages.unit_form import GuideForm, UnitForm, image_warning, unit_initial
from slipway.class_pages.unit_kinds import UNIT_FORMS
from slipway.classes.managed import managed_module_or_404, managed_unit_or_404
from slipway.content.extent import ClassFullError
from slipway.content.guides.layout import LaidOut
from slipway.content.models import Unit, UnitFile
from slipway.content.units import add_unit, edit_unit
from slipway.orgs.models import User
from slipway.web.origin import absolute


@account_view("GET", "HEAD", "POST")
def new_unit(request: HttpRequest, user: User, module_id: UUID) -> HttpResponse:
    """Add a unit at the end of a module."""
    module = managed_module_or_404(user, module_id)
    form = UnitForm(request.POST, request.FILES) if request.method == "POST" else UnitForm()
    if form.is_valid() and not _only_looks(request):
        try:
            unit = add_unit(actor=user, module=module, content=form.content(), files=form.file_changes())
            return _saved(request, unit)
        except ClassFullError as full:
            form.add_error(None, str(full))
    context = {"classroom": module.classroom, "module": module, **_writing(request, user, form, None)}
    context["preview_url"] = reverse("unit-new-preview", args=[module.pk])
    return render(request, "class_pages/unit.html", context, status=_status(request, form))


@never_cache
@account_view("GET", "HEAD", "POST")
def edit(request: HttpRequest, user: User, unit_id: UUID) -> HttpResponse:
    """Write a unit: title, points, dates, guide, images."""
    unit = managed_unit_or_404(user, unit_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    files = UnitFile.objects.filter(unit=unit).select_related("file").defer("file__content")
    form = UNIT_FORMS[unit.kind](*posted, files=files, initial=unit_initial(unit))
    if form.is_valid() and not _only_looks(request):
        try:
            edit_unit(actor=user, unit=unit, content=form.content(), files=form.file_changes())
            return _saved(request, unit)
        except ClassFullError as full:
            form.add_error(None, str(full))
    launch_url = absolute(f"/lti/units/{unit.pk}")
    context = {"classroom": unit.classroom, "module": unit.module, "unit": unit, "launch_url": launch_url}
    context |= {"preview_url": reverse("unit-preview", args=[unit.pk]), **_writing(request, user, form, unit)}
    return render(request, "class_pages/unit.html", context, status=_status(request, form))


@never_cache
@account_view("POST")
def preview(request: HttpRequest, user: User, unit_id: UUID) -> HttpResponse:
    """The guide that is sent, as it will look; a part of the editor's page."""
    return _preview(request, user, managed_unit_or_404(user, unit_id))


@never_cache
@account_view("POST")
def preview_new(request: HttpRequest, user: User, module_id: UUID) -> HttpResponse:
    """The same for a unit that is not made yet."""
    managed_module_or_404(user, module_id)
    return _preview(request, user, None)


def _preview(request: HttpRequest, user: User, unit: Unit | None) -> HttpResponse:
    try:
        with previews.of(user.pk):
            return _shown(request, user, unit)
    except BusyError:
        return HttpResponse(status=429, headers={"Retry-After": "1"})  # the page's script asks again


def _shown(request: HttpRequest, user: User, unit: Unit | None) -> HttpResponse:
    form = GuideForm(request.POST)
    valid = form.is_valid()
    context: dict[str, object] = {"guide": as_shown(form.laid_out, user, unit), "faults": form.errors.get("guide")}
    context["warning"] = image_warning(form.laid_out, unit)
    return render(request, "class_pages/guide_preview.html", context, status=200 if valid else 422)


def _writing(request: HttpRequest, user: User, form: UnitForm, unit: Unit | None) -> dict[str, object]:
    """The form, the guide as it will look, and the unit's images."""
    laid_out = form.laid_out if form.is_bound else LaidOut(unit.guide_html if unit else "")
    return {
        "form": form,
        "guide": as_shown(laid_out, user, unit),
        "looks": _only_looks(request),
        "pictures": list(pictures(user, unit)) if unit else [],
    }


def _only_looks(request: HttpRequest) -> bool:
    """Whether *Preview* was pressed, which the page has without its script: nothing is saved."""
    return "preview" in request.POST


def _status(request: HttpRequest, form: UnitForm) -> int:
    return 422 if form.is_bound and not (_only_looks(request) and form.is_valid()) else 200


def _saved(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Back to the editor."""
    messages.success(request, _("Saved."))
    return redirect("unit-edit", unit.pk)
