"""Access tokens of LMSs' services (LTI security framework §4), and what *Test connection* tells an owner of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import uuid4

from django.utils import timezone

from slipway.lms.http.client import post_form
from slipway.lms.http.network import UnreachableError
from slipway.lms.key_sets.platform_keys import fetch_keys
from slipway.lms.key_sets.tool_keys import signing_key
from slipway.lms.models import Registration
from slipway.lti.refusal import Refused
from slipway.lti.v1p3.names import SCOPES
from slipway.lti.v1p3.tokens import AccessToken, client_assertion, read_token_answer, token_request
from slipway.words import Text, text


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was tried: whether it works, and a sentence for owners."""

    works: bool
    words: Text
    scopes: frozenset[str] = frozenset()  # that the LMS grants


def fetch_token(registration: Registration, scopes: Sequence[str]) -> AccessToken | Text:
    """A new token for those scopes, straight from the LMS; or for owners why there is none.

    Call it outside of transactions. Reads the LMS's row.
    """
    now = timezone.now()
    assertion = client_assertion(
        client_id=registration.client_id,
        audience=registration.assertion_audience,
        key=signing_key(registration.signs_for),
        now=now,
        jti=str(uuid4()),
    )
    try:
        answer = post_form(registration.token_url, token_request(assertion=assertion, scopes=scopes))
    except UnreachableError as fault:
        url, problem = registration.token_url, fault.problem
        return text("Slipway cannot call the token URL %(url)s. %(problem)s", url=url, problem=problem)
    return read_token_answer(answer.status, answer.body, asked=scopes, now=now)


def try_keys(registration: Registration) -> Finding:
    """Whether the LMS's key set can be had now. What it serves is used for launches from then on."""
    try:
        keys = fetch_keys(registration)
    except Refused as refused:
        return Finding(works=False, words=refused.cause)
    count = len(keys.keys)
    words = text("The key set of the LMS can be read; keys for signatures: %(count)d.", count=count)
    if keys.left_out:
        words = text("The key set of the LMS can be read; keys for signatures: %(count)d. %(left_out)s",
                     count=count, left_out=keys.left_out[0])  # fmt: skip
    return Finding(works=True, words=words)


def try_token(registration: Registration) -> Finding:
    """Whether the LMS gives Slipway a token, and for which services. An LMS that allows none may refuse."""
    answer = fetch_token(registration, SCOPES)
    if isinstance(answer, Text):
        return Finding(works=False, words=answer)
    return Finding(works=True, words=text("The LMS gives Slipway access tokens."), scopes=answer.scopes)
