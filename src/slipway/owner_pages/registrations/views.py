"""A registration's own page, for owners: made by hand, tried out, changed, accepted, with its deployments."""

from collections.abc import Callable
from functools import partial

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

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
from slipway.lms.registrations.deployments import accept_deployment, refuse_deployment
from slipway.lms.registrations.endpoints import LONGEST_ID, endpoints_of
from slipway.lms.registrations.proposals import leave_proposal, take_proposal
from slipway.lti.v1p3.names import ROSTER_SCOPE, SCORE_SCOPE
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, form_page, page_of, posted
from slipway.owner_pages.connect.known_lms import address_known, same_lms_asked
from slipway.owner_pages.kinds import kind_shown
from slipway.owner_pages.published.tool import LOGIN_PATH, tool_values
from slipway.owner_pages.registrations.details import (
    changes_proposed,
    concerns,
    deployments_of,
    registered_itself,
)
from slipway.owner_pages.registrations.forms import RegistrationForm, usual_endpoints
from slipway.owner_pages.registrations.lacking import asking, lacking_of
from slipway.owner_pages.registrations.lights import registration_status
from slipway.owner_pages.rights import about, owned_lms_or_404, owned_registration_or_404
from slipway.people.legacy import doubtful
from slipway.web.languages import translated
from slipway.web.origin import absolute


@page_of(owned_lms_or_404, *FORM_METHODS)
def new_registration(request: HttpRequest, lms: Lms) -> HttpResponse:
    """Register an LMS by hand, beside the credentials that it has."""
    kind, known, same = kind_shown(lms), {"address": address_known(lms)}, None
    form = RegistrationForm(posted(request), kind=kind, initial=known | usual_endpoints(kind, known))
    if "fill" in request.POST:
        form = RegistrationForm(kind=kind, initial=form.filled())
    elif form.is_valid():
        same = same_lms_asked(request, lms, form.cleaned_data)
        if same is None and (made := _made(request, lms, form)):
            waits = _("The registration is there, and waits for you.") if made.is_pending else ""
            messages.success(request, waits or _("The registration is there. Now open Slipway from a course."))
            return redirect("registration", lms.organization_id, made.pk)
    context = {**about(lms), "kind": kind, "same": same, **tool_values(lms.organization_id)}
    return form_page(request, "owner_pages/new_registration.html", form, context)


@page_of(owned_registration_or_404, *SAFE_METHODS)
def registration(request: HttpRequest, held: Registration) -> HttpResponse:
    """Everything that an owner decides for one registration, and how far it has come."""
    return _page(request, held, {})


@page_of(owned_registration_or_404, "POST")
def test(request: HttpRequest, held: Registration) -> HttpResponse:
    """*Test connection*: fetch the key set and ask for an access token, now; the page then says what came of it."""
    try:
        with a_press():
            findings = _findings(held)
    except TooManyError:
        return _page(request, held, {"is_busy": True}, status=503)
    return _page(request, held, {"findings": findings})


@page_of(owned_registration_or_404, *SAFE_METHODS)
def registration_lights(request: HttpRequest, held: Registration) -> HttpResponse:
    """The lights alone, for the page that waits."""
    context = {"organization": held.lms.organization, "rows": [registration_status(held)]}
    return render(request, "owner_pages/registration_lights.html", context)


@page_of(owned_registration_or_404, *FORM_METHODS)
def edit(request: HttpRequest, held: Registration) -> HttpResponse:
    """Change what the registration knows of its LMS."""
    known, signer = endpoints_of(held).values(), held.signer
    form = RegistrationForm(posted(request), kind=kind_shown(held.lms), editing=held, initial=known)
    if form.is_valid() and _edited(request, held, form):
        signs_itself = _(
            "Saved. Slipway signs with the key of your organization now: give the LMS the public key set URL below."
        )
        return _back(request, held, _("Saved.") if held.signer == signer else signs_itself)
    return form_page(request, "owner_pages/edit_registration.html", form, about(held))


@page_of(owned_registration_or_404, "POST")
def accept(request: HttpRequest, held: Registration) -> HttpResponse:
    """Take launches of what has registered itself."""
    accept_registration(actor=account_of(request), registration=held)
    return _back(request, held, _("The registration is accepted. Its launches are taken now."))


@page_of(owned_registration_or_404, "POST")
def settle(request: HttpRequest, held: Registration) -> HttpResponse:
    """Take over what the LMS said when it registered itself again, or leave all as it is."""
    if "take" in request.POST:
        take = partial(take_proposal, actor=account_of(request), registration=held)
        return _unless_operators(request, held, take, _("Saved."))
    leave_proposal(actor=account_of(request), registration=held)
    return _back(request, held, _("All stays as it was."))


