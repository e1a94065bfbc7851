"""The page of one LMS, for owners: keys, origins, courses and people."""

from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from slipway.lms.models import Lms
from slipway.lms.origins import add_origin, remove_origin
from slipway.lms.same_place import twin_of
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.owner_pages.forms import OriginForm
from slipway.owner_pages.keys.revealed import revealed_secrets
from slipway.owner_pages.kinds import kind_shown, name_of_kind
from slipway.owner_pages.one_lms.arrivals import arrival_at
from slipway.owner_pages.one_lms.page import (
    course_rows,
    courses_of,
    identity_rows,
    key_lines,
    people_of,
    registration_rows,
)
from slipway.owner_pages.published.canvas_xml import addresses
from slipway.owner_pages.registrations.asking import asking_by_key
from slipway.owner_pages.rights import owned_lms_or_404
from slipway.people.legacy import doubtful

PAGE = 50


@never_cache
@login_required
@require_safe
def lms(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Everything that an owner decides for one LMS, and what it has brought."""
    shown = owned_lms_or_404(account_of(request), organization_id, lms_id)
    page = Paginator(courses_of(shown), PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": shown.organization,
        "lms": shown,
        "kind": name_of_kind(shown),
        "arrival": arrival_at(shown),
        "keys": key_lines(shown, revealed_secrets(request, shown)),
        "registrations": registration_rows(shown),
        "page_obj": page,
        "courses": course_rows(shown, page.object_list),
        "people": people_of(shown).count(),
        "doubtful": doubtful(shown).count(),
        "same": twin_of(shown),
        "back": "lms",
        "asking_1p1": asking_by_key(kind_shown(shown).family),
        **addresses(),
    }
    return render(request, "owner_pages/lms.html", context)


@never_cache
@login_required
@require_safe
def people(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """The people whom the LMS has named."""
    shown = owned_lms_or_404(account_of(request), organization_id, lms_id)
    search = request.GET.get("q", "").strip()[:100]
    page = Paginator(people_of(shown, search), PAGE).get_page(request.GET.get("page"))
    context = {
        "organization": shown.organization,
        "lms": shown,
        "search": search,
        "page_obj": page,
        "people": identity_rows(page.object_list),
    }
    return render(request, "owner_pages/lms_people.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_origin(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Add an origin that the LMS lives on."""
    user = account_of(request)
    held = owned_lms_or_404(user, organization_id, lms_id)
    form = OriginForm(request.POST if request.method == "POST" else None)
    if form.is_valid() and _added(user, held, form):
        messages.success(request, _("%(origin)s may show Slipway now.") % {"origin": form.cleaned_data["origin"]})
        return redirect("lms", organization_id, lms_id)
    context = {"organization": held.organization, "lms": held, "form": form}
    return render(request, "owner_pages/new_origin.html", context, status=422 if form.is_bound else 200)


@login_required
@require_POST
def forget_origin(request: HttpRequest, organization_id: UUID, lms_id: UUID) -> HttpResponse:
    """Forget an origin; adding it again is as quick."""
    user = account_of(request)
    origin = request.POST.get("origin", "")
    held = owned_lms_or_404(user, organization_id, lms_id)
    if origin in held.origins:
        remove_origin(actor=user, lms=held, origin=origin)
        messages.success(request, _("%(origin)s is forgotten. You can add it again.") % {"origin": origin})
    return redirect("lms", organization_id, lms_id)


def _added(user: User, held: Lms, form: OriginForm) -> bool:
    try:
        add_origin(actor=user, lms=held, origin=form.cleaned_data["origin"])
    except ValidationError as fault:
        form.add_error("origin", fault)
        return False
    return True
