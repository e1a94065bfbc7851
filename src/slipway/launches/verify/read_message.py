"""What a verified launch says, in one form for both versions of LTI, and whether its sender may launch at all."""

from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import urlsplit

from django.conf import settings

from slipway.launches.decision import Denial, denial_of
from slipway.launches.verify.verified_launch import LONGEST_CLAIMED_ID
from slipway.lms.models import ConsumerKey, Registration
from slipway.lms.registrations.deployments import DeploymentDecision, check_deployment
from slipway.lms.registrations.endpoints import may_answer_in_clear
from slipway.lti.message import LaunchMessage, MessageKind
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p1.form import SignedForm
from slipway.lti.v1p1.launch import read_launch_form
from slipway.lti.v1p1.legacy_selection import read_legacy_selection
from slipway.lti.v1p3.launch import read_claims
from slipway.words import text


def form_message(form: SignedForm, key: ConsumerKey, *, at_picker: bool) -> LaunchMessage | Denial:
    """What a signed form says. `at_picker`: it came to the picker's address, which takes Canvas's requests from before
    content items too.
    """
    if key.is_disabled:
        return Denial(Refusal.CREDENTIAL_DISABLED, text("The consumer key, or its LMS, is disabled."))
    try:
        message = read_launch_form(form)
        if not message.selection and at_picker and (selection := read_legacy_selection(form)):
            message = replace(message, kind=MessageKind.CONTENT_SELECTION, selection=selection)
    except Refused as reason:
        return denial_of(reason)
    return _long_id(message) or message


def claims_message(claims: Mapping[str, object], registration: Registration) -> LaunchMessage | Denial:
    """What an id_token says, of a registration that is in use."""
    try:
        check_usable(registration)
        message = read_claims(claims)
    except Refused as reason:
        return denial_of(reason)
    return _long_id(message) or message


def of_deployment(
    message: LaunchMessage, registration: Registration, decided: DeploymentDecision
) -> LaunchMessage | Denial:
    """The message, or why its deployment or its return address is not taken."""
    try:
        check_deployment(decided, message.deployment_id or "")
    except Refused as reason:
        return denial_of(reason)
    return _return_url_in_clear(registration, message) or message


def check_usable(registration: Registration) -> None:
    """Refuse what is switched off, or what no owner has accepted yet. Raises Refused."""
    if registration.is_disabled:
        raise Refused(Refusal.CREDENTIAL_DISABLED, "The registration, or its LMS, is disabled.")
    if registration.is_pending:
        raise Refused(Refusal.REGISTRATION_PENDING, text("An owner has yet to accept the registration."))


def _long_id(message: LaunchMessage) -> Denial | None:
    """Ids that are longer than any LMS's are not taken: cut, two people could become one."""
    course, link = message.course, message.resource_link
    ids = [message.person.user_id, course and course.id, link and link.id]
    if any(each and len(each) > LONGEST_CLAIMED_ID for each in ids):
        cause = text("The id of person, course or resource link is over %(most)d characters.", most=LONGEST_CLAIMED_ID)
        return Denial(Refusal.MALFORMED, cause)
    return None


def _return_url_in_clear(registration: Registration, message: LaunchMessage) -> Denial | None:
    """A picker's answer goes home encrypted, but to an LMS that is wholly on http in a private network."""
    url = message.selection.return_url if message.selection else ""
    if urlsplit(url).scheme != "http":
        return None
    if may_answer_in_clear(registration, url, allow_private=settings.ALLOW_PRIVATE_LMS):
        return None
    cause = text("deep_link_return_url is http, but the LMS is not wholly on http in a private network.")
    return Denial(Refusal.RETURN_URL, cause)
