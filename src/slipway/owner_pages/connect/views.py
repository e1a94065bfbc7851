"""*Connect your LMS*: which one, which way, and then its own steps with the values to paste and lights."""

from collections.abc import Mapping
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from slipway.lms.connect import begin_lms, connect_lms, say_kind
from slipway.lms.models import Lms, Registration, RegistrationLink
from slipway.lms.same_place import twin_of
from slipway.orgs.access import account_of, owned_or_404
from slipway.orgs.models import Organization, User
from slipway.owner_pages.connect.address_known import address_known
from slipway.owner_pages.keys.revealed import live_keys
from slipway.owner_pages.kinds import kind_shown
from slipway.owner_pages.one_lms.arrivals import arrival_by_key
from slipway.owner_pages.published.advantage import advantage_tool, tool_values
from slipway.owner_pages.published.advantage import canvas_document as canvas_json_document
from slipway.owner_pages.published.canvas_xml import addresses, canvas_document
from slipway.owner_pages.registrations.asking import asking, asking_by_key
from slipway.owner_pages.registrations.forms import BY_1P1, BY_1P3, ConnectForm, KindForm, LmsAddressForm
from slipway.owner_pages.registrations.lights import registration_status
from slipway.owner_pages.rights import owned_lms_or_404


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_lms(request: HttpRequest, organization_id: UUID) -> HttpResponse:
    """Connect an LMS: makes it, by LTI 1.1 with key and secret, and leads on to what its administrator does."""
    user = account_of(request)
    organization = owned_or_404(user, organization_id)
    form = ConnectForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        return redirect("lms-connect", organization_id, _made(user, organization, form.cleaned_data).pk)
    context = {"organization": organization, "form": form, "known": organization.lmss.all()}
    return render(request, "owner_pages/new_lms.html", context, status=422 if form.is_bound else 200)


@never_cache
@login_required
@require_safe
def connect(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """What its administrator does, with the values to paste, and lights for what has arrived."""
    lms = owned_lms_or_404(account_of(request), organization_id, lms_id)
    way, kind = way_shown(lms, request.GET.get("way", "")), kind_shown(lms)
    context = {
        "organization": lms.organization,
        "lms": lms,
        "kind": kind,
        "kind_form": KindForm(initial={"family": kind.code}),
        "way": way,
        "same": twin_of(lms),
        "domain": advantage_tool(lms.organization_id).domain,
        **(_by_key(request, lms) if way == BY_1P1 else _by_registration(lms)),
    }
    page = "owner_pages/connect_1p1.html" if way == BY_1P1 else "owner_pages/connect_1p3.html"
    return render(request, page, context)


@login_required
@require_POST
def kind(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Say what kind of LMS it is, and show its steps."""
    user = account_of(request)
    lms = owned_lms_or_404(user, organization_id, lms_id)
    form = KindForm(request.POST)
    if form.is_valid():
        say_kind(actor=user, lms=lms, family=form.cleaned_data["family"])
    response = redirect("lms-connect", organization_id, lms_id)
    response["Location"] += f"?way={way_shown(lms, request.GET.get('way', ''))}"
    return response


@never_cache
@login_required
@require_safe
def first_launch(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """The light alone, for the page that waits."""
    lms = owned_lms_or_404(account_of(request), organization_id, lms_id)
    context = {"organization": lms.organization, "lms": lms, "arrival": arrival_by_key(lms)}
    return render(request, "owner_pages/light.html", context)


@never_cache
@login_required
@require_safe
def lights(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """The lights of the LMS's registrations alone, for the page that waits for the first one too.

    `?link=` is the id of a registration link: then of the registration alone that was made by it.
    """
    lms = owned_lms_or_404(account_of(request), organization_id, lms_id)
    link = request.GET.get("link")
    rows = lights_of(lms) if link is None else lights_of_link(_link_or_404(lms, link))
    context = {"organization": lms.organization, "lms": lms, "rows": rows, "is_linked": True}
    return render(request, "owner_pages/registration_lights.html", context)


def way_shown(lms: Lms, asked: str) -> str:
    """Which way the page shows: the one asked for, else that of the credentials that the LMS has."""
    if asked in {BY_1P3, BY_1P1}:
        return asked
    return BY_1P1 if lms.consumer_keys.all() and not lms.registrations.all() else BY_1P3


def lights_of(lms: Lms) -> list[object]:
    """How far each of its registrations has come, the newest first: what is being set up is that."""
    rows = lms.registrations.select_related("lms").order_by("-created_at")
    return [registration_status(registration) for registration in rows[:10]]


def lights_of_link(link: RegistrationLink) -> list[object]:
    """How far the registration has come that was made by a link; nothing before it is used."""
    if link.registration_id is None:
        return []
    rows = Registration.objects.select_related("lms").filter(lms=link.lms_id, pk=link.registration_id)
    return [registration_status(registration) for registration in rows]


def _link_or_404(lms: Lms, text: str) -> RegistrationLink:
    try:
        return get_object_or_404(RegistrationLink, pk=UUID(text), lms=lms)
    except ValueError as nonsense:
        raise Http404 from nonsense


def _made(user: User, organization: Organization, told: Mapping[str, str]) -> Lms:
    said = {"name": told["name"], "family": told["family"]}
    if told["way"] == BY_1P1:
        return connect_lms(actor=user, organization=organization, **said).lms
    return begin_lms(actor=user, organization=organization, **said)


def _by_key(request: HttpRequest, lms: Lms) -> dict[str, object]:
    return {
        "keys": live_keys(request, lms),
        "arrival": arrival_by_key(lms),
        "xml": canvas_document().decode(),
        "back": "connect",
        "asking": asking_by_key(kind_shown(lms).family),
        **addresses(),
    }


def _by_registration(lms: Lms) -> dict[str, object]:
    return {
        "rows": lights_of(lms),
        "is_linked": True,
        "asking": asking(kind_shown(lms).family),
        "address_form": LmsAddressForm(kind=kind_shown(lms), initial={"address": address_known(lms)}),
        "json": canvas_json_document(lms.organization_id).decode(),
        **tool_values(lms.organization_id),
    }
