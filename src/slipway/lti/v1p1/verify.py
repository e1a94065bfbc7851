"""Is a form what an LMS signed, and is it fresh? Replays are found elsewhere, for that needs the database."""

import re
import secrets as entropy
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from urllib.parse import urlsplit

from slipway.lms_kinds.registry import kind_by_code
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p1 import oauth1
from slipway.lti.v1p1.form import SignedForm
from slipway.words import Text, text

_LATE = timedelta(minutes=10)  # an LMS may sign when it renders the page; the click may come later
_EARLY = timedelta(minutes=5)
_MAX_NONCE = 255
_NOBODYS_SECRET = entropy.token_hex(16)
_MOST_SECRETS = 2  # of one key: the new one and the old
_SECONDS = re.compile(r"[0-9]{1,12}")
_USUAL_PORTS = (8000, 8080, 8443)


def verify(form: SignedForm, *, url: str, secrets: Sequence[str], query_once: bool = False) -> str:
    """Check an LTI 1.1 form's signature (RFC 5849 §3.4; LTI 1.1 §4).

    `url` is our own public URL of the endpoint, from settings. `secrets` are all that the consumer key may sign
    with, or none for an unknown key, which costs the same time. `query_once` allows for LMSs that copy a URL's query
    into the body (`may_sign_query_once`). Returns the secret it was signed with: while a secret is replaced, the LMS
    may know the old one only. Raises Refused: NOT_VERIFIED; MALFORMED when a rightly signed form has no usable nonce.
    """
    _check_method(form)
    sent, parameters = form.value("oauth_signature") or "", _honest_parameters(form, query_once=query_once)
    fitting_secrets = partial(_fitting, sent, parameters=parameters, secrets=_as_many(secrets))
    found = fitting_secrets(url=url)
    if not found:
        fitting = [other for other in _other_addresses(url) if fitting_secrets(url=other)]
        raise Refused(Refusal.NOT_VERIFIED, _why_not(url=url, fitting=fitting, known=bool(secrets)))
    if not 1 <= len(form.nonce) <= _MAX_NONCE:
        raise Refused(Refusal.MALFORMED, text("oauth_nonce must have 1 to %(most)d characters.", most=_MAX_NONCE))
    return found[0]


def check_form_age(form: SignedForm, *, now: datetime) -> None:
    """Check that a form was signed at most 10 minutes ago and at most 5 minutes ahead. Raises Refused(STALE)."""
    sent = form.value("oauth_timestamp") or ""
    if not _SECONDS.fullmatch(sent):
        raise Refused(Refusal.STALE, "oauth_timestamp is no number of seconds.")
    age = timedelta(seconds=int(now.timestamp()) - int(sent))
    if not -_EARLY <= age <= _LATE:
        raise Refused(Refusal.STALE, _off_by(age))


def _off_by(age: timedelta) -> Text:
    if age > timedelta():
        return text(
            "The launch says that it was signed %(time)s before it came (h:mm:ss). Its page stood open for long, or "
            "the clock of the LMS or of this server is wrong.",
            time=str(age),
        )
    return text(
        "The launch says that it was signed %(time)s after it came (h:mm:ss): the clock of the LMS or of this server "
        "is wrong.",
        time=str(-age),
    )


def _check_method(form: SignedForm) -> None:
    if not form.value("oauth_signature"):
        raise Refused(Refusal.NOT_VERIFIED, "The launch is unsigned: the LMS has no key and secret for this tool.")
    if form.value("oauth_signature_method") != "HMAC-SHA1":
        raise Refused(Refusal.NOT_VERIFIED, "The launch is not signed with HMAC-SHA1.")
    if form.value("oauth_version") not in {None, "1.0"}:
        raise Refused(Refusal.NOT_VERIFIED, "oauth_version is not 1.0.")


def may_sign_query_once(form: SignedForm, *, family: str) -> bool:
    """Whether the form comes from a kind of LMS that signs a URL's query once, though it posts it twice.

    `family` is what is known of the LMS, '' for nothing. What the body says itself goes first: whatever rule holds, all
    of the body is signed. What it shares with the query says nothing, for whoever placed the link, or posts the form,
    may have put it there.
    """
    return kind_by_code(form.family or family).signs_query_once


def _as_many(secrets: Sequence[str]) -> tuple[str, ...]:
    """The secrets, filled up to one number for every key, so that time does not tell known keys from unknown ones."""
    return (*secrets, *[_NOBODYS_SECRET] * (_MOST_SECRETS - len(secrets)))


def _honest_parameters(form: SignedForm, *, query_once: bool) -> tuple[str, ...]:
    # The specification counts the URL's query and the body. Some LMSs copy the query into the body and sign each
    # pair once, unless the tool is set up otherwise: both are honest there. Elsewhere its way would let whoever
    # posts a form add a query that nobody signed. Both are reckoned for all, so that time does not tell which LMS.
    posted = {name for name, _ in form.body}
    by_specification = oauth1.encoded_parameters(form.body + form.query)
    shadowed = tuple((name, value) for name, value in form.query if name not in posted)
    if shadowed == form.query:
        return (by_specification,)
    signed_once = oauth1.encoded_parameters(form.body + shadowed)
    return (by_specification, signed_once if query_once else by_specification)


def _fitting(sent: str, *, url: str, parameters: Sequence[str], secrets: Sequence[str]) -> list[str]:
    bases = [oauth1.base_string(url=url, encoded=each) for each in parameters]
    # Every combination is tried, so that time does not tell which one fits.
    return [secret for base in bases for secret in secrets if oauth1.same(sent, oauth1.signature(base, secret))]


def _other_addresses(url: str) -> Iterator[str]:
    """Addresses that an LMS may have been given, or a proxy may have made, instead of `url`."""
    parts = urlsplit(oauth1.base_url(url))
    host = parts.netloc.removesuffix(f":{parts.port}")
    other_scheme = "http" if parts.scheme == "https" else "https"
    slash = parts.path.rstrip("/") if parts.path.endswith("/") else f"{parts.path}/"
    yield f"{other_scheme}://{parts.netloc}{parts.path}"
    yield f"{parts.scheme}://{parts.netloc}{slash}"
    if parts.port:
        yield f"{parts.scheme}://{host}{parts.path}"
        yield f"{other_scheme}://{host}{parts.path}"
    yield from (f"{parts.scheme}://{host}:{port}{parts.path}" for port in _USUAL_PORTS if port != parts.port)


def _why_not(*, url: str, fitting: Sequence[str], known: bool) -> Text:
    if not known:
        return text("The consumer key is unknown here.")
    if fitting:
        return text(
            "The signature fits %(fitting)s, not %(url)s: correct the URL in the LMS or the public URL here.",
            fitting=fitting[0],
            url=url,
        )
    return text("The signature does not fit: the LMS has another secret, or another URL than %(url)s.", url=url)
