"""Middleware: who is about to do a deed of `power.DEEDS`, and signed in too long ago, is asked for the password."""

from typing import Any
from urllib.parse import urlencode, urlsplit

from allauth.account.adapter import get_adapter
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import Resolver404, resolve, reverse
from django.utils.translation import gettext as _

from slipway.orgs.models import User
from slipway.orgs.sign_in import kept_post
from slipway.site.deed_words import told_of
from slipway.site.power import DEEDS, Deed
from slipway.web.middleware import Middleware

LOOKS = {"GET", "HEAD"}
ASKING = {"account_reauthenticate", "mfa_reauthenticate"}


class AsksAgain(Middleware):
    """Stands behind allauth's middleware, whose adapter it asks, and in front of all views."""

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.session.accessed:
            kept_post.drop_what_is_over(request)
        return response

    def process_template_response(self, request: HttpRequest, response: TemplateResponse) -> TemplateResponse:
        """The page that asks says what for: who types the password may be another than who pressed."""
        if _asks(request) and response.context_data is not None:
            response.context_data |= told_of(request)
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _positional: object, named: dict[str, Any]
    ) -> HttpResponse | None:
        """The question, or nothing: then the view answers. Who is not signed in at all is the view's business."""
        if _asks(request) and request.method == "POST" and "cancel" in request.POST:
            return _cancelled(request)
        deed = DEEDS.get(request.resolver_match.view_name) if request.resolver_match else None
        back = request.GET.get(kept_post.GO_ON) if request.method == "GET" else None
        # No other request reads its session here: caches keep pages that are for everybody, and launches must be quick.
        if (deed is None and back != kept_post.PRESS_AGAIN) or not isinstance(request.user, User):
            return None
        if back == kept_post.PRESS_AGAIN:
            messages.info(request, _("Thank you. Please press again what you wanted: it was not done yet."))
        if deed is None or not _counts(request, deed, back):
            return None
        if get_adapter(request).is_reauthentication_required():
            deed.rights(request.user, named)  # a stranger gets 404, not a question
            return _question(request, deed, named)
        return _gone_on(request, deed, named) if back and back != kept_post.PRESS_AGAIN else None


def _asks(request: HttpRequest) -> bool:
    match = request.resolver_match
    return match is not None and match.view_name in ASKING and isinstance(request.user, User)


def _cancelled(request: HttpRequest) -> HttpResponse:
    """Drop what was kept, and lead to the nearest page above the deed, which asks nothing."""
    kept_post.drop(request)
    try:
        return redirect(_home(resolve(urlsplit(request.POST.get("next", "")).path).kwargs))
    except Resolver404:
        return redirect(_home({}))


def _counts(request: HttpRequest, deed: Deed, back: str | None) -> bool:
    """Whether the request does the deed, shows its page, or comes back to do it."""
    return request.method == "POST" or (request.method in LOOKS and (deed.page == "asks" or bool(back)))


def _question(request: HttpRequest, deed: Deed, named: dict[str, Any]) -> HttpResponse:
    """A redirect to the page that asks, which leads back here."""
    ways = get_adapter(request).get_reauthentication_methods(request.user)
    if not ways:
        raise PermissionDenied  # an account without any password: its person sets one by mail
    asks = f"{ways[0]['url']}?{urlencode({'next': _back_to(request, deed, named)})}"
    if "HX-Request" in request.headers:  # else htmx would put the password page into the piece that it is about
        return HttpResponse(status=204, headers={"HX-Redirect": asks})
    return redirect(asks)


def _back_to(request: HttpRequest, deed: Deed, named: dict[str, Any]) -> str:
    if deed.button:
        # With the query: the file holds what the list on that page was filtered to.
        return kept_post.to_press_again(f"{reverse(deed.button, kwargs=named)}?{request.GET.urlencode()}")
    if request.method in LOOKS:
        return request.get_full_path()
    if deed.answers == "goes-on" and kept_post.keep_post(request):
        return kept_post.path_to_repeat(request)
    return kept_post.to_press_again(_home(named) if deed.page == "none" else request.get_full_path())


def _gone_on(request: HttpRequest, deed: Deed, named: dict[str, Any]) -> HttpResponse | None:
    """Do what was kept; where it is gone (done already, or over) say so, on a page that can be looked at."""
    if kept_post.take(request):
        return None
    messages.warning(request, _("What you had pressed is not kept any more. Please look, and press it again."))
    return redirect(_home(named)) if deed.page == "none" else None


def _home(named: dict[str, Any]) -> str:
    """The nearest page above a deed that has no page of its own."""
    if "organization_id" in named:
        return reverse("organization", args=[named["organization_id"]])
    if "classroom_id" in named:
        return reverse("class-admin", args=[named["classroom_id"]])
    return reverse("own:dashboard")
