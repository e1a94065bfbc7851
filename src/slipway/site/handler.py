"""Slipway's WSGI application: two chains of middleware, for people who sign in here and for what LMSs launch."""

from collections.abc import Callable, Iterable
from typing import Any

from django.conf import settings

from slipway.web.sound import SoundHandler

SHORT_WAY = ("/l/", "/lti")  # below these no view reads a cookie: neither session, account, message nor CSRF token


class Handler:
    """Gives each request to the chain that its address asks for.

    An LMS's students come at once, and most of Django's middleware does nothing for them but take its time.
    """

    def __init__(self) -> None:
        self._signed_in, self._launched = SoundHandler(), _LaunchedHandler()

    def __call__(self, environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
        """WSGI (PEP 3333)."""
        is_launched = environ.get("PATH_INFO", "").startswith(SHORT_WAY)
        return (self._launched if is_launched else self._signed_in)(environ, start_response)


class _LaunchedHandler(SoundHandler):
    """With the middleware of `LAUNCHED_MIDDLEWARE`. Django's handler takes no list: it reads its setting, once."""

    def load_middleware(self, is_async: bool = False) -> None:
        """Called when the handler is made."""
        usual = settings.MIDDLEWARE
        settings.MIDDLEWARE = settings.LAUNCHED_MIDDLEWARE
        try:
            super().load_middleware(is_async)
        finally:
            settings.MIDDLEWARE = usual
