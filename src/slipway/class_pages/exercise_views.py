"""A new exercise, which begins as a small one that works."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from slipway.class_pages.forms import NewExerciseForm
from slipway.classes.managed import managed_module_or_404
from slipway.content.editing.first_exercise import first_exercise
from slipway.content.extent import ClassFullError
from slipway.content.models import Module
from slipway.content.units import FileChanges, add_unit
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, form_page, page_of, posted


@page_of(managed_module_or_404, *FORM_METHODS)
def new_exercise(request: HttpRequest, module: Module) -> HttpResponse:
    """Add an exercise at the end of a module, as a draft, and lead to its files."""
    form = NewExerciseForm(posted(request))
    if form.is_valid():
        begun = first_exercise(form.cleaned_data["title"])
        files = FileChanges(added=begun.files)
        try:
            unit = add_unit(actor=account_of(request), module=module, content=begun.content, files=files)
        except ClassFullError as full:
            form.add_error(None, str(full))
        else:
            made = _("The exercise is made, as a draft. Its files are a small example that works: change them.")
            messages.success(request, made)
            return redirect("unit-files", unit.pk)
    context = {"classroom": module.classroom, "module": module}
    return form_page(request, "class_pages/new_exercise.html", form, context)
