"""Pages in a tab of their own that a launched page's code leads to."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.utils import perform_login
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from slipway.lti.refusal import Refused
from slipway.orgs.access import account_of
from slipway.orgs.models import User
from slipway.orgs.sign_in.recent import PASSWORD
from slipway.people.codes import read_code, spend_code
from slipway.people.forms import PasswordForm, SignInAddressForm
from slipway.people.linking import NotLinkableError, link_identity
from slipway.people.models import CodePurpose, LmsIdentity, SingleUseCode
from slipway.people.pending import forget_pending, pending_identity, remember
from slipway.people.sign_in_setup import (
    SignInLinkOverError,
    TooMuchMailError,
    person_of_link,
    send_confirmation,
    set_up_sign_in,
)
from slipway.people.takeover import ask, somebody_else
from slipway.people.visits import begin_visit, end_visit
from slipway.web.headers import allow_opener
from slipway.web.languages import LAUNCHED
from slipway.web.refusals import refusal_page

NEXT = {CodePurpose.SIGN_IN: "set-up-sign-in", CodePurpose.LINK: "link"}


@never_cache
@sensitive_post_parameters("code")
@require_http_methods(["GET", "POST"])
def enter(request: HttpRequest) -> HttpResponse:
    """GET: the page that takes the code out of the fragment. POST: spend it and go on, or ask first who is here."""
    if request.method == "GET":
        response = render(request, "web/enter.html")
        allow_opener(response)
        return response
    try:
        code = read_code(request.POST.get("code", ""))
        visits = code.purpose == CodePurpose.DASHBOARD
        if visits and (here := somebody_else(request, code)):
            return ask(request, code, here)
        spend_code(code)
    except Refused as reason:
        return refusal_page(request, reason)
    return _begin(request, code)


def _begin(request: HttpRequest, code: SingleUseCode) -> HttpResponse:
    """What a spent code was for."""
    purpose, language = CodePurpose(code.purpose), code.launch.language
    if purpose is CodePurpose.DASHBOARD:
        if request.user != code.identity.user:  # a full sign-in of the same person stays
            begin_visit(request, code.identity, launch_id=code.launch_id)
            request.session[LAUNCHED] = language
        return redirect("own:dashboard")
    remember(request, purpose, code)
    request.session[LAUNCHED] = language
    if purpose is CodePurpose.SIGN_IN:  # its page also leads to linking, for those who have an account already
        remember(request, CodePurpose.LINK, code)
    return redirect(NEXT[purpose])


@require_POST
def leave(request: HttpRequest) -> HttpResponse:
    """*Leave*: end the visit in this browser, so that the next person there does not go on with it."""
    visit = end_visit(request)
    if visit is None:
        return redirect("own:dashboard")
    messages.success(request, _("The visit of %(name)s has ended in this browser.") % {"name": visit})
    return redirect("account_login")


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """*Set up sign-in*: the address, which a mail then proves."""
    try:
        identity = pending_identity(request, CodePurpose.SIGN_IN)
    except Refused as reason:
        return refusal_page(request, reason)
    form = SignInAddressForm(request.POST or None)
    if settings.HAS_MAIL and not identity.user.email and form.is_valid() and _mailed(request, identity, form):
        forget_pending(request, CodePurpose.SIGN_IN)
        return render(request, "people/mail_sent.html", {"email": form.cleaned_data["email"]})
    context = {"form": form, "identity": identity, "has_mail": settings.HAS_MAIL}
    return render(request, "people/set_up.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters("password", "again")
@require_http_methods(["GET", "POST"])
def set_password(request: HttpRequest, token: str) -> HttpResponse:
    """Where the mailed link leads: a name and a password, and the person is signed in."""
    form = PasswordForm(request.POST or None)
    try:
        user, email = person_of_link(token)
        if not form.is_valid():
            identity = user.identities.select_related("lms").first()
            context = {"form": form, "email": email, "identity": identity}
            return render(request, "people/set_password.html", context, status=422 if form.errors else 200)
        set_up_sign_in(user=user, email=email, name=form.cleaned_data["name"], password=form.cleaned_data["password"])
    except SignInLinkOverError:
        return render(request, "people/link_over.html", status=410)
    account = User.objects.get(pk=user.pk)
    record_authentication(request, account, method=PASSWORD)  # it was typed just now
    response: HttpResponse = perform_login(request, account, email_verification="none")
    return response


@login_required
@require_http_methods(["GET", "POST"])
def link(request: HttpRequest) -> HttpResponse:
    """*Sign in to Slipway and link me*: both sides, and the button that joins them."""
    try:
        identity = pending_identity(request, CodePurpose.LINK)
    except Refused as reason:
        return refusal_page(request, reason)
    account = account_of(request)
    context = {"identity": identity, "account": account, "problem": ""}
    if request.method == "GET":
        return render(request, "people/link.html", context)
    try:
        link_identity(actor=account, identity=identity)
    except NotLinkableError as fault:
        return render(request, "people/link.html", context | {"problem": str(fault)}, status=409)
    forget_pending(request, CodePurpose.LINK)
    return render(request, "people/linked.html", context)


def _mailed(request: HttpRequest, identity: LmsIdentity, form: SignInAddressForm) -> bool:
    """Send the link; a form that asks for too many says so."""
    try:
        send_confirmation(request, identity=identity, email=form.cleaned_data["email"])
    except TooMuchMailError:
        form.add_error("email", _("Too many messages were asked for. Try again in an hour."))
        return False
    return True
