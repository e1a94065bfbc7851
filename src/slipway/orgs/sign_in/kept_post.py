"""A form that was sent while the sign-in was no longer recent: kept in the session, and done after the password.

It is kept for ten minutes, sealed, for one address, and once. A random word in the address to come back to shows that
the one who typed the password also sent the form: what somebody else sent in this session before is not done with it.
"""

import secrets
import time
from dataclasses import dataclass
from typing import Self
from urllib.parse import urlsplit

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, QueryDict

from slipway.web.payloads import FORM, Payload, UnreadablePayloadError
from slipway.web.sealed import decrypt, encrypt

GO_ON = "go-on"  # the query parameter that holds the word
PRESS_AGAIN = "again"  # instead of a word: nothing was kept, and the button is to be pressed again
PRESSED_SESSION_KEY = "pressed"
PRESSED_LASTS = 600  # seconds
MOST_KEPT_CHARACTERS = 100_000  # characters; a key set that an owner pastes has some thousands
_FORM = 1


@dataclass(frozen=True, kw_only=True)
class KeptPost:
    """A POST that waits for the password: what was typed is sealed, `until` counts in seconds since 1970."""

    path: str
    sealed: str
    word: str
    until: float

    @property
    def typed(self) -> str | None:
        """What was typed, as a form; None where it cannot be opened any more."""
        try:
            return decrypt(self.sealed)
        except InvalidToken:  # the operator has taken its key away
            return None

    def to_json(self) -> dict[str, object]:
        """As the session keeps it."""
        return {FORM: _FORM, "path": self.path, "typed": self.sealed, "word": self.word, "until": self.until}

    @classmethod
    def from_json(cls, kept: object) -> Self:
        """What `to_json` gave; form 0 has the same names. Raises UnreadablePayloadError."""
        payload = Payload(kept, newest=_FORM)
        path, sealed, word = (payload.get(name, str) for name in ("path", "typed", "word"))
        return cls(path=path, sealed=sealed, word=word, until=payload.get("until", float))


def keep_post(request: HttpRequest) -> bool:
    """Keep what a POST brought, instead of what was kept before. False for files, and for more than our forms hold."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    sent = typed.urlencode()
    if request.FILES or len(sent) > MOST_KEPT_CHARACTERS:
        return False
    before = _kept(request)
    word = secrets.token_urlsafe(16)
    if before and before.path == request.path and before.typed == sent:
        word = before.word  # pressed twice, it is one press
    kept = KeptPost(path=request.path, sealed=encrypt(sent), word=word, until=time.time() + PRESSED_LASTS)
    request.session[PRESSED_SESSION_KEY] = kept.to_json()
    return True


def path_to_repeat(request: HttpRequest) -> str:
    """The path that does what was kept."""
    kept = _kept(request)
    return _with(request.get_full_path(), kept.word if kept else PRESS_AGAIN)


def to_press_again(path: str) -> str:
    """`path` as an address whose page says that nothing was kept, and that the button is to be pressed again."""
    return _with(path, PRESS_AGAIN)


def take(request: HttpRequest) -> bool:
    """Make a request that came back into the POST that was kept for it; False when nothing is, or no longer."""
    typed = typed_for(request, request.path, request.GET.get(GO_ON, ""))
    if typed is None:
        return False
    drop(request)
    request.method = "POST"
    request.POST = QueryDict(typed)
    return True


def typed_for(request: HttpRequest, path: str, word: str) -> str | None:
    """What is kept for this address and word, if it is: a form as it was sent."""
    drop_what_is_over(request)
    kept = _kept(request)
    if not kept or kept.path != path or not secrets.compare_digest(kept.word.encode(), word.encode()):
        return None
    return kept.typed


def drop(request: HttpRequest) -> None:
    """Forget what was kept."""
    request.session.pop(PRESSED_SESSION_KEY, None)


def drop_what_is_over(request: HttpRequest) -> None:
    """Forget it after its time. To be called whenever a session was read."""
    kept = _kept(request)
    if kept is None or kept.until < time.time():
        drop(request)


def word_of(path: str) -> str:
    """The word in an address to come back to; '' for none."""
    return QueryDict(urlsplit(path).query).get(GO_ON) or ""


def _kept(request: HttpRequest) -> KeptPost | None:
    """What the session keeps; None for nothing, and for what another release kept and this one cannot read."""
    try:
        return KeptPost.from_json(request.session.get(PRESSED_SESSION_KEY))
    except UnreadablePayloadError:
        return None


def _with(path: str, word: str) -> str:
    """`path`, saying `word`, and no older one."""
    parts = urlsplit(path)
    query = QueryDict(parts.query, mutable=True)
    query[GO_ON] = word
    return parts._replace(query=query.urlencode()).geturl()
