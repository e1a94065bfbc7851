"""The row that a launch leaves in the launch log."""

from slipway.launches.arrival import Arrival, columns_of
from slipway.launches.people import new_ids, shown_name
from slipway.launches.sight import Sight
from slipway.lms.models import LaunchRecord
from slipway.lti.refusal import Refused


def bare_record(arrival: Arrival, *, let_in: bool) -> LaunchRecord:
    """A verified launch before anything is known of it but who signed it."""
    lms = arrival.lms
    return LaunchRecord(
        id=arrival.launch_id,
        organization_id=lms.organization_id,
        lms=lms,
        **columns_of(arrival.credential),
        generation=arrival.credential.generation,
        nonce=arrival.nonce,
        door=arrival.door,
        version=arrival.version,
        message_type=arrival.message_type[:80],
        let_in=let_in,
        claims=dict(arrival.claims),
        origin=arrival.origin,
        binding=arrival.binding,
        language=arrival.language,
    )


def record_of(arrival: Arrival, sight: Sight, *, right: str, let_in: bool) -> LaunchRecord:
    """A launch whose message was read: with its person, course, class and unit."""
    record = bare_record(arrival, let_in=let_in)
    course = sight.message.course
    record.identity_id, record.person_id = new_ids(sight)
    record.context_id = course.id if course else ""
    record.context_title = ((course and course.title) or "")[:255]
    record.person_name = shown_name(sight, record.identity_id)
    record.role = right
    record.classroom_id = sight.classroom.pk if sight.classroom else None
    record.unit_id = sight.unit.pk if sight.unit and sight.classroom else None  # never another organization's
    return record


def refused(record: LaunchRecord, reason: Refused) -> LaunchRecord:
    """The record, marked as refused for `reason`."""
    record.let_in = False
    record.code = reason.refusal.value
    record.cause = reason.cause
    return record
