"""Binding an LTI 1.3 login to the browser that began it, against login CSRF (OpenID Connect Core §3.1.2.1, `state`).

A login hands the browser a secret, and its sealed state holds the secret's hash. At the launch the browser must show
the secret again: by a cookie, or, where a frame gets none, by the LMS's page that kept it (platform storage). Which of
the two works is found out before the authentication request leaves: the LMS's hint is good only once.

Whoever runs a login of their own knows its secret, and can post it, with an id_token of their own, from any page that
somebody else opens. So the secret alone proves nothing; where it was kept does:

- a cookie is kept by this browser, and `__Host-` lets no neighbour under the same domain put one there;
- what the LMS's storage kept is taken from our own page alone (`Origin`), and only if the sealed state says that the
  LMS named a storage. That page asks for it in a frame, where logins put it: a window has an opener, and any page can
  be that. It sends its question to the origin of the LMS's sign-in and hears answers from there alone. `*`, which
  Canvas allows where an LMS is behind the specification, is no way for us: the page around would answer for the LMS.
  And because Canvas's frame at that origin says on what the page around it says, only the LMS's pages may stand around
  ours (`frame-ancestors`; see `lms.frames`).
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from urllib.parse import urlsplit

from slipway.lti.v1p3.state import LOGIN_LIFE, LoginState, is_bound

_IN_FRAMES = frozenset({"iframe", "frame", "embed", "object"})
_NAME = 16  # characters of the nonce that name the login in this browser


@dataclass(frozen=True, slots=True, kw_only=True)
class LoginSecret:
    """The secret that the browser keeps of one login, and the login's nonce. Two tabs have two."""

    secret: str
    nonce: str

    @property
    def storage_key(self) -> str:
        """The name of the secret in the LMS's storage."""
        return storage_key(self.nonce)


class Proof(StrEnum):
    """How a browser proves that it began a login: as launch records say it, or what there is to do."""

    COOKIE = "cookie"
    STORAGE = "storage"
    NOT_ASKED = "not-asked"  # the LMS's storage may have it
    NONE = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class BrowserEvidence:
    """What a browser sends with a launch to prove that it began the login.

    `stored` is what the page that asks the LMS's storage has posted; None before it did.
    """

    cookie: str
    stored: str | None
    is_ours: bool  # our own page posted it, as the browser says
    framed: bool


def proof_of(state: LoginState, evidence: BrowserEvidence) -> Proof:
    """What the browser proves of the login that `state` was sealed for."""
    if is_bound(state, evidence.cookie):
        return Proof.COOKIE
    if not state.storage_target:
        return Proof.NONE
    if evidence.stored is None:
        return Proof.NOT_ASKED if evidence.framed else Proof.NONE
    return Proof.STORAGE if evidence.is_ours and is_bound(state, evidence.stored) else Proof.NONE


def new_login_secret() -> LoginSecret:
    """A secret and a nonce that nobody has had before."""
    return LoginSecret(secret=secrets.token_urlsafe(32), nonce=secrets.token_urlsafe(24))


def storage_key(nonce: str) -> str:
    """The name of a login's secret in the LMS's storage."""
    return f"slipway_{nonce[:_NAME]}"


def asks_in_frame(fetch_dest: str) -> bool:
    """Whether a request with this `Sec-Fetch-Dest` is for a frame. Browsers too old for the header get a cookie."""
    return fetch_dest in _IN_FRAMES


def login_cookie(login: LoginSecret, *, public_url: str, framed: bool) -> str:
    """A `Set-Cookie` header that keeps the secret for this login alone.

    In a frame it is partitioned by the LMS's site. In a window of our own it is not: Safari does not bring
    partitioned cookies back over redirects between sites (WebKit 306194), and there needs no partition.
    """
    partitioned = "; Partitioned" if framed else ""
    name = _cookie_names(login.nonce, public_url)[framed]
    return f"{name}={login.secret}; {_attributes(LOGIN_LIFE)}{partitioned}"


def probe_name(public_url: str) -> str:
    """Name of a cookie by which the script of the login page finds out whether this frame has any."""
    return f"{_cookie_prefix(public_url)}slipway-probe"


def secret_in(cookies: Mapping[str, str], state: LoginState, *, public_url: str) -> str:
    """The secret that a cookie brought back for this login; '' for none."""
    return next((cookies[name] for name in _cookie_names(state.nonce, public_url) if cookies.get(name)), "")


def end_of_cookie(cookies: Mapping[str, str], state: LoginState, *, public_url: str) -> str:
    """A `Set-Cookie` header that takes the login's cookie away; '' where it brought none."""
    for name, partitioned in zip(_cookie_names(state.nonce, public_url), ("", "; Partitioned"), strict=True):
        if name in cookies:
            return f"{name}=; {_attributes(0)}{partitioned}"
    return ""


def _attributes(age: int) -> str:
    # The launch is posted from another site; Slipway is on https, or on loopback, which browsers trust as much.
    return f"Path=/; Max-Age={age}; HttpOnly; Secure; SameSite=None"


def _cookie_names(nonce: str, public_url: str) -> tuple[str, str]:
    """The cookie's name in a window of our own, and in a frame."""
    prefix = _cookie_prefix(public_url)
    return f"{prefix}slipway-login-{nonce[:_NAME]}", f"{prefix}slipway-framed-{nonce[:_NAME]}"


def _cookie_prefix(public_url: str) -> str:
    return "__Host-" if urlsplit(public_url).scheme == "https" else ""
