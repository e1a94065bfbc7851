"""What pages of people who signed in have in common: who may ask, how a form is answered, how a long list is cut."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, Concatenate, TypeVar
from uuid import UUID

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from slipway.orgs.access import account_of
from slipway.orgs.models import User

SAFE_METHODS = ("GET", "HEAD")  # the methods of a page that shows
FORM_METHODS = (*SAFE_METHODS, "POST")  # of a page that asks, and of what its button does
LINES_PER_PAGE = 50
Held = TypeVar("Held")
_View = Callable[..., HttpResponseBase]


def account_view(*methods: str) -> Callable[[Callable[Concatenate[HttpRequest, User, ...], HttpResponseBase]], _View]:
    """Call the view with the account that is signed in; who is not signed in goes to the sign-in page."""

    def decorate(view: Callable[Concatenate[HttpRequest, User, ...], HttpResponseBase]) -> _View:
        @never_cache
        @login_required
        @require_http_methods(methods)
        @wraps(view)
        def asked(request: HttpRequest, **named: Any) -> HttpResponseBase:
            return view(request, account_of(request), **named)

        return asked

    return decorate


def page_of(
    fetch: Callable[..., Held], *methods: str
) -> Callable[[Callable[[HttpRequest, Held], HttpResponseBase]], _View]:
    """Turn a view of something into the view of an address: the account that is signed in asks by the ids in it.

    `fetch` takes that account and the ids, and raises Http404 for strangers. A method that is not among `methods` is
    answered before anything is fetched.
    """

    def decorate(view: Callable[[HttpRequest, Held], HttpResponseBase]) -> _View:
        @account_view(*methods)
        @wraps(view)
        def asked(request: HttpRequest, user: User, **ids: UUID) -> HttpResponseBase:
            return view(request, fetch(user, **ids))

        return asked

    return decorate


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with; None when its page is opened only."""
    return request.POST if request.method == "POST" else None


def form_page(request: HttpRequest, template: str, form: forms.BaseForm, context: Mapping[str, object]) -> HttpResponse:
    """The page of a form: as it is opened, or, with status 422, with what is wrong in what was sent."""
    return render(request, template, {**context, "form": form}, status=422 if form.is_bound else 200)


def lines_shown(request: HttpRequest, lines: QuerySet[Any]) -> Page[Any]:
    """The part of a list that `?page=` names."""
    return Paginator(lines, LINES_PER_PAGE).get_page(request.GET.get("page"))
