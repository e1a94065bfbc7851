"""What the middlewares of Slipway have in common."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponseBase

View = Callable[..., HttpResponseBase]


class Middleware:
    """A layer around the views, which Django makes once; `get_response` is what stands behind it."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response
