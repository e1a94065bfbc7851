"""Another key for an LMS, a key's name, and the end of a disabled one."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from slipway.lms.consumer_keys import KeyEnabledError, add_key, delete_key, rename_key
from slipway.orgs.access import account_of
from slipway.owner_pages.forms import KeyForm
from slipway.owner_pages.rights import owned_key_or_404, owned_lms_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_key(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """*New key*: one more beside those that are there."""
    user = account_of(request)
    lms = owned_lms_or_404(user, organization_id, lms_id)
    form = KeyForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        add_key(actor=user, lms=lms, name=form.cleaned_data["name"])
        messages.success(request, _("There is a new key. The ones before it go on working until you disable them."))
        return redirect("lms", organization_id, lms_id)
    context = {"organization": lms.organization, "lms": lms, "form": form}
    return render(request, "owner_pages/new_key.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rename(request: HttpRequest, organization_id: UUID, key_id: UUID) -> HttpResponse:
    """Call a key something else."""
    user = account_of(request)
    key = owned_key_or_404(user, organization_id, key_id)
    form = KeyForm(request.POST if request.method == "POST" else None, initial={"name": key.name})
    if form.is_valid():
        rename_key(actor=user, consumer_key=key, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("lms", organization_id, key.lms_id)
    context = {"organization": key.lms.organization, "lms": key.lms, "key": key, "form": form}
    return render(request, "owner_pages/rename_key.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def delete(request: HttpRequest, organization_id: UUID, key_id: UUID) -> HttpResponse:
    """Ask, then delete a key that is disabled."""
    user = account_of(request)
    key = owned_key_or_404(user, organization_id, key_id)
    if request.method != "POST":
        context = {"organization": key.lms.organization, "lms": key.lms, "key": key}
        return render(request, "owner_pages/delete_key.html", context)
    try:
        delete_key(actor=user, consumer_key=key)
        messages.success(request, _("The key is deleted."))
    except KeyEnabledError:
        messages.error(request, _("Launches may still come with this key. Disable it first."))
    return redirect("lms", organization_id, key.lms_id)
