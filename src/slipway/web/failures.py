"""Error pages that Django asks for by name."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """A form came back without its token: mostly a page that stood open for too long. `reason` is for Django's log."""
    return render(request, "web/errors/csrf.html", status=403)
