"""*Check the exercise*: asked for by its teachers, and how far it is."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from slipway.classes.managed import managed_unit_or_404
from slipway.content.models import Unit
from slipway.exercise_checks.unit_checks import ask_for_check, newest_check
from slipway.orgs.models import User
from slipway.orgs.pages import FORM_METHODS, page_of


def managed_exercise_or_404(user: User, unit_id: UUID) -> Unit:
    """The unit, where it is an exercise. Raises Http404."""
    unit = managed_unit_or_404(user, unit_id)
    if unit.exercise is None:
        raise Http404
    return unit


@page_of(managed_exercise_or_404, *FORM_METHODS)
def unit_check(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Ask for the check; or how it stands, as a part of the page of files, whose script asks again and again."""
    if request.method == "POST":
        ask_for_check(unit)
        return redirect(f"{reverse('unit-files', args=[unit.pk])}#check")
    context = {"unit": unit, "check": newest_check(unit)}
    return render(request, "class_pages/check_shown.html", context)
