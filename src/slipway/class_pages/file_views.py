"""The page of a unit's files: written, renamed, removed, uploaded, and saved together."""

from collections.abc import Sequence
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.class_pages.file_groups import groups_of
from slipway.class_pages.file_refusals import page_refused
from slipway.class_pages.file_rows import FilesPage, page_of_held, page_of_sent, wanted_of
from slipway.classes.managed import managed_unit_or_404
from slipway.content.editing.save_files import (
    BusyUnitError,
    FilesRefusedError,
    SavedFiles,
    held_files,
    save_files,
)
from slipway.content.extent import ClassFullError
from slipway.content.folder import FolderFile
from slipway.content.models import Unit
from slipway.exercise_checks.unit_checks import ask_for_check, newest_check
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, page_of
from slipway.web.languages import translated
from slipway.web.served_file import served_file

MOST_TOLD = 10  # warnings after saving


@page_of(managed_unit_or_404, *FORM_METHODS)
def unit_files(request: HttpRequest, unit: Unit) -> HttpResponse:
    """The files of a unit; sent, they are saved together, or the page comes back with all that was written.

    `?download=` is the path of one that is wanted as it is.
    """
    held, groups = held_files(unit), groups_of(unit.kind)
    if "download" in request.GET:
        return _download(held.get(request.GET["download"]))
    if request.method != "POST":
        return _shown(request, unit, page_of_held(held, groups, unit.exercise, _opened(request)))
    page = page_of_sent(request.POST, held, groups, unit.exercise)
    if not page.is_valid():
        return _shown(request, unit, page_refused(page, (), {}, held), status=422)
    try:
        wanted = wanted_of(page, request.FILES)
        return _saved(request, unit, save_files(actor=account_of(request), unit=unit, held=held, wanted=wanted))
    except FilesRefusedError as refused:
        page = page_refused(page, refused.faults, refused.clashes, refused.held)
        return _shown(request, unit, page, status=409 if refused.clashes else 422)
    except (ClassFullError, ValidationError, BusyUnitError) as problem:
        page.problems.append(_problem(problem))
        return _shown(request, unit, page_refused(page, (), {}, held), status=422)


def _download(file: FolderFile | None) -> HttpResponse:
    if file is None:
        raise Http404
    return served_file(file.content, path=file.path)


def _problem(problem: Exception) -> str:
    if isinstance(problem, ValidationError):
        return problem.messages[0]
    return str(problem) or _("Others are saving this unit at this moment. Save again.")


def _opened(request: HttpRequest) -> Sequence[str]:
    return request.GET.getlist("open")


def _shown(request: HttpRequest, unit: Unit, page: FilesPage, *, status: int = 200) -> HttpResponse:
    context = {"classroom": unit.classroom, "module": unit.module, "unit": unit, "page": page, "refused": status != 200}
    context["check"] = newest_check(unit) if unit.exercise else None
    return render(request, "class_pages/files.html", context, status=status)


def _saved(request: HttpRequest, unit: Unit, saved: SavedFiles) -> HttpResponse:
    """Back to the page, with the files open that were; with *Save and check* the check is asked for."""
    if "check" in request.POST and unit.exercise is not None:
        ask_for_check(unit)
    messages.success(request, _("Saved.") if saved.changed else _("There was nothing to save."))
    for told in saved.told:
        messages.info(request, translated(told))
    for warning in saved.warnings[:MOST_TOLD]:
        messages.warning(request, f"{warning.place}: {translated(warning.message)}")
    opened = [("open", path) for path in request.POST.get("opened", "").splitlines()]
    address = reverse("unit-files", args=[unit.pk])
    return redirect(f"{address}?{urlencode(opened)}" if opened else address)
