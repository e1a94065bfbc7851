"""Pages for what is not there, or not for this person."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render


def not_available(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Unpublished, unknown, or not this person's: told alike, as in Canvas."""
    return render(request, "practice_lms/not_available.html", status=404)


def not_allowed(request: HttpRequest, exception: Exception) -> HttpResponse:
    """The page is there, but for others."""
    return render(request, "practice_lms/not_allowed.html", status=403)
