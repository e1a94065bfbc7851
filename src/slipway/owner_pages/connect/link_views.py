"""A registration link: made for an LMS's address, shown once, with what its administrator does with it."""

from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from slipway.lms.models import Lms, RegistrationLink
from slipway.lms.registrations.links import Wish, make_link
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, form_page, page_of, posted
from slipway.owner_pages.connect.forms import LmsAddressForm
from slipway.owner_pages.connect.known_lms import same_lms_asked
from slipway.owner_pages.kinds import kind_shown
from slipway.owner_pages.registrations.lights import lights_of_link
from slipway.owner_pages.rights import about, owned_lms_or_404
from slipway.web.origin import absolute
from slipway.web.sealed import show_next, shown_now

LINK = "registration-link"  # the session key of a link that the next page shows, once: its LMS, URL and row


@page_of(owned_lms_or_404, *FORM_METHODS)
def registration_link(request: HttpRequest, lms: Lms) -> HttpResponse:
    """Make a link; the page after it shows it, once."""
    form = LmsAddressForm(posted(request), kind=kind_shown(lms))
    same = same_lms_asked(request, lms, form.cleaned_data) if form.is_valid() else None
    if form.is_valid() and same is None and (made := _made(request, lms, form)):
        show_next(request, LINK, " ".join([str(lms.pk), *made]))
        return redirect("registration-link", lms.organization_id, lms.pk)
    shown = shown_now(request, LINK).split() if request.method == "GET" else None
    url, row_id = shown[1:] if shown and shown[0] == str(lms.pk) else ("", None)
    link = RegistrationLink.objects.filter(lms=lms, pk=row_id).first() if row_id else None
    context = {
        **about(lms),
        "kind": kind_shown(lms),
        "same": same,
        "link_url": url,
        "link": link,
        "rows": lights_of_link(link) if link else [],
        "is_linked": True,
    }
    return form_page(request, "owner_pages/registration_link.html", form, context)


def _made(request: HttpRequest, lms: Lms, form: LmsAddressForm) -> tuple[str, str] | None:
    """The link's URL and its row's id; None when the address can't be, and the form says why."""
    wish = Wish(address=form.cleaned_data["address"], family=kind_shown(lms).family, lms=lms)
    try:
        link, token = make_link(actor=account_of(request), organization=lms.organization, wish=wish)
    except ValidationError as fault:
        form.add_error("address", fault.message_dict["address"])
        return None
    return absolute(reverse("oidc-register", args=[token])), str(link.pk)
