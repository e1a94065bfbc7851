"""A Django view that does nothing, without middleware: what the web server and Django cost by themselves."""

from bench.peers.settings import configure

configure(__name__, MIDDLEWARE=[])

from django.core.wsgi import get_wsgi_application  # noqa: E402
from django.http import HttpRequest, HttpResponse  # noqa: E402
from django.urls import path  # noqa: E402


def page(request: HttpRequest) -> HttpResponse:
    """One line."""
    return HttpResponse("<!doctype html><title>Loops lab</title>")


urlpatterns = [path("page", page)]
application = get_wsgi_application()
