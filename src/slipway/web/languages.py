"""Which language a page speaks, and how a person is written to.

On a launched page the launch's, where the LMS named one that Slipway speaks; else the one that the account chose, else
the browser's, else English.
"""

import re
from collections.abc import Collection
from contextlib import AbstractContextManager, nullcontext
from typing import Protocol

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.utils import translation
from django.utils.cache import patch_vary_headers
from django.utils.functional import Promise
from django.utils.translation import gettext, gettext_lazy

from slipway.web.middleware import Middleware, View
from slipway.words import Text

LAUNCHED = "launched-language"  # session key: the language of the launch whose code opened this tab
AS_THE_BROWSER = "browser"
LONGEST_LANGUAGE_TAG = 35  # RFC 5646 §4.4.1: no language tag needs more
_LOCALE = re.compile(r"[a-z]{2,3}(?=$|[-_.@])[-_a-z0-9]*")

LazyText = str | Promise  # a Promise is gettext_lazy's, translated when it is shown


class Speaker(Protocol):
    """Somebody with an account, who may have chosen a language."""

    @property
    def language(self) -> str: ...


def supported(locale: str | None, offered: Collection[str] | None = None) -> str:
    """The language of ours that a locale asks for; '' for none.

    LMSs write locales in their own ways (`launch_presentation_locale`: `de_AT`, `es-419`, `EN-US__`), and some write
    what is none.
    """
    known = dict(settings.LANGUAGES) if offered is None else offered
    found = _LOCALE.match((locale or "").strip()[:LONGEST_LANGUAGE_TAG].lower())
    parts = found[0].replace("_", "-").strip("-").split("-") if found else []
    longest_first = ("-".join(parts[:length]) for length in range(len(parts), 0, -1))
    return next((tag for tag in longest_first if tag in known), "")


def speak(*wishes: str) -> None:
    """Speak the first of `wishes` that is a language of ours, for the rest of this request; none: as it is."""
    wish = next((wish for wish in wishes if wish in dict(settings.LANGUAGES)), "")
    if wish:
        translation.activate(wish)


def writing_to(person: Speaker | None) -> AbstractContextManager[None]:
    """In this block, texts are in the language that the person chose; without person or choice it stays as it is."""
    chosen = person.language if person else ""
    return translation.override(chosen) if chosen in dict(settings.LANGUAGES) else nullcontext()


def translated(text: Text) -> str:
    """A sentence of `slipway.words` in the language that is spoken now."""
    return text.translated(gettext)


class Languages(Middleware):
    """The browser's language first; before a page that knows who is signed in, theirs.

    A view that is exempt from CSRF reads no cookie: it asks for no session, and speaks for itself (a launch's language
    is in the launch).
    """

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        speak_as_browser(request)
        response = self.get_response(request)
        patch_vary_headers(response, ["Accept-Language"])
        response.headers.setdefault("Content-Language", translation.get_language() or settings.LANGUAGE_CODE)
        return response

    def process_view(self, request: HttpRequest, view: View, args: object, kwargs: object) -> None:
        """Django calls it when the view is known."""
        if not getattr(view, "csrf_exempt", False):
            speak_to_visitor(request)


def speak_as_browser(request: HttpRequest) -> None:
    """Speak the language of ours that the browser likes best, else English."""
    translation.activate(translation.get_language_from_request(request))


def speak_to_visitor(request: HttpRequest) -> None:
    """Speak what the signed-in account chose; without one, the language of the launch whose code opened this tab.

    Below /l/ and /lti nobody is known by a cookie (site/handler.py): there it stays as it is.
    """
    if settings.SESSION_COOKIE_NAME not in request.COOKIES or not hasattr(request, "session"):
        return
    if request.user.is_authenticated:
        speak(request.user.language)
    else:
        speak(str(request.session.get(LAUNCHED, "")))


def language_choices() -> list[tuple[str, object]]:
    """What an account may choose; each language by its own name, for somebody who can read no other."""
    return [(AS_THE_BROWSER, gettext_lazy("As the browser says")), *settings.LANGUAGES]
