"""A code of another person than the one who is signed in or visits here: that one is asked before their session ends.

A stranger can send anybody the address of a code of their own, and the page behind it spends the code by itself.
Without the question the stranger's visit would silently take the place of the reader's sign-in (login CSRF).
"""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from slipway.orgs.models import User
from slipway.people.codes import give_time
from slipway.people.models import LmsIdentity, SingleUseCode
from slipway.people.visits import visit_of


@dataclass(frozen=True, kw_only=True)
class Present:
    """Who is in this browser now: an account that signed in, or a visit (then `visit` is set)."""

    user: User
    visit: LmsIdentity | None = None


def _present(request: HttpRequest) -> Present | None:
    if isinstance(request.user, User):
        return Present(user=request.user)
    visit = visit_of(request)
    return Present(user=visit.user, visit=visit) if visit else None


def somebody_else(request: HttpRequest, code: SingleUseCode) -> Present | None:
    """Who is in this browser, if `code` is not theirs and they have not agreed to leave; else None.

    They agree by the field `instead_of` with their id.
    """
    here = _present(request)
    if here is None or here.user == code.identity.user or request.POST.get("instead_of") == str(here.user.pk):
        return None
    return here


def ask(request: HttpRequest, code: SingleUseCode, here: Present) -> HttpResponse:
    """The question; its button posts the code again, which until then stays good."""
    give_time(code)
    context = {"here": here, "code": request.POST["code"], "identity": code.identity}
    return render(request, "people/instead.html", context)
