"""The row that a launch leaves in the launch log."""

from slipway.launches.arrival import Arrival
from slipway.launches.people import new_ids
from slipway.launches.sight import Sight
from slipway.lms.models import LaunchRecord
from slipway.lti.refusal import Refused
from slipway.lti.v1p1.masked import masked_claims

VERSION = "1.1"


def bare_record(arrival: Arrival, *, let_in: bool) -> LaunchRecord:
    """A verified launch before anything is known of it but who signed it."""
    lms = arrival.key.lms
    return LaunchRecord(
        id=arrival.launch_id,
        organization_id=lms.organization_id,
        lms=lms,
        consumer_key=arrival.key,
        nonce=arrival.form.nonce,
        door=arrival.door,
        version=VERSION,
        message_type=(arrival.form.value("lti_message_type") or "")[:80],
        let_in=let_in,
        claims=masked_claims(arrival.form),
        origin=arrival.origin,
    )


def record_of(arrival: Arrival, sight: Sight, *, right: str, let_in: bool) -> LaunchRecord:
    """A launch whose message was read: with its person, course, class and unit."""
    record = bare_record(arrival, let_in=let_in)
    course, person = sight.message.course, sight.message.person
    record.identity_id, record.person_id = new_ids(sight)
    record.context_id = course.id if course else ""
    record.context_title = ((course and course.title) or "")[:255]
    record.person_name = (person.name or "")[:255]
    record.role = right
    record.classroom_id = sight.classroom.pk if sight.classroom else None
    record.unit_id = sight.unit.pk if sight.unit and sight.classroom else None  # never another organization's
    return record


def refused(record: LaunchRecord, reason: Refused) -> LaunchRecord:
    """The record, marked as refused for `reason`."""
    record.let_in = False
    record.code = reason.refusal.value
    record.cause = reason.cause[:500]
    return record
