"""Views for people who signed in to Slipway."""

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from slipway.orgs.access import account_of
from slipway.orgs.models import User

_P = ParamSpec("_P")
_View = Callable[Concatenate[HttpRequest, _P], HttpResponse]
_AccountView = Callable[Concatenate[HttpRequest, User, _P], HttpResponse]


def account_view(*methods: str) -> Callable[[_AccountView[_P]], _View[_P]]:
    """Call the view with the account that is signed in; who is not signed in goes to the sign-in page."""

    def decorate(view: _AccountView[_P]) -> _View[_P]:
        @login_required
        @require_http_methods(methods)
        @wraps(view)
        def inner(request: HttpRequest, /, *args: _P.args, **kwargs: _P.kwargs) -> HttpResponse:
            return view(request, account_of(request), *args, **kwargs)

        return inner

    return decorate
