"""Extensions of a unit: other dates for one student."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from slipway.classes.managed import managed_unit_or_404
from slipway.content.models import Unit
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.orgs.pages import FORM_METHODS, form_page, page_of, posted
from slipway.regrade_pages.forms import ExtensionForm
from slipway.regrade_pages.held import managed_extension_or_404
from slipway.regrade_pages.students import student_names, students_to_choose
from slipway.submissions.extending import give_extension, remove_extension
from slipway.submissions.models import Extension


@page_of(managed_unit_or_404, *FORM_METHODS)
def extensions(request: HttpRequest, unit: Unit) -> HttpResponse:
    """Who has other dates; the form gives them, and changes those of `?student=`."""
    given = list(Extension.objects.filter(unit=unit))
    chosen = next((row for row in given if str(row.user_id) == request.GET.get("student")), None)
    form = ExtensionForm(
        posted(request), students=students_to_choose(unit.classroom), initial=_initial(request, chosen)
    )
    if form.is_valid():
        student = User.objects.get(pk=form.student_id)
        changed = give_extension(actor=account_of(request), unit=unit, student=student, dates=form.dates)
        messages.success(request, _("The dates are given.") + _recounted(changed))
        return redirect("unit-extensions", unit.pk)
    names = student_names(unit.classroom, [row.user_id for row in given])
    rows = sorted(((names[row.user_id], row) for row in given), key=lambda each: (each[0].casefold(), each[1].pk))
    context = {"classroom": unit.classroom, "unit": unit, "rows": rows, "chosen": chosen}
    return form_page(request, "regrade_pages/extensions.html", form, context)


@page_of(managed_extension_or_404, "POST")
def extension_remove(request: HttpRequest, extension: Extension) -> HttpResponse:
    """Let the unit's own dates hold for the student again."""
    changed = remove_extension(actor=account_of(request), extension=extension)
    messages.success(request, _("The unit's own dates hold again.") + _recounted(changed))
    return redirect("unit-extensions", extension.unit_id)


def _initial(request: HttpRequest, chosen: Extension | None) -> dict[str, object]:
    if chosen is None:
        return {"student": request.GET.get("student", "")}
    return {"student": str(chosen.user_id), "due_at": chosen.due_at, "until_at": chosen.until_at}


def _recounted(changed: int) -> str:
    """A sentence more, where what was handed in before is counted anew."""
    if not changed:
        return ""
    told = ngettext("%(count)d submission was counted anew.", "%(count)d submissions were counted anew.", changed)
    return " " + told % {"count": changed}
