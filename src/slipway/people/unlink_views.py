"""*My LMS accounts*: what is linked to an account, and its undoing from either side."""

from uuid import UUID

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from slipway.lms.last_seen import identities_last_seen
from slipway.lti.refusal import Refusal, Refused
from slipway.orgs.models import User
from slipway.orgs.pages import FORM_METHODS, SAFE_METHODS, account_view
from slipway.people.models import Linking, LmsIdentity
from slipway.people.unlinking import NotLinkedError, Side, unlink_identity
from slipway.people.visits import visit_of
from slipway.web.refusals import refusal_page


@account_view(*SAFE_METHODS)
def my_lms_accounts(request: HttpRequest, user: User) -> HttpResponse:
    """The LMS accounts that are linked to this account, each with its way out."""
    mine = LmsIdentity.objects.filter(user=user).select_related("lms__organization")
    identities = list(mine.order_by("lms__name", "name", "pk"))
    linked = Linking.objects.filter(identity__in=identities, undone_at=None).values_list("identity", "at")
    since, seen = dict(linked), identities_last_seen([identity.pk for identity in identities])
    rows = [(identity, since.get(identity.pk), seen.get(identity.pk)) for identity in identities]
    return render(request, "people/my_lms_accounts.html", {"rows": rows})


@account_view(*FORM_METHODS)
def unlink_mine(request: HttpRequest, user: User, identity_id: UUID) -> HttpResponse:
    """From the account's side: ask, then unlink, after a recent sign-in."""
    mine = LmsIdentity.objects.filter(user=user).select_related("user", "lms__organization")
    identity = get_object_or_404(mine, pk=identity_id)
    if request.method != "POST":
        return render(request, "people/unlink_mine.html", {"identity": identity})
    try:
        unlink_identity(identity=identity, account=user, side=Side.ACCOUNT)
    except NotLinkedError as fault:  # undone from the other side at this moment
        raise Http404 from fault
    messages.success(request, _("%(lms)s is no longer linked to your account.") % {"lms": identity.lms})
    return redirect("lms-accounts")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def unlink_here(request: HttpRequest) -> HttpResponse:
    """From the LMS's side: for whoever came by *My dashboard* of a launch, without the account's password."""
    if request.user.is_authenticated:
        return redirect("lms-accounts")
    visit = visit_of(request)
    if visit is None:
        return refusal_page(request, Refused(Refusal.SIGN_IN_CODE, "Nobody visits in this browser."))
    if not visit.user.email:
        raise Http404
    if request.method == "POST":
        if request.POST.get("identity") != str(visit.pk):
            return refusal_page(request, Refused(Refusal.SIGN_IN_CODE, "Another visit began since the page was made."))
        unlink_identity(identity=visit, account=visit.user, side=Side.LMS)
        return render(request, "people/unlinked.html", {"identity": visit})
    return render(request, "people/unlink.html", {"identity": visit})
