"""A registration is switched off and on, and removed; its deployments are accepted and refused."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from slipway.lms.models import Registration
from slipway.lms.registrations.change import (
    OperatorsWordError,
    RegistrationEnabledError,
    disable_registration,
    enable_registration,
    remove_registration,
)
from slipway.lms.registrations.deployments import accept_deployment, refuse_deployment
from slipway.lms.registrations.endpoints import LONGEST_ID
from slipway.orgs.access import account_of
from slipway.owner_pages.registrations.page import hanging_on
from slipway.owner_pages.rights import owned_registration_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def switch_off(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Ask, then disable the registration."""
    user = account_of(request)
    held = owned_registration_or_404(user, organization_id, registration_id)
    if request.method != "POST":
        return render(request, "owner_pages/disable_registration.html", _context(held))
    disable_registration(actor=user, registration=held)
    messages.success(request, _("The registration is disabled. Launches with it are refused."))
    return redirect("registration", organization_id, registration_id)


@login_required
@require_POST
def switch_on(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Enable the registration again."""
    user = account_of(request)
    held = owned_registration_or_404(user, organization_id, registration_id)
    enable_registration(actor=user, registration=held)
    messages.success(request, _("The registration is enabled. Launches with it are taken again."))
    return redirect("registration", organization_id, registration_id)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration_removal(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Say what goes with it, then remove a registration that is disabled or was never accepted."""
    user = account_of(request)
    held = owned_registration_or_404(user, organization_id, registration_id)
    if request.method != "POST":
        context = _context(held) | {"hanging": hanging_on(held)}
        return render(request, "owner_pages/remove_registration.html", context)
    try:
        remove_registration(actor=user, registration=held)
    except RegistrationEnabledError:
        messages.error(request, _("Launches may still come with this registration. Disable it first."))
        return redirect("registration", organization_id, registration_id)
    messages.success(request, _("The registration is removed."))
    return redirect("lms", organization_id, held.lms_id)


@login_required
@require_POST
def decide_deployment(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Accept or refuse a deployment: one that waits, one that is listed, or one that an owner types before it comes."""
    user = account_of(request)
    held = owned_registration_or_404(user, organization_id, registration_id)
    deployment_id = request.POST.get("deployment_id", "").strip()
    if not 0 < len(deployment_id) <= LONGEST_ID or not deployment_id.isprintable():
        messages.error(request, _("Copy the deployment ID from your LMS exactly as it stands there."))
    elif "refuse" in request.POST:
        refuse_deployment(actor=user, registration=held, deployment_id=deployment_id)
        messages.success(request, _("Launches from the deployment %(id)s are refused.") % {"id": deployment_id})
    else:
        _accept(request, held, deployment_id)
    return redirect("registration", organization_id, registration_id)


def _accept(request: HttpRequest, held: Registration, deployment_id: str) -> None:
    try:
        accept_deployment(actor=account_of(request), registration=held, deployment_id=deployment_id)
    except OperatorsWordError as fault:
        messages.error(request, str(fault))
        return
    messages.success(request, _("Launches from the deployment %(id)s are taken.") % {"id": deployment_id})


def _context(held: Registration) -> dict[str, object]:
    return {"organization": held.lms.organization, "lms": held.lms, "registration": held}