@page_of(owned_registration_or_404, "POST")
def own_key(request: HttpRequest, held: Registration) -> HttpResponse:
    """Sign with the organization's own key: the LMS has its key set now."""
    sign = partial(sign_for_organization, actor=account_of(request), registration=held)
    done = _("Slipway signs with the key of your organization now. Press Test connection.")
    return _unless_operators(request, held, sign, done)


@page_of(owned_registration_or_404, "POST")
def decide_deployment(request: HttpRequest, held: Registration) -> HttpResponse:
    """Accept or refuse a deployment: one that waits, one that is listed, or one that an owner types before it comes."""
    actor, deployment_id = account_of(request), request.POST.get("deployment_id", "").strip()
    if not 0 < len(deployment_id) <= LONGEST_ID or not deployment_id.isprintable():
        messages.error(request, _("Copy the deployment ID from your LMS exactly as it stands there."))
        return redirect("registration", held.lms.organization_id, held.pk)
    if "refuse" in request.POST:
        refuse_deployment(actor=actor, registration=held, deployment_id=deployment_id)
        refused = _("Launches from the deployment %(id)s are refused.") % {"id": deployment_id}
        return _back(request, held, refused)
    accept = partial(accept_deployment, actor=actor, registration=held, deployment_id=deployment_id)
    taken = _("Launches from the deployment %(id)s are taken.") % {"id": deployment_id}
    return _unless_operators(request, held, accept, taken)


def _back(request: HttpRequest, held: Registration, done: str) -> HttpResponse:
    messages.success(request, done)
    return redirect("registration", held.lms.organization_id, held.pk)


def _unless_operators(request: HttpRequest, held: Registration, act: Callable[[], object], done: str) -> HttpResponse:
    """Do what the operator alone may do where the application is theirs, or say that; then back to the page."""
    try:
        act()
    except OperatorsWordError as explanation:
        messages.error(request, str(explanation))
        return redirect("registration", held.lms.organization_id, held.pk)
    return _back(request, held, done)


def _page(request: HttpRequest, held: Registration, found: dict[str, object], *, status: int = 200) -> HttpResponse:
    context = {
        **about(held),
        "kind": kind_shown(held.lms),
        "rows": [registration_status(held)],
        "concerns": concerns(held) if held.is_pending else [],
        "registered_itself": registered_itself(held),
        "is_earlier": held.signer == Signer.EARLIER,
        "changes": changes_proposed(held),
        "deployments": deployments_of(held),
        "doubtful": doubtful(held.lms).count(),
        "lacking": lacking_of(held),
        "asking": asking(kind_shown(held.lms).family),
        "own_login_url": absolute(f"{LOGIN_PATH}/{held.pk}"),
        **tool_values(held.lms.organization_id),
        **found,
    }
    return render(request, "owner_pages/registration.html", context, status=status)


def _findings(held: Registration) -> list[dict[str, object]]:
    keys, token = try_keys(held), try_token(held)
    found = {"works": token.works, "words": translated(token.words), "granted": _granted(token)}
    return [
        {"title": _("Key set"), "works": keys.works, "words": translated(keys.words)},
        {"title": _("Access token"), **found},
    ]


def _granted(token: Finding) -> str:
    names = {SCORE_SCOPE: _("scores"), ROSTER_SCOPE: _("roster")}
    found = [name for scope, name in names.items() if scope in token.scopes]
    return _("Allowed: %(what)s.") % {"what": ", ".join(found)} if found else ""


def _made(request: HttpRequest, lms: Lms, form: RegistrationForm) -> Registration | None:
    actor = account_of(request)
    try:
        with transaction.atomic():
            made = register(actor=actor, lms=lms, endpoints=form.endpoints())
            if deployment_id := form.cleaned_data["deployment_id"]:
                accept_deployment(actor=actor, registration=made, deployment_id=deployment_id)
            know_address(actor=actor, lms=lms, address=form.cleaned_data.get("address", ""))
    except (ValidationError, AlreadyRegisteredError) as fault:
        _complain(form, fault)
        return None
    return made


def _edited(request: HttpRequest, held: Registration, form: RegistrationForm) -> bool:
    try:
        edit_registration(actor=account_of(request), registration=held, endpoints=form.endpoints())
    except (ValidationError, AlreadyRegisteredError, OperatorsWordError) as fault:
        _complain(form, fault)
        return False
    return True


def _complain(form: RegistrationForm, fault: ValidationError | AlreadyRegisteredError | OperatorsWordError) -> None:
    field = "client_id" if isinstance(fault, AlreadyRegisteredError) else None
    form.add_error(field, fault if isinstance(fault, ValidationError) else str(fault))
