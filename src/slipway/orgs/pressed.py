"""What was pressed while the sign-in was no longer recent: kept in the session, and done after the password.

It is kept for ten minutes, for one address, and once. A random word in the address to come back to says that whoever
typed the password is the one who pressed: what somebody else has pressed in this session before is not done with it.
"""

import secrets
import time
from urllib.parse import urlencode, urlsplit

from django.http import HttpRequest, QueryDict

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
    press = {"path": request.path, "typed": said}
    before = request.session.get(KEY, {})  # pressed twice, it is one press
    word = before["word"] if before.items() >= press.items() else secrets.token_urlsafe(16)
    request.session[KEY] = {**press, "word": word, "until": time.time() + LASTS}
    return True


def way_back(request: HttpRequest) -> str:
    """The path that does what was kept."""
    return _with(request.get_full_path(), request.session[KEY]["word"])


def to_press_again(path: str) -> str:
    """The same, of a page that is to say that nothing was kept, so that it is pressed again."""
    return _with(path, AGAIN)


def take(request: HttpRequest) -> bool:
    """Make a request that came back into the POST that was kept for it; False when nothing is, or no longer."""
    kept = request.session.get(KEY)
    word = request.GET.get(GO_ON, "")
    if not kept or kept["path"] != request.path or not secrets.compare_digest(kept["word"].encode(), word.encode()):
        return False
    del request.session[KEY]
    if kept["until"] < time.time():
        return False
    request.method = "POST"
    request.POST = QueryDict(kept["typed"])
    return True


def _with(path: str, word: str) -> str:
    """`path`, saying `word`, and no older one."""
    parts = urlsplit(path)
    query = QueryDict(parts.query, mutable=True)
    query.pop(GO_ON, None)
    said = "&".join(part for part in (query.urlencode(), urlencode({GO_ON: word})) if part)
    return parts._replace(query=said).geturl()
