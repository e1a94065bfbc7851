"""What was pressed while the sign-in was no longer recent: kept in the session, and done after the password.

It is kept for ten minutes, sealed, for one address, and once. A random word in the address to come back to says that
whoever typed the password is the one who pressed: what somebody else has pressed in this session before is not done
with it.
"""

import secrets
import time
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

from cryptography.fernet import InvalidToken
from django.http import HttpRequest, QueryDict

from slipway.web.sealed import decrypt, encrypt

GO_ON = "go-on"  # the word's name in the query
AGAIN = "again"  # instead of a word: it was not kept, and is to be pressed again
KEY = "pressed"  # the session's
LASTS = 600  # seconds
LARGEST = 100_000  # characters; a key set that an owner pastes has some thousands


def keep(request: HttpRequest) -> bool:
    """Keep what a POST brought, instead of what was kept before. False for files, and for more than our forms hold."""
    typed = request.POST.copy()
    typed.pop("csrfmiddlewaretoken", None)
    said = typed.urlencode()
    if request.FILES or len(said) > LARGEST:
        return False
    before = request.session.get(KEY)
    word = secrets.token_urlsafe(16)
    if before and before["path"] == request.path and _typed(before) == said:
        word = before["word"]  # pressed twice, it is one press
    until = time.time() + LASTS
    request.session[KEY] = {"path": request.path, "typed": encrypt(said), "word": word, "until": until}
    return True


def way_back(request: HttpRequest) -> str:
    """The path that does what was kept."""
    return _with(request.get_full_path(), request.session[KEY]["word"])


def to_press_again(path: str) -> str:
    """The same, of a page that is to say that nothing was kept, so that it is pressed again."""
    return _with(path, AGAIN)


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
    kept = request.session.get(KEY)
    if not kept or kept["path"] != path or not secrets.compare_digest(kept["word"].encode(), word.encode()):
        return None
    return _typed(kept)


def drop(request: HttpRequest) -> None:
    """Nothing is done any more."""
    request.session.pop(KEY, None)


def drop_what_is_over(request: HttpRequest) -> None:
    """Ask for it whenever the session was read."""
    kept = request.session.get(KEY)
    if kept and kept["until"] < time.time():
        drop(request)


def word_of(path: str) -> str:
    """The word in an address to come back to; '' for none."""
    return QueryDict(urlsplit(path).query).get(GO_ON) or ""


def _typed(kept: Mapping[str, Any]) -> str | None:
    try:
        return decrypt(kept["typed"])
    except InvalidToken:  # the operator has taken its key away, or it is an earlier release's
        return None


def _with(path: str, word: str) -> str:
    """`path`, saying `word`, and no older one."""
    parts = urlsplit(path)
    query = QueryDict(parts.query, mutable=True)
    query.pop(GO_ON, None)
    said = "&".join(part for part in (query.urlencode(), urlencode({GO_ON: word})) if part)
    return parts._replace(query=said).geturl()
