"""Regrading a unit: asking for a rehearsal, looking at it, applying and undoing it."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from slipway.classes.managed import managed_unit_or_404
from slipway.content.models import Unit
from slipway.exercise_checks.unit_checks import newest_check
from slipway.gradebook.overrides import students_with_override
from slipway.gradebook.standing import points_of
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, lines_shown, page_of, posted
from slipway.regrade_pages.forms import AgainForm, RehearsalForm
from slipway.regrade_pages.held import managed_regrade_or_404
from slipway.regrade_pages.students import student_names, students_to_choose
from slipway.regrading.applying import CannotRegradeError, apply_regrade, is_stood_upon, undo_regrade
from slipway.regrading.asking import NothingToRegradeError, RegradeAtWorkError, rehearse
from slipway.regrading.models import Regrade, RegradeRow
from slipway.regrading.standing import (
    AT_WORK,
    changed_rows,
    count_graded_otherwise,
    counts_of,
    stopped_because,
    with_counts,
)
from slipway.submissions.exercises import version_of_tests
from slipway.submissions.models import Submission
from slipway.submissions.stuck import grade_again, not_graded, reasons
from slipway.web.languages import translated
from slipway.words import Text

MOST_REGRADES = 20  # of a unit that are listed
MOST_NOT_GRADED = 50


@page_of(managed_unit_or_404, *FORM_METHODS)
def unit_regrade(request: HttpRequest, unit: Unit) -> HttpResponse:
    """What other tests have graded and what nobody grades; POST: rehearse a regrade."""
    form = RehearsalForm(posted(request), students=students_to_choose(unit.classroom))
    if form.is_valid():
        return _rehearse(request, unit, form)
    regrades = with_counts(Regrade.objects.filter(unit=unit)).order_by("-asked_at")[:MOST_REGRADES]
    context = {
        "classroom": unit.classroom,
        "unit": unit,
        "form": form,
        "otherwise": count_graded_otherwise(unit),
        "regrades": [(regrade, counts_of(regrade)) for regrade in regrades],
        "not_graded": _not_graded(unit),
        "check": newest_check(unit),
    }
    return render(request, "regrade_pages/unit_regrade.html", context, status=422 if form.is_bound else 200)


@page_of(managed_regrade_or_404, *SAFE_METHODS)
def one_regrade(request: HttpRequest, found: Regrade) -> HttpResponse:
    """One regrade: whose score changes, from what to what, why; and what can be done with it."""
    page = lines_shown(request, changed_rows(found))
    students = {row.submission.user_id for row in page.object_list}
    names, overridden = student_names(found.unit.classroom, students), students_with_override(found.unit, students)
    is_applied = found.state == Regrade.State.APPLIED
    context = {
        **_progress(found),
        "page_obj": page,
        "lines": [_line(row, found.unit, names, overridden) for row in page.object_list],
        "overridden": overridden,
        "is_outdated": _is_outdated(found),
        "is_stood_upon": is_applied and is_stood_upon(found),
        "check": newest_check(found.unit),
    }
    return render(request, "regrade_pages/regrade.html", context)


@page_of(managed_regrade_or_404, *SAFE_METHODS)
def regrade_progress(request: HttpRequest, found: Regrade) -> HttpResponse:
    """How far a regrade is; the part of its page that the page's script asks for again and again."""
    return render(request, "regrade_pages/progress.html", _progress(found))


@page_of(managed_regrade_or_404, "POST")
def regrade_apply(request: HttpRequest, found: Regrade) -> HttpResponse:
    """Apply what was rehearsed."""
    return _do(request, found, apply_regrade, _("The new scores are given. “Undo” takes them back."))


@page_of(managed_regrade_or_404, "POST")
def regrade_undo(request: HttpRequest, found: Regrade) -> HttpResponse:
    """Give the old scores back."""
    return _do(request, found, undo_regrade, _("The old scores and results are back."))


