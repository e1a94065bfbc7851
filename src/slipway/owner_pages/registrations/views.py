"""A registration's own page, for owners: made by hand, tried out, changed, accepted."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from slipway.lms.http.access_tokens import Finding, try_keys, try_token
from slipway.lms.http.client import a_press
from slipway.lms.http.few_at_once import TooManyError
from slipway.lms.models import Lms, Registration, Signer
from slipway.lms.origins import know_address
from slipway.lms.registrations.change import (
    AlreadyRegisteredError,
    OperatorsWordError,
    accept_registration,
    edit_registration,
    register,
    sign_for_organization,
)
from slipway.lms.registrations.deployments import accept_deployment
from slipway.lms.registrations.endpoints import endpoints_of
from slipway.lms.registrations.proposals import leave_proposal, take_proposal
from slipway.lti.v1p3.names import ROSTER_SCOPE, SCORE_SCOPE
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.owner_pages.connect.address_known import address_known
from slipway.owner_pages.connect.same_lms_asked import same_lms_asked
from slipway.owner_pages.kinds import kind_shown
from slipway.owner_pages.published.advantage import LOGIN_PATH, tool_values
from slipway.owner_pages.registrations.asking import asking, lacking_of
from slipway.owner_pages.registrations.forms import RegistrationForm, usual_endpoints
from slipway.owner_pages.registrations.lights import registration_status
from slipway.owner_pages.registrations.page import changes_proposed, concerns, deployments_of, registered_itself
from slipway.owner_pages.rights import owned_lms_or_404, owned_registration_or_404
from slipway.people.legacy import doubtful
from slipway.web.languages import translated
from slipway.web.origin import absolute

_SIGNS_ITSELF = gettext_lazy(
    "Saved. Slipway signs with the key of your organization now: give the LMS the public key set URL below."
)


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_registration(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Register an LMS by hand, beside the credentials that it has."""
    user = account_of(request)
    lms = owned_lms_or_404(user, organization_id, lms_id)
    kind = kind_shown(lms)
    typed = request.POST if request.method == "POST" else None
    known, same = {"address": address_known(lms)}, None
    form = RegistrationForm(typed, kind=kind, initial=known | usual_endpoints(kind, known))
    if "fill" in request.POST:
        form = RegistrationForm(kind=kind, initial=form.filled())
    elif (
        form.is_valid()
        and not (same := same_lms_asked(request, lms, form.cleaned_data))
        and (made := _made(user, lms, form))
    ):
        said = _("The registration is there, and waits for you.") if made.is_pending else ""
        messages.success(request, said or _("The registration is there. Now open Slipway from a course."))
        return redirect("registration", organization_id, made.pk)
    asked = {"same": same, "add_url": reverse("registration-new", args=[organization_id, same.pk]) if same else ""}
    told = {**asked, **tool_values(organization_id)}
    context = {"organization": lms.organization, "lms": lms, "kind": kind, "form": form, **told}
    return render(request, "owner_pages/new_registration.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_safe
def registration(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Everything that an owner decides for one registration, and how far it has come."""
    shown = owned_registration_or_404(account_of(request), organization_id, registration_id)
    return _page(request, shown, {})


@never_cache
@login_required
@require_POST
def test(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """*Test connection*: fetch the key set and ask for an access token, now; the page then says what came of it."""
    shown = owned_registration_or_404(account_of(request), organization_id, registration_id)
    try:
        with a_press():
            found: dict[str, object] = {"findings": _findings(shown)}
    except TooManyError:
        return _page(request, shown, {"is_busy": True}, status=503)
    return _page(request, shown, found)


@never_cache
@login_required
@require_safe
def lights(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """The lights alone, for the page that waits."""
    shown = owned_registration_or_404(account_of(request), organization_id, registration_id)
    context = {"organization": shown.lms.organization, "rows": [registration_status(shown)]}
    return render(request, "owner_pages/registration_lights.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Change what the registration knows of its LMS."""
    user = account_of(request)
    held = owned_registration_or_404(user, organization_id, registration_id)
    typed, known = request.POST if request.method == "POST" else None, endpoints_of(held).values()
    form = RegistrationForm(typed, kind=kind_shown(held.lms), editing=held, initial=known)
    was = held.signer
    if form.is_valid() and _edited(user, held, form):
        messages.success(request, _("Saved.") if held.signer == was else _SIGNS_ITSELF)
        return redirect("registration", organization_id, registration_id)
    context = {"organization": held.lms.organization, "lms": held.lms, "registration": held, "form": form}
    return render(request, "owner_pages/edit_registration.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def accept(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Take launches of what has registered itself."""
    user = account_of(request)
    held = owned_registration_or_404(user, organization_id, registration_id)
    accept_registration(actor=user, registration=held)
    messages.success(request, _("The registration is accepted. Its launches are taken now."))
    return redirect("registration", organization_id, registration_id)


@login_required
@require_POST
def settle(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Take over what the LMS said when it registered itself again, or leave all as it is."""
    user = account_of(request)
    held = owned_registration_or_404(user, organization_id, registration_id)
    if "take" in request.POST:
        _take(request, user, held)
    else:
        leave_proposal(actor=user, registration=held)
        messages.success(request, _("All stays as it was."))
    return redirect("registration", organization_id, registration_id)


@login_required
@require_POST
def own_key(request: HttpRequest, organization_id: UUID, registration_id: UUID) -> HttpResponse:
    """Sign with the organization's own key: the LMS has its key set now."""
    user = account_of(request)
    held = owned_registration_or_404(user, organization_id, registration_id)
    try:
        sign_for_organization(actor=user, registration=held)
    except OperatorsWordError as fault:
        messages.error(request, str(fault))
    else:
        messages.success(request, _("Slipway signs with the key of your organization now. Press Test connection."))
    return redirect("registration", organization_id, registration_id)


def _take(request: HttpRequest, user: User, held: Registration) -> None:
    try:
        take_proposal(actor=user, registration=held)
    except OperatorsWordError as fault:
        messages.error(request, str(fault))
        return
    messages.success(request, _("Saved."))


def _page(request: HttpRequest, shown: Registration, found: dict[str, object], *, status: int = 200) -> HttpResponse:
    context = {
        "organization": shown.lms.organization,
        "lms": shown.lms,
        "registration": shown,
        "kind": kind_shown(shown.lms),
        "rows": [registration_status(shown)],
        "concerns": concerns(shown) if shown.is_pending else [],
        "registered_itself": registered_itself(shown),
        "is_earlier": shown.signer == Signer.EARLIER,
        "changes": changes_proposed(shown),
        "deployments": deployments_of(shown),
        "doubtful": doubtful(shown.lms).count(),
        "lacking": lacking_of(shown),
        "asking": asking(kind_shown(shown.lms).family),
        "own_login_url": absolute(f"{LOGIN_PATH}/{shown.pk}"),
        **tool_values(shown.lms.organization_id),
        **found,
    }
    return render(request, "owner_pages/registration.html", context, status=status)


def _findings(shown: Registration) -> list[dict[str, object]]:
    keys, token = try_keys(shown), try_token(shown)
    found = {"works": token.works, "words": translated(token.words), "granted": _granted(token)}
    return [
        {"title": _("Key set"), "works": keys.works, "words": translated(keys.words)},
        {"title": _("Access token"), **found},
    ]


def _granted(token: Finding) -> str:
    names = {SCORE_SCOPE: _("scores"), ROSTER_SCOPE: _("roster")}
    found = [name for scope, name in names.items() if scope in token.scopes]
    return _("Allowed: %(what)s.") % {"what": ", ".join(found)} if found else ""


def _made(user: User, lms: Lms, form: RegistrationForm) -> Registration | None:
    try:
        with transaction.atomic():
            made = register(actor=user, lms=lms, endpoints=form.endpoints())
            if deployment_id := form.cleaned_data["deployment_id"]:
                accept_deployment(actor=user, registration=made, deployment_id=deployment_id)
            know_address(actor=user, lms=lms, address=form.cleaned_data.get("address", ""))
    except (ValidationError, AlreadyRegisteredError) as fault:
        _say(form, fault)
        return None
    return made


def _edited(user: User, held: Registration, form: RegistrationForm) -> bool:
    try:
        edit_registration(actor=user, registration=held, endpoints=form.endpoints())
    except (ValidationError, AlreadyRegisteredError, OperatorsWordError) as fault:
        _say(form, fault)
        return False
    return True


def _say(form: RegistrationForm, fault: ValidationError | AlreadyRegisteredError | OperatorsWordError) -> None:
    if isinstance(fault, AlreadyRegisteredError):
        form.add_error("client_id", str(fault))
    else:
        form.add_error(None, fault if isinstance(fault, ValidationError) else str(fault))
