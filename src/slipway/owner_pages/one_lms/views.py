"""The page of one LMS, for owners: keys, origins, courses and people."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from slipway.lms.connect import rename_lms
from slipway.lms.models import Lms
from slipway.lms.origins import add_origin, remove_origin
from slipway.lms.same_place import twin_of
from slipway.orgs.access import account_of
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, form_page, lines_shown, page_of, posted
from slipway.owner_pages.forms import LmsForm, OriginForm
from slipway.owner_pages.keys.revealed import revealed_secrets
from slipway.owner_pages.kinds import kind_shown, name_of_kind
from slipway.owner_pages.one_lms import rows
from slipway.owner_pages.one_lms.arrivals import arrival_at
from slipway.owner_pages.published.tool import addresses
from slipway.owner_pages.registrations.lacking import asking_by_key
from slipway.owner_pages.rights import about, owned_lms_or_404
from slipway.people.legacy import doubtful


@page_of(owned_lms_or_404, *SAFE_METHODS)
def lms(request: HttpRequest, shown: Lms) -> HttpResponse:
    """Everything that an owner decides for one LMS, and what it has brought."""
    page = lines_shown(request, rows.courses_of(shown))
    context = {
        **about(shown),
        "kind": name_of_kind(shown),
        "arrival": arrival_at(shown),
        "keys": rows.key_rows(shown, revealed_secrets(request, shown)),
        "registrations": rows.registration_rows(shown),
        "page_obj": page,
        "courses": rows.course_rows(shown, page.object_list),
        "people": rows.people_of(shown).count(),
        "doubtful": doubtful(shown).count(),
        "same": twin_of(shown),
        "back": "lms",
        "asking_1p1": asking_by_key(kind_shown(shown).family),
        **addresses(),
    }
    return render(request, "owner_pages/lms.html", context)


@page_of(owned_lms_or_404, *FORM_METHODS)
def lms_rename(request: HttpRequest, lms: Lms) -> HttpResponse:
    """Call an LMS something else."""
    form = LmsForm(posted(request), initial={"name": lms.name})
    if form.is_valid():
        rename_lms(actor=account_of(request), lms=lms, name=form.cleaned_data["name"])
        messages.success(request, _("Saved."))
        return redirect("lms", lms.organization_id, lms.pk)
    return form_page(request, "owner_pages/rename_lms.html", form, about(lms))


@page_of(owned_lms_or_404, *SAFE_METHODS)
def people(request: HttpRequest, lms: Lms) -> HttpResponse:
    """The people whom the LMS has named."""
    search = request.GET.get("q", "").strip()[:100]
    page = lines_shown(request, rows.people_of(lms, search))
    context = {**about(lms), "search": search, "page_obj": page, "people": rows.identity_rows(page.object_list)}
    return render(request, "owner_pages/lms_people.html", context)


@page_of(owned_lms_or_404, *FORM_METHODS)
def new_origin(request: HttpRequest, lms: Lms) -> HttpResponse:
    """Add an origin that the LMS lives on."""
    form = OriginForm(posted(request))
    if form.is_valid():
        try:
            add_origin(actor=account_of(request), lms=lms, origin=form.cleaned_data["origin"])
        except ValidationError as fault:
            form.add_error("origin", fault)
        else:
            messages.success(request, _("%(origin)s may show Slipway now.") % {"origin": form.cleaned_data["origin"]})
            return redirect("lms", lms.organization_id, lms.pk)
    return form_page(request, "owner_pages/new_origin.html", form, about(lms))


@page_of(owned_lms_or_404, "POST")
def forget_origin(request: HttpRequest, lms: Lms) -> HttpResponse:
    """Forget an origin; adding it again is as quick."""
    origin = request.POST.get("origin", "")
    if origin in lms.origins:
        remove_origin(actor=account_of(request), lms=lms, origin=origin)
        messages.success(request, _("%(origin)s is forgotten. You can add it again.") % {"origin": origin})
    return redirect("lms", lms.organization_id, lms.pk)