@page_of(managed_unit_or_404, "POST")
def unit_grade_again(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Have what failed or waits for long graded again: one submission, or all of the unit's."""
    form = AgainForm(request.POST)
    if not form.is_valid():
        raise Http404
    chosen = form.cleaned_data["submission"]
    one = get_object_or_404(Submission, unit=unit, pk=chosen) if chosen else None
    count = grade_again(actor=account_of(request), unit=unit, submission=one)
    told = ngettext("%(count)d submission is graded again.", "%(count)d submissions are graded again.", count)
    messages.success(request, told % {"count": count})
    return redirect("unit-regrade", unit.pk)


@dataclass(frozen=True, slots=True, kw_only=True)
class ScoreLine:
    """A submission whose score changes, as its line shows it; points are None where there was no score.
    `is_overridden`: a teacher gave the student something else, and that goes on to count."""

    row: RegradeRow
    name: str
    before: Decimal | None
    after: Decimal | None
    why: list[str]
    is_overridden: bool


def _line(row: RegradeRow, unit: Unit, names: Mapping[UUID, str], overridden: Collection[UUID]) -> ScoreLine:
    why = [translated(Text.from_json(each)) for each in row.why]
    if row.state == RegradeRow.State.UNGRADED:
        why = [_("A check of the exercise gave no answer for it, so it keeps its score.")]
    before, after = (_points(score, unit) for score in (row.old_kept_score, row.new_kept_score))
    user = row.submission.user_id
    return ScoreLine(row=row, name=names[user], before=before, after=after, why=why, is_overridden=user in overridden)


def _points(score: Decimal | None, unit: Unit) -> Decimal | None:
    return None if score is None else points_of(score, unit.points)


def _progress(found: Regrade) -> dict[str, object]:
    stopped = stopped_because(found)
    return {
        "classroom": found.unit.classroom,
        "unit": found.unit,
        "regrade": found,
        "counts": counts_of(found),
        "at_work": found.state in AT_WORK and stopped is None,
        "stopped": stopped,
    }


def _is_outdated(found: Regrade) -> bool:
    if found.state == Regrade.State.OUTDATED:
        return True
    return found.state == Regrade.State.REHEARSED and version_of_tests(found.unit) != found.tests_version


def _rehearse(request: HttpRequest, unit: Unit, form: RehearsalForm) -> HttpResponse:
    student, submission = form.cleaned_data["student"], form.cleaned_data["submission"]
    user = User.objects.get(pk=UUID(student)) if student else None
    one = get_object_or_404(Submission, unit=unit, pk=submission) if submission else None
    try:
        made = rehearse(actor=account_of(request), unit=unit, user=user, submission=one)
    except NothingToRegradeError:
        messages.info(request, _("Nothing to regrade: all that is graded was graded by the present tests."))
    except RegradeAtWorkError:
        messages.error(request, _("A regrade of this unit is running. Wait until it is done, then begin the next one."))
    else:
        return redirect("regrade", unit.pk, made.pk)
    return redirect("unit-regrade", unit.pk)


def _do(request: HttpRequest, found: Regrade, action: Callable[..., Regrade], done: str) -> HttpResponse:
    try:
        after = action(actor=account_of(request), regrade=found)
    except CannotRegradeError as refused:
        messages.error(request, translated(refused.why))
    else:
        if after.state not in AT_WORK:  # its page says that a job goes on with it
            messages.success(request, done)
    return redirect("regrade", found.unit_id, found.pk)


def _not_graded(unit: Unit) -> list[tuple[Submission, str, Text]]:
    """The submissions that nobody grades, with the student's name, and why."""
    rows = list(not_graded(unit).defer("files", "result")[:MOST_NOT_GRADED])
    names = student_names(unit.classroom, [row.user_id for row in rows])
    why = reasons([row.pk for row in rows])
    return [(row, names[row.user_id], why.get(row.pk, Text())) for row in rows]
