"""The links that teachers bound to units of a class: which unit one opens, changed or taken away."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from slipway.class_pages.forms import LinkForm
from slipway.classes.links import managed_link_or_404, rebind, unbind, units_by_module
from slipway.orgs.access import account_of


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_link(request: HttpRequest, classroom_id: UUID, link_id: UUID) -> HttpResponse:
    """Choose another unit for a link."""
    user = account_of(request)
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


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def remove_link(request: HttpRequest, classroom_id: UUID, link_id: UUID) -> HttpResponse:
    """Ask, then let a link open no unit."""
    user = account_of(request)
    bound = managed_link_or_404(user, classroom_id, link_id)
    if request.method == "POST":
        unbind(actor=user, bound=bound)
        messages.success(request, _("%(link)s opens no unit any more.") % {"link": bound.link})
        return redirect("class-admin", classroom_id)
    return render(request, "class_pages/remove_link.html", {"classroom": bound.unit.classroom, "bound": bound})
