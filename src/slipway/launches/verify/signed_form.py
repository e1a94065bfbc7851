"""LTI 1.1: a signed form is verified by its consumer key's secret."""

import secrets
from datetime import UTC, datetime
from functools import cache

from django.db.models import CharField
from django.http import HttpRequest

from slipway.launches.verify.read_message import form_message
from slipway.launches.verify.verified_launch import (
    LONGEST_CLAIMED_ID,
    LaunchTarget,
    VerifiedLaunch,
    posted_from,
    refusals_of,
)
from slipway.lms.models import ConsumerKey
from slipway.lti.message import LtiVersion
from slipway.lti.v1p1.form import SignedForm
from slipway.lti.v1p1.masked import masked_form
from slipway.lti.v1p1.verify import check_form_age, may_sign_query_once, verify
from slipway.statements.given import Given
from slipway.statements.select import Select
from slipway.web.origin import absolute
from slipway.web.sealed import decrypt, encrypt

_KEY = Select(lambda: ConsumerKey.objects.select_related("lms").filter(key=Given("key", CharField())).order_by()[:1])


def verify_form(request: HttpRequest, form: SignedForm, target: LaunchTarget) -> VerifiedLaunch:
    """Find the credential of a posted form and verify it. Raises Unverified; nothing is stored."""
    key = find_key(form.consumer_key)
    live = key.live_secrets() if key else ()
    query_once = may_sign_query_once(form, family=key.lms.family if key else "")
    with refusals_of(key, form.consumer_key):
        secret = verify(form, url=absolute(request.path), secrets=live, query_once=query_once)
        check_form_age(form, now=datetime.now(UTC))
    assert key is not None  # without secrets nothing verifies
    return VerifiedLaunch(
        credential=key,
        version=LtiVersion.V1P1,
        nonce=form.nonce,
        message_type=form.value("lti_message_type") or "",
        claims=masked_form(form),
        message=form_message(form, key, at_picker=target.route == "select"),
        linked=target,
        origin=posted_from(request),
        by_old_secret=secret != key.secret,
    )


def find_key(text: str) -> ConsumerKey | None:
    """The credential with its LMS, in one read; disabled ones too.

    One that is not there takes as long as one that is: a secret is decrypted then too.
    """
    found = _KEY.first(key=text[: LONGEST_CLAIMED_ID + 1])
    if found is None:
        decrypt(_nobodys_secret())
    return found


@cache
def _nobodys_secret() -> str:
    return encrypt(secrets.token_urlsafe(32))
