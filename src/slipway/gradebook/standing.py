"""A grade in words and points, for whoever it concerns."""

from decimal import ROUND_HALF_UP, Decimal

from django.template.defaultfilters import floatformat
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from slipway.content.kinds.exercise_settings import CountsWhich
from slipway.content.models import Unit
from slipway.gradebook.models import Grade

CENT = Decimal("0.01")


def points_of(score: Decimal, points: Decimal) -> Decimal:
    """What a score from 0 to 1 is of a unit's points, in hundredths. Only full marks show as all the points."""
    shown = (score * points).quantize(CENT, ROUND_HALF_UP)
    return shown if score >= 1 or shown < points else max(points - CENT, Decimal(0)).quantize(CENT)


def written_points(points: Decimal) -> str:
    """Points as a reader writes them, without decimals that say nothing."""
    return floatformat(points, "-2")


def standing(grade: Grade | None, unit: Unit) -> str:
    """Which submission counts and what it is worth, as its student is told; "" while nothing counts.

    With an override, what the teacher gave; the reason is not in it.
    """
    if grade is None or grade.score is None:
        return ""
    values = {"points": written_points(points_of(grade.score, unit.points)), "most": written_points(unit.points)}
    if grade.is_overridden:
        return _("Your teacher gave you %(points)s of %(most)s points.") % values
    if grade.source == Grade.Source.COMPLETION:
        return _("You have %(points)s of %(most)s points.") % values
    return _of_several(grade, unit) % (values | {"count": grade.graded})


def reason_for_student(grade: Grade | None) -> str:
    """The reason of an override, where the teacher lets the student read it; else ""."""
    return grade.override_reason if grade and grade.is_overridden and grade.override_shown else ""


def _of_several(grade: Grade, unit: Unit) -> str:
    if unit.exercise is not None and unit.exercise.counts is CountsWhich.LATEST:
        return ngettext(
            "Your submission counts: %(points)s of %(most)s points.",
            "Your latest of %(count)s counts: %(points)s of %(most)s points.",
            grade.graded,
        )
    return ngettext(
        "Your submission counts: %(points)s of %(most)s points.",
        "Your best of %(count)s counts: %(points)s of %(most)s points.",
        grade.graded,
    )
