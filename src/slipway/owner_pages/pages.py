"""What all pages of owners have in common: who may ask for one, how a form is answered, how a long list is cut."""

from collections.abc import Callable, Mapping
from functools import wraps
from typing import Any, TypeVar
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

LINES_PER_PAGE = 50
Held = TypeVar("Held")
_View = Callable[..., HttpResponseBase]

require_form = require_http_methods(["GET", "HEAD", "POST"])  # a page that asks, and what its button does


def page_of(
    fetch: Callable[..., Held], require: Callable[[_View], _View]
) -> Callable[[Callable[[HttpRequest, Held], HttpResponseBase]], _View]:
    """Turn a view of something into the view of an address: the account that is signed in asks by the ids in it.

    `fetch` takes that account and the ids, and raises Http404 for strangers. `require` says by which methods the page
    may be asked for; it answers before anything is fetched.
    """

    def decorate(view: Callable[[HttpRequest, Held], HttpResponseBase]) -> _View:
        @never_cache
        @login_required
        @require
        @wraps(view)
        def asked(request: HttpRequest, **ids: UUID) -> HttpResponseBase:
            return view(request, fetch(account_of(request), **ids))

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
