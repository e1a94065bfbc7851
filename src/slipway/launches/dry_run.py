"""*What would this launch do?* A recorded launch decided against today's settings. Nothing is written."""

from dataclasses import dataclass
from types import MappingProxyType

from django.conf import settings

from slipway.launches.arrival import Arrival, Credential, check_ids
from slipway.launches.doors import (
    Admission,
    SeenAndRefusedError,
    into_course,
    into_link,
    into_picker,
    into_unit,
)
from slipway.launches.oidc_login import check_usable
from slipway.launches.reading import check_again, lead
from slipway.launches.sight import Sight
from slipway.launches.signed_form import read_form_message
from slipway.launches.targets import target_of
from slipway.lms.models import ConsumerKey, LaunchRecord, Registration
from slipway.lti.message import LaunchMessage, LtiVersion
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p1.form import SignedForm
from slipway.lti.v1p3.launch import read_launch


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """What would happen now: let in as `admission` says, or refused for `refused`; with what would be seen."""

    admission: Admission | None = None
    refused: Refused | None = None
    sight: Sight | None = None


class NothingKeptError(Exception):
    """The launch was refused before its signature was good: nothing that it said is kept."""


def forecast(launch: LaunchRecord) -> Forecast:
    """Decide a recorded launch again, by its kept claims. Raises NothingKeptError.

    Signature, age and nonce are taken as good: it is asked what the same click would do, not the same form.
    """
    credential = launch.consumer_key or launch.registration
    if not launch.claims or credential is None:
        raise NothingKeptError
    try:
        admission = _decide(launch, _arrival(launch, credential))
    except SeenAndRefusedError as seen:
        return Forecast(refused=seen.reason, sight=seen.sight)
    except Refused as reason:
        return Forecast(refused=reason)
    return Forecast(admission=admission, sight=admission.sight)


def _arrival(launch: LaunchRecord, credential: Credential) -> Arrival:
    return Arrival(
        credential=credential,
        version=LtiVersion(launch.version),
        nonce="",
        message_type=launch.message_type,
        claims=launch.claims,
        door=launch.door,
        origin=launch.origin,
    )


def _decide(launch: LaunchRecord, arrival: Arrival) -> Admission:
    credential = arrival.credential
    message = _signed(launch, credential) if isinstance(credential, Registration) else _posted(launch, credential)
    check_ids(message)
    if message.selection:
        return into_picker(arrival, message)
    if arrival.version is LtiVersion.V1P3:
        return lead(target_of(launch.claims, home=settings.PUBLIC_URL), arrival, message)
    return _by_door(launch, arrival, message)


def _signed(launch: LaunchRecord, registration: Registration) -> LaunchMessage:
    """What an id_token said, held against all that a launch is."""
    check_usable(registration)
    message = read_launch(launch.claims)
    check_again(registration, message)
    return message


def _posted(launch: LaunchRecord, key: ConsumerKey) -> LaunchMessage:
    """What a signed form said."""
    if key.is_disabled:
        raise Refused(Refusal.CREDENTIAL_DISABLED, "The consumer key, or its LMS, is disabled.")
    form = SignedForm(body=(), query=(), values=MappingProxyType(launch.claims))
    return read_form_message(form, door=launch.door)


def _by_door(launch: LaunchRecord, arrival: Arrival, message: LaunchMessage) -> Admission:
    if launch.door == "course":
        return into_course(arrival, message)
    if launch.door == "link":
        return into_link(arrival, message)
    if launch.door == "select":
        return into_picker(arrival, message)
    if launch.unit_id is None:
        raise Refused(Refusal.UNIT_UNKNOWN, "The link names no unit of this organization.")
    return into_unit(arrival, message, launch.unit_id)
