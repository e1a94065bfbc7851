"""The links that teachers bound to units of a class: which unit one opens, changed or taken away."""

from uuid import UUID

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from slipway.class_pages.account_view import account_view
from slipway.class_pages.forms import LinkForm
from slipway.classes.links import managed_link_or_404, rebind, unbind, units_by_module
from slipway.orgs.models import User


@never_cache
@account_view("GET", "HEAD", "POST")
def edit_link(request: HttpRequest, user: User, classroom_id: UUID, link_id: UUID) -> HttpResponse:
    """Choose another unit for a link."""
    bound = managed_link_or_404(user, classroom_id, link_id)
    classroom = bound.unit.classroom
    posted = request.POST if request.method == "POST" else None
    form = LinkForm(posted, units=units_by_module(classroom), initial={"unit": str(bound.unit.pk)})
    if form.is_valid():
        unit = rebind(actor=user, bound=bound, unit_id=UUID(form.cleaned_data["unit"]))
        messages.success(request, _("%(link)s opens %(unit)s.") % {"link": bound.link, "unit": unit})
        return redirect("class-admin", classroom_id)
    context = {"classroom": classroom, "bound": bound, "form": form}
    return render(request, "class_pages/link.html", context, status=422 if form.is_bound else 200)


@account_view("GET", "HEAD", "POST")
def remove_link(request: HttpRequest, user: User, classroom_id: UUID, link_id: UUID) -> HttpResponse:
    """Ask, then let a link open no unit."""
    bound = managed_link_or_404(user, classroom_id, link_id)
    if request.method == "POST":
        unbind(actor=user, bound=bound)
        messages.success(request, _("%(link)s opens no unit any more.") % {"link": bound.link})
        return redirect("class-admin", classroom_id)
    return render(request, "class_pages/remove_link.html", {"classroom": bound.unit.classroom, "bound": bound})
