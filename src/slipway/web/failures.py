"""Error pages that Django asks for by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.defaults import page_not_found

from slipway.web.languages import speak_to_visitor


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its token: mostly a page that stood open for too long. `reason` is for Django's log."""
    return render(request, "web/errors/csrf.html", status=403)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page for what does not exist. Where no view was found, no middleware has set the visitor's language yet."""
    if request.resolver_match is None:
        speak_to_visitor(request)
    return page_not_found(request, exception)
