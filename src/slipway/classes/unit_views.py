"""A unit's editor."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from slipway.classes.extent import ClassFullError
from slipway.classes.managed import managed_module_or_404, managed_unit_or_404
from slipway.classes.models import Unit, UnitFile
from slipway.classes.unit_form import UnitForm, unit_initial
from slipway.classes.units import add_unit, edit_unit
from slipway.orgs.access import account_of
from slipway.web.origin import absolute


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_unit(request: HttpRequest, module_id: UUID) -> HttpResponse:
    """Add a unit at the end of a module."""
    user = account_of(request)
    module = managed_module_or_404(user, module_id)
    form = UnitForm(request.POST, request.FILES) if request.method == "POST" else UnitForm()
    if form.is_valid():
        try:
            unit = add_unit(actor=user, module=module, text=form.text(), files=form.file_changes())
            return _saved(request, unit)
        except ClassFullError as full:
            form.add_error(None, str(full))
    context = {"classroom": module.classroom, "module": module, "form": form}
    return render(request, "classes/unit.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, unit_id: UUID) -> HttpResponse:
    """Write a unit: title, points, dates, guide, images."""
    user = account_of(request)
    unit = managed_unit_or_404(user, unit_id)
    posted = (request.POST, request.FILES) if request.method == "POST" else (None, None)
    files = UnitFile.objects.filter(unit=unit).select_related("file").defer("file__content")
    form = UnitForm(*posted, files=files, initial=unit_initial(unit))
    if form.is_valid():
        try:
            edit_unit(actor=user, unit=unit, text=form.text(), files=form.file_changes())
            return _saved(request, unit)
        except ClassFullError as full:
            form.add_error(None, str(full))
    launch_url = absolute(f"/lti/units/{unit.pk}")
    context = {"classroom": unit.classroom, "module": unit.module, "unit": unit, "form": form, "launch_url": launch_url}
    return render(request, "classes/unit.html", context, status=422 if form.is_bound else 200)


def _saved(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Back to the editor."""
    messages.success(request, _("Saved."))
    return redirect("unit-edit", unit.pk)
