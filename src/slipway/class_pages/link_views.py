"""The links that teachers bound to units of a class: which unit one opens, changed or taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from slipway.class_pages.forms import LinkForm
from slipway.classes.links import BoundLink, managed_link_or_404, rebind, unbind, units_by_module
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, form_page, page_of, posted


@page_of(managed_link_or_404, *FORM_METHODS)
def edit_link(request: HttpRequest, bound: BoundLink) -> HttpResponse:
    """Choose another unit for a link."""
    classroom = bound.unit.classroom
    form = LinkForm(posted(request), units=units_by_module(classroom), initial={"unit": str(bound.unit.pk)})
    if form.is_valid():
        unit = rebind(actor=account_of(request), bound=bound, unit_id=UUID(form.cleaned_data["unit"]))
        messages.success(request, _("%(link)s opens %(unit)s.") % {"link": bound.link, "unit": unit})
        return redirect("class-admin", bound.unit.classroom_id)
    return form_page(request, "class_pages/link.html", form, {"classroom": classroom, "bound": bound})


@page_of(managed_link_or_404, *FORM_METHODS)
def remove_link(request: HttpRequest, bound: BoundLink) -> HttpResponse:
    """Ask, then let a link open no unit."""
    if request.method == "POST":
        unbind(actor=account_of(request), bound=bound)
        messages.success(request, _("%(link)s opens no unit any more.") % {"link": bound.link})
        return redirect("class-admin", bound.unit.classroom_id)
    return render(request, "class_pages/remove_link.html", {"classroom": bound.unit.classroom, "bound": bound})
