"""The exercises of a class, and what its teachers should see to in each."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from slipway.classes.managed import managed_class_or_404
from slipway.content.models import Classroom, Unit
from slipway.exercise_checks.unit_checks import units_at_fault
from slipway.orgs.pages import SAFE_METHODS, page_of
from slipway.regrading.standing import standings_of


@page_of(managed_class_or_404, *SAFE_METHODS)
def class_regrading(request: HttpRequest, classroom: Classroom) -> HttpResponse:
    """Each exercise with what other tests have graded, what nobody grades, and its extensions."""
    units = list(Unit.objects.of(classroom).shown().without_guides().in_order())
    context = {"classroom": classroom, "exercises": standings_of(units), "at_fault": units_at_fault(units)}
    return render(request, "regrade_pages/class_regrading.html", context)
