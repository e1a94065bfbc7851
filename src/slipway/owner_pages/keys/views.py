"""What owners do with a consumer key: reveal its secret, reset it, switch the key off and on."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from slipway.lms.consumer_keys import disable_key, enable_key, note_reveal, reset_secret
from slipway.lms.models import ConsumerKey
from slipway.orgs.access import account_of
from slipway.owner_pages.forms import ResetForm
from slipway.owner_pages.keys.revealed import remember_reveal
from slipway.owner_pages.rights import owned_key_or_404


@login_required
@require_POST
def reveal(request: HttpRequest, organization_id: UUID, key_id: UUID) -> HttpResponse:
    """Show the secret on the page that the button stands on, after a recent sign-in."""
    key = owned_key_or_404(account_of(request), organization_id, key_id)
    return _reveal(request, key)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reset(request: HttpRequest, organization_id: UUID, key_id: UUID) -> HttpResponse:
    """*Reset secret*: how long the old one goes on working; afterwards the new one is shown."""
    key = owned_key_or_404(account_of(request), organization_id, key_id)
    form = ResetForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return _reset(request, key, form)
    context = _context(request, key) | {"form": form}
    return render(request, "owner_pages/reset.html", context, status=422 if form.is_bound else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def switch_off(request: HttpRequest, organization_id: UUID, key_id: UUID) -> HttpResponse:
    """Ask, then disable the key."""
    user = account_of(request)
    key = owned_key_or_404(user, organization_id, key_id)
    if request.method != "POST":
        return render(request, "owner_pages/disable.html", _context(request, key))
    disable_key(actor=user, consumer_key=key)
    messages.success(request, _("The key is disabled. Launches with it are refused."))
    return _back(request, key)


@login_required
@require_POST
def switch_on(request: HttpRequest, organization_id: UUID, key_id: UUID) -> HttpResponse:
    """Enable the key again."""
    user = account_of(request)
    key = owned_key_or_404(user, organization_id, key_id)
    enable_key(actor=user, consumer_key=key)
    messages.success(request, _("The key is enabled. Launches with it are taken again."))
    return _back(request, key)


def _reveal(request: HttpRequest, key: ConsumerKey) -> HttpResponse:
    note_reveal(actor=account_of(request), consumer_key=key)
    remember_reveal(request, key.pk)
    return _back(request, key)


def _reset(request: HttpRequest, key: ConsumerKey, form: ResetForm) -> HttpResponse:
    reset_secret(actor=account_of(request), consumer_key=key, grace=form.cleaned_data["grace"])
    remember_reveal(request, key.pk)
    messages.success(request, _("There is a new secret. It is shown below: copy it to your LMS now."))
    return _back(request, key)


def _context(request: HttpRequest, key: ConsumerKey) -> dict[str, object]:
    return {"organization": key.lms.organization, "key": key, "home": _back(request, key)["Location"]}


def _back(request: HttpRequest, key: ConsumerKey) -> HttpResponse:
    """The page that the button stands on: `?back=` names it."""
    page = {"connect": "lms-connect", "lms": "lms"}.get(request.GET.get("back", ""))
    if page:
        at = reverse(page, args=[key.lms.organization_id, key.lms_id])
        return redirect(f"{at}?way=1.1" if page == "lms-connect" else at)
    return redirect("lti-integration", key.lms.organization_id)
