"""LTI 1.1 at the door: a signed form, received and verified, then read."""

import secrets
from dataclasses import replace
from datetime import UTC, datetime
from functools import cache

from django.http import HttpRequest

from slipway.launches.arrival import LONGEST_ID, Arrival, Unverified, check_ids, posted_from
from slipway.lms.encrypted import decrypt, encrypt
from slipway.lms.models import ConsumerKey
from slipway.lti.message import LaunchMessage, LtiVersion, MessageKind
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p1.form import SignedForm
from slipway.lti.v1p1.launch import read_launch
from slipway.lti.v1p1.legacy_selection import read_legacy_selection
from slipway.lti.v1p1.masked import masked_claims
from slipway.lti.v1p1.verify import check_age, may_sign_query_once, verify
from slipway.web.origin import absolute


def receive(request: HttpRequest, form: SignedForm, door: str) -> Arrival:
    """Find the credential of a posted form and verify it. Raises Refused; nothing is stored."""
    key = find_key(form.consumer_key)
    live = key.live_secrets() if key else ()
    query_once = may_sign_query_once(form, family=key.lms.family if key else "")
    try:
        secret = verify(form, url=absolute(request.path), secrets=live, query_once=query_once)
        check_age(form, now=datetime.now(UTC))
    except Refused as reason:
        raise Unverified(reason, credential=key, named=form.consumer_key) from reason
    assert key is not None  # without secrets nothing verifies
    return _arrival(form, key, by_old_secret=secret != key.secret, door=door, origin=posted_from(request))


def find_key(text: str) -> ConsumerKey | None:
    """The credential with its LMS and organization, in one read; disabled ones too.

    One that is not there takes as long as one that is: a secret is opened then too.
    """
    found = ConsumerKey.objects.select_related("lms__organization").filter(key=text[: LONGEST_ID + 1]).first()
    if found is None:
        decrypt(_nobodys_secret())
    return found


@cache
def _nobodys_secret() -> str:
    return encrypt(secrets.token_urlsafe(32))


def message_of(arrival: Arrival, form: SignedForm) -> LaunchMessage:
    """What the form says. Raises Refused, also for a key that is disabled."""
    if arrival.credential.is_disabled:
        raise Refused(Refusal.CREDENTIAL_DISABLED, "The consumer key, or its LMS, is disabled.")
    message = read_form_message(form, door=arrival.door)
    check_ids(message)
    return message


def read_form_message(form: SignedForm, *, door: str) -> LaunchMessage:
    """The message of a form; at the picker's address also Canvas's requests from before content items.

    Raises Refused.
    """
    message = read_launch(form)
    if message.selection or door != "select" or (selection := read_legacy_selection(form)) is None:
        return message
    return replace(message, kind=MessageKind.CONTENT_SELECTION, selection=selection)


def _arrival(form: SignedForm, key: ConsumerKey, *, by_old_secret: bool, door: str, origin: str) -> Arrival:
    return Arrival(
        credential=key,
        version=LtiVersion.V1P1,
        nonce=form.nonce,
        message_type=form.value("lti_message_type") or "",
        claims=masked_claims(form),
        door=door,
        origin=origin,
        by_old_secret=by_old_secret,
    )
