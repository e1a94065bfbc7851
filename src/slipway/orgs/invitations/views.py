"""Where an invitation's link leads: sign in or sign up with the invited address, then join."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from slipway.orgs.access import account_of
from slipway.orgs.account.sign_up import INVITED, invitation_of
from slipway.orgs.invitations.life import InvitationOverError, OtherAddressError, accept, invitation_by_token
from slipway.orgs.models import User
from slipway.orgs.pages import account_view


@never_cache
@require_safe
def open_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Keep the invitation in this browser's session, so that sign-up is open and the token leaves the address."""
    invitation = invitation_by_token(token)
    if invitation is None:
        return _over(request)
    request.session[INVITED] = str(invitation.pk)
    return redirect("invitation")


@never_cache
@require_safe
def invitation(request: HttpRequest) -> HttpResponse:
    """Who invites to what, and the next step for the person who looks."""
    opened = invitation_of(request)
    if opened is None:
        return _over(request)
    signed_in = request.user.is_authenticated
    context = {
        "invitation": opened,
        "signed_in": signed_in,
        "fits": signed_in and account_of(request).email == opened.email,
    }
    return render(request, "orgs/invitation.html", context)


@account_view("POST")
def join(request: HttpRequest, user: User) -> HttpResponse:
    """Become a member."""
    opened = invitation_of(request)
    if opened is None:
        return _over(request)
    try:
        accept(actor=user, invitation=opened)
    except OtherAddressError:
        return redirect("invitation")  # the page says whose invitation it is
    except InvitationOverError:
        return _over(request)
    request.session.pop(INVITED, None)
    messages.success(request, _("Welcome to %(organization)s.") % {"organization": opened.organization})
    return redirect("organization", opened.organization_id)


def _over(request: HttpRequest) -> HttpResponse:
    return render(request, "orgs/invitation_over.html", status=404)
