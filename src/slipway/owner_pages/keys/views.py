"""What owners do with consumer keys: make, rename, reveal, reset, disable, enable and delete them."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from slipway.lms.consumer_keys import (
    KeyEnabledError,
    add_key,
    delete_key,
    disable_key,
    enable_key,
    note_reveal,
    rename_key,
    reset_secret,
)
from slipway.lms.models import ConsumerKey, Lms
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, form_page, page_of, posted
from slipway.owner_pages.forms import KeyForm, ResetForm
from slipway.owner_pages.keys.revealed import remember_reveal
from slipway.owner_pages.rights import about, owned_key_or_404, owned_lms_or_404


@page_of(owned_lms_or_404, *FORM_METHODS)
def new_key(request: HttpRequest, lms: Lms) -> HttpResponse:
    """*New key*: one more beside those that are there."""
    form = KeyForm(posted(request))
    if form.is_valid():
        add_key(actor=account_of(request), lms=lms, name=form.cleaned_data["name"])
        messages.success(request, _("There is a new key. The ones before it go on working until you disable them."))
        return redirect("lms", lms.organization_id, lms.pk)
    return form_page(request, "owner_pages/new_key.html", form, about(lms))


@page_of(owned_key_or_404, *FORM_METHODS)
def key_rename(request: HttpRequest, key: ConsumerKey) -> HttpResponse:
    """Call a key something else."""
    form = KeyForm(posted(request), initial={"name": key.name})
    if form.is_valid():
        rename_key(actor=account_of(request), consumer_key=key, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("lms", key.lms.organization_id, key.lms_id)
    return form_page(request, "owner_pages/rename_key.html", form, about(key))


@page_of(owned_key_or_404, *FORM_METHODS)
def delete(request: HttpRequest, key: ConsumerKey) -> HttpResponse:
    """Ask, then delete a key that is disabled."""
    if request.method != "POST":
        return render(request, "owner_pages/delete_key.html", about(key))
    try:
        delete_key(actor=account_of(request), consumer_key=key)
        messages.success(request, _("The key is deleted."))
    except KeyEnabledError:
        messages.error(request, _("Launches may still come with this key. Disable it first."))
    return redirect("lms", key.lms.organization_id, key.lms_id)


@page_of(owned_key_or_404, "POST")
def reveal(request: HttpRequest, key: ConsumerKey) -> HttpResponse:
    """Show the secret on the page that the button stands on, after a recent sign-in."""
    note_reveal(actor=account_of(request), consumer_key=key)
    remember_reveal(request, key.pk)
    return redirect(_home(request, key))


@page_of(owned_key_or_404, *FORM_METHODS)
def reset(request: HttpRequest, key: ConsumerKey) -> HttpResponse:
    """*Reset secret*: how long the old one goes on working; afterwards the new one is shown."""
    form = ResetForm(posted(request))
    if not form.is_valid():
        return form_page(request, "owner_pages/reset_secret.html", form, {**about(key), "home": _home(request, key)})
    reset_secret(actor=account_of(request), consumer_key=key, grace=form.cleaned_data["grace"])
    remember_reveal(request, key.pk)
    messages.success(request, _("There is a new secret. It is shown below: copy it to your LMS now."))
    return redirect(_home(request, key))


@page_of(owned_key_or_404, *FORM_METHODS)
def key_disable(request: HttpRequest, key: ConsumerKey) -> HttpResponse:
    """Ask, then disable the key."""
    if request.method != "POST":
        return render(request, "owner_pages/disable_key.html", {**about(key), "home": _home(request, key)})
    disable_key(actor=account_of(request), consumer_key=key)
    messages.success(request, _("The key is disabled. Launches with it are refused."))
    return redirect(_home(request, key))


@page_of(owned_key_or_404, "POST")
def key_enable(request: HttpRequest, key: ConsumerKey) -> HttpResponse:
    """Enable the key again."""
    enable_key(actor=account_of(request), consumer_key=key)
    messages.success(request, _("The key is enabled. Launches with it are taken again."))
    return redirect(_home(request, key))


def _home(request: HttpRequest, key: ConsumerKey) -> str:
    """The page that the button stands on: `?back=` names it."""
    of_lms = [key.lms.organization_id, key.lms_id]
    match request.GET.get("back"):
        case "connect":
            return f"{reverse('lms-connect', args=of_lms)}?way=1.1"
        case "lms":
            return reverse("lms", args=of_lms)
    return reverse("lti-integration", args=of_lms[:1])
