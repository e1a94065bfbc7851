"""*Connect your LMS*: which one, which way, and then its own steps with the values to paste and lights."""

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render

from slipway.lms.connect import begin_lms, connect_lms, say_kind
from slipway.lms.models import Lms, RegistrationLink
from slipway.lms.same_place import twin_of
from slipway.orgs.access import account_of, owned_or_404
from slipway.orgs.models import Organization
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, form_page, page_of, posted
from slipway.owner_pages.connect.forms import BY_1P1, BY_1P3, ConnectForm, KindForm, LmsAddressForm
from slipway.owner_pages.connect.known_lms import address_known
from slipway.owner_pages.keys.revealed import live_keys
from slipway.owner_pages.kinds import kind_shown
from slipway.owner_pages.one_lms.arrivals import arrival_by_key
from slipway.owner_pages.published.canvas_files import canvas_json_document, canvas_xml_document
from slipway.owner_pages.published.tool import addresses, advantage_tool, tool_values
from slipway.owner_pages.registrations.lacking import asking, asking_by_key
from slipway.owner_pages.registrations.lights import lights_of_link, lights_of_lms
from slipway.owner_pages.rights import about, owned_lms_or_404


@page_of(owned_or_404, *FORM_METHODS)
def new_lms(request: HttpRequest, organization: Organization) -> HttpResponse:
    """Connect an LMS: makes it, by LTI 1.1 with key and secret, and leads on to what its administrator does."""
    form = ConnectForm(posted(request))
    if not form.is_valid():
        context = {"organization": organization, "known": organization.lmss.all()}
        return form_page(request, "owner_pages/new_lms.html", form, context)
    actor, typed = account_of(request), form.cleaned_data
    named = {"name": typed["name"], "family": typed["family"]}
    if typed["way"] == BY_1P1:
        lms = connect_lms(actor=actor, organization=organization, **named).lms
    else:
        lms = begin_lms(actor=actor, organization=organization, **named)
    return redirect("lms-connect", organization.pk, lms.pk)


@page_of(owned_lms_or_404, *SAFE_METHODS)
def connect(request: HttpRequest, lms: Lms) -> HttpResponse:
    """What its administrator does, with the values to paste, and lights for what has arrived."""
    way, kind = _way_shown(request, lms), kind_shown(lms)
    context = {
        **about(lms),
        "kind": kind,
        "kind_form": KindForm(initial={"family": kind.code}),
        "way": way,
        "same": twin_of(lms),
        "domain": advantage_tool(lms.organization_id).domain,
        **(_by_key(request, lms) if way == BY_1P1 else _by_registration(lms)),
    }
    page = "owner_pages/connect_1p1.html" if way == BY_1P1 else "owner_pages/connect_1p3.html"
    return render(request, page, context)


@page_of(owned_lms_or_404, "POST")
def kind(request: HttpRequest, lms: Lms) -> HttpResponse:
    """Say what kind of LMS it is, and show its steps."""
    form = KindForm(request.POST)
    if form.is_valid():
        say_kind(actor=account_of(request), lms=lms, family=form.cleaned_data["family"])
    response = redirect("lms-connect", lms.organization_id, lms.pk)
    response["Location"] += f"?way={_way_shown(request, lms)}"
    return response


@page_of(owned_lms_or_404, *SAFE_METHODS)
def first_launch(request: HttpRequest, lms: Lms) -> HttpResponse:
    """The light alone, for the page that waits."""
    return render(request, "owner_pages/light.html", {**about(lms), "arrival": arrival_by_key(lms)})


@page_of(owned_lms_or_404, *SAFE_METHODS)
def lms_lights(request: HttpRequest, lms: Lms) -> HttpResponse:
    """The lights of the LMS's registrations alone, for the page that waits for the first one too.

    `?link=` is the id of a registration link: then of the registration alone that was made by it.
    """
    link = request.GET.get("link")
    rows = lights_of_lms(lms) if link is None else lights_of_link(_link_or_404(lms, link))
    return render(request, "owner_pages/registration_lights.html", {**about(lms), "rows": rows, "is_linked": True})


def _way_shown(request: HttpRequest, lms: Lms) -> str:
    """Which way the page shows: the one that `?way=` asks for, else that of the credentials that the LMS has."""
    asked = request.GET.get("way", "")
    if asked in {BY_1P3, BY_1P1}:
        return asked
    return BY_1P1 if lms.consumer_keys.all() and not lms.registrations.all() else BY_1P3


def _link_or_404(lms: Lms, text: str) -> RegistrationLink:
    try:
        return get_object_or_404(RegistrationLink, pk=UUID(text), lms=lms)
    except ValueError as nonsense:
        raise Http404 from nonsense


def _by_key(request: HttpRequest, lms: Lms) -> dict[str, object]:
    return {
        "keys": live_keys(request, lms),
        "arrival": arrival_by_key(lms),
        "xml": canvas_xml_document().decode(),
        "back": "connect",
        "asking": asking_by_key(kind_shown(lms).family),
        **addresses(),
    }


def _by_registration(lms: Lms) -> dict[str, object]:
    return {
        "rows": lights_of_lms(lms),
        "is_linked": True,
        "asking": asking(kind_shown(lms).family),
        "address_form": LmsAddressForm(kind=kind_shown(lms), initial={"address": address_known(lms)}),
        "json": canvas_json_document(lms.organization_id).decode(),
        **tool_values(lms.organization_id),
    }
