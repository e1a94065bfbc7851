"""A registration link: made for an LMS's address, shown once, with what its administrator does with it."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from slipway.lms.models import Lms, RegistrationLink
from slipway.lms.registrations.links import Wish, make_link
from slipway.lms_kinds.kind import LmsKind
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.owner_pages.connect.same_lms_asked import same_lms_asked
from slipway.owner_pages.connect.views import lights_of_link
from slipway.owner_pages.kinds import kind_shown
from slipway.owner_pages.registrations.forms import LmsAddressForm
from slipway.owner_pages.rights import owned_lms_or_404
from slipway.web.origin import absolute
from slipway.web.sealed import show_next, shown_now

LINK = "registration-link"  # the session key of a link that the next page shows, once: its LMS, URL and row


@never_cache
@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def registration_link(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Make a link; the page after it shows it, once."""
    user = account_of(request)
    lms = owned_lms_or_404(user, organization_id, lms_id)
    kind = kind_shown(lms)
    form = LmsAddressForm(request.POST if request.method == "POST" else None, kind=kind)
    same = same_lms_asked(request, lms, form.cleaned_data) if form.is_valid() else None
    if form.is_valid() and same is None and (made := _made(user, lms, kind, form)):
        show_next(request, LINK, " ".join([str(lms.pk), *made]))
        return redirect("registration-link", organization_id, lms_id)
    shown = shown_now(request, LINK).split() if request.method == "GET" else None
    url, row_id = shown[1:] if shown and shown[0] == str(lms.pk) else ("", None)
    link = RegistrationLink.objects.filter(lms=lms, pk=row_id).first() if row_id else None
    context = {
        "organization": lms.organization,
        "lms": lms,
        "kind": kind,
        "form": form,
        "same": same,
        "add_url": reverse("registration-link", args=[organization_id, same.pk]) if same else "",
        "link_url": url,
        "link": link,
        "rows": lights_of_link(link) if link else [],
        "is_linked": True,
    }
    return render(request, "owner_pages/registration_link.html", context, status=422 if form.is_bound else 200)


def _made(user: User, lms: Lms, kind: LmsKind, form: LmsAddressForm) -> tuple[str, str] | None:
    """The link's URL and its row's id; None when the address can't be, and the form says why."""
    wish = Wish(address=form.cleaned_data["address"], family=kind.family, lms=lms)
    try:
        link, token = make_link(actor=user, organization=lms.organization, wish=wish)
    except ValidationError as fault:
        form.add_error("address", fault.message_dict["address"])
        return None
    return absolute(reverse("oidc-register", args=[token])), str(link.pk)
