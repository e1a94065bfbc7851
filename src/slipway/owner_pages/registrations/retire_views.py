"""A registration is disabled, enabled, and removed."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from slipway.lms.models import LaunchRecord, Registration
from slipway.lms.registrations.change import (
    RegistrationEnabledError,
    disable_registration,
    enable_registration,
    remove_registration,
)
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, page_of
from slipway.owner_pages.rights import about, owned_registration_or_404


@page_of(owned_registration_or_404, *FORM_METHODS)
def registration_disable(request: HttpRequest, held: Registration) -> HttpResponse:
    """Ask, then disable the registration."""
    if request.method != "POST":
        return render(request, "owner_pages/disable_registration.html", about(held))
    disable_registration(actor=account_of(request), registration=held)
    messages.success(request, _("The registration is disabled. Launches with it are refused."))
    return redirect("registration", held.lms.organization_id, held.pk)


@page_of(owned_registration_or_404, "POST")
def registration_enable(request: HttpRequest, held: Registration) -> HttpResponse:
    """Enable the registration again."""
    enable_registration(actor=account_of(request), registration=held)
    messages.success(request, _("The registration is enabled. Launches with it are taken again."))
    return redirect("registration", held.lms.organization_id, held.pk)


@page_of(owned_registration_or_404, *FORM_METHODS)
def registration_remove(request: HttpRequest, held: Registration) -> HttpResponse:
    """Say what goes with it, then remove a registration that is disabled or was never accepted."""
    if request.method != "POST":
        launches = LaunchRecord.objects.filter(registration=held)
        context = {**about(held), "deployments": held.deployments.count(), "launches": launches.count()}
        return render(request, "owner_pages/remove_registration.html", context)
    try:
        remove_registration(actor=account_of(request), registration=held)
    except RegistrationEnabledError:
        messages.error(request, _("Launches may still come with this registration. Disable it first."))
        return redirect("registration", held.lms.organization_id, held.pk)
    messages.success(request, _("The registration is removed."))
    return redirect("lms", held.lms.organization_id, held.lms_id)
