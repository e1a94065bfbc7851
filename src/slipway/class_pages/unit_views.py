"""A unit's editor, and its guide as it will look."""

from collections.abc import Sequence

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.class_pages.guide_preview import as_shown, pictures, url_of_images
from slipway.class_pages.preview_turns import BusyError, previews
from slipway.class_pages.saved_meanwhile import saved_meanwhile
from slipway.class_pages.unit_form import GuideForm, UnitForm, image_warning, unit_initial
from slipway.class_pages.unit_kinds import UNIT_FORMS
from slipway.classes.managed import managed_module_or_404, managed_unit_or_404
from slipway.content.editing.unit_marks import ChangedUnitError, unit_mark
from slipway.content.extent import ClassFullError
from slipway.content.guides.layout import LaidOut
from slipway.content.models import Module, Unit, UnitFile
from slipway.content.units import add_unit, edit_unit
from slipway.exercise_checks.unit_checks import newest_check
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, page_of
from slipway.regrading.standing import count_graded_otherwise
from slipway.web.origin import absolute


@page_of(managed_module_or_404, *FORM_METHODS)
def new_unit(request: HttpRequest, module: Module) -> HttpResponse:
    """Add a unit at the end of a module."""
    form = UnitForm(request.POST, request.FILES) if request.method == "POST" else UnitForm()
    if form.is_valid() and not _only_looks(request):
        try:
            unit = add_unit(actor=account_of(request), module=module, content=form.content(), files=form.file_changes())
            return _saved(request, unit)
        except ClassFullError as full:
            form.add_error(None, str(full))
    context = {"classroom": module.classroom, "module": module, **_writing(request, form, None)}
    context["preview_url"] = reverse("unit-new-preview", args=[module.pk])
    return render(request, "class_pages/unit.html", context, status=_status(request, form))


@page_of(managed_unit_or_404, *FORM_METHODS)
def edit(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Write a unit: title, points, dates, guide, images."""
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    files = list(UnitFile.objects.filter(unit=unit).select_related("file").defer("file__content").order_by("path"))
    hashes = {row.path: row.file_id for row in files}
    form = UNIT_FORMS[unit.kind](*posted, files=files, initial=unit_initial(unit))
    context: dict[str, object] = {"seen": request.POST.get("seen") or unit_mark(unit, hashes)}
    if form.is_valid() and not _only_looks(request):
        try:
            content, changes = form.content(), form.file_changes()
            edit_unit(actor=account_of(request), unit=unit, content=content, files=changes, seen=str(context["seen"]))
            return _saved(request, unit)
        except ClassFullError as full:
            form.add_error(None, str(full))
        except ChangedUnitError:
            context |= saved_meanwhile(unit, form)
    context |= {"classroom": unit.classroom, "module": unit.module, "unit": unit}
    context["graded_otherwise"] = count_graded_otherwise(unit, hashes)
    context |= {"preview_url": reverse("unit-preview", args=[unit.pk]), **_writing(request, form, unit, files)}
    context["launch_url"] = absolute(f"/lti/units/{unit.pk}")
    context["check"] = newest_check(unit, hashes) if unit.exercise else None
    return render(request, "class_pages/unit.html", context, status=_status(request, form))


@page_of(managed_unit_or_404, "POST")
def preview(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The guide that is sent, as it will look; a part of the editor's page."""
    return _preview(request, unit)


@page_of(managed_module_or_404, "POST")
def preview_new(request: HttpRequest, _module: Module) -> HttpResponse:
    """The same for a unit that is not made yet."""
    return _preview(request, None)


def _preview(request: HttpRequest, unit: Unit | None) -> HttpResponse:
    try:
        with previews.of(account_of(request).pk):
            return _shown(request, unit)
    except BusyError:
        return HttpResponse(status=429, headers={"Retry-After": "1"})  # the page's script asks again


def _shown(request: HttpRequest, unit: Unit | None) -> HttpResponse:
    form = GuideForm(request.POST)
    valid = form.is_valid()
    context = {
        "guide": as_shown(form.laid_out, url_of_images(account_of(request), unit)),
        "faults": form.errors.get("guide"),
        "warning": image_warning(form.laid_out, unit),
    }
    return render(request, "class_pages/guide_preview.html", context, status=200 if valid else 422)


def _writing(
    request: HttpRequest, form: UnitForm, unit: Unit | None, files: Sequence[UnitFile] = ()
) -> dict[str, object]:
    """The form, the guide as it will look, and the unit's images."""
    laid_out = form.laid_out if form.is_bound else LaidOut(unit.guide_html if unit else "")
    url_of = url_of_images(account_of(request), unit)
    return {
        "form": form,
        "guide": as_shown(laid_out, url_of),
        "looks": _only_looks(request),
        "pictures": list(pictures(files, url_of)),
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
