"""What the form of a unit shows where somebody else has saved the unit since it was opened."""

from django.utils.translation import gettext as _

from slipway.class_pages.unit_form import UnitForm
from slipway.content.editing.unit_marks import unit_mark
from slipway.content.models import Unit
from slipway.content.unit import content_of, differences
from slipway.web.languages import translated


def saved_meanwhile(unit: Unit, form: UnitForm) -> dict[str, object]:
    """For the template: the mark with which saving again is meant, and what is different in what they saved.

    The form, a valid one, says that nothing was saved; all that was written stays in it.
    """
    theirs = Unit.objects.get(pk=unit.pk)
    told = _(
        "Somebody has saved this unit since you opened the page, so yours is not saved. What you wrote is all here, "
        "and below is what is different in theirs. Save again to keep yours."
    )
    form.add_error(None, told)
    mine = form.content()
    words = [translated(each) for each in differences(mine, content_of(theirs))]
    if mine.title != theirs.title:
        words.insert(0, theirs.title)
    return {
        "seen": unit_mark(theirs),
        "differences": words,
        "their_guide": theirs.guide if theirs.guide != mine.guide else None,
    }
