"""The row that a launch leaves in the launch log."""

from slipway.launches.decision import Denial
from slipway.launches.facts.launch_facts import LaunchFacts
from slipway.launches.store.people import ids_of_person, name_in_log
from slipway.launches.verify.verified_launch import VerifiedLaunch, columns_of
from slipway.lms.models import LaunchRecord
from slipway.statements.insert import Insert

_RECORD = Insert(LaunchRecord, once=True)


def bare_record(launch: VerifiedLaunch) -> LaunchRecord:
    """A verified launch before anything is known of it but who signed it; let in, unless `mark_refused`."""
    lms = launch.lms
    return LaunchRecord(
        id=launch.launch_id,
        organization_id=lms.organization_id,
        lms=lms,
        **columns_of(launch.credential),
        generation=launch.credential.generation,
        nonce=launch.nonce,
        door=launch.door,
        version=launch.version,
        message_type=launch.message_type[:80],
        let_in=True,
        claims=dict(launch.claims),
        origin=launch.origin,
        binding=launch.binding,
        language=launch.language,
    )


def record_of(launch: VerifiedLaunch, facts: LaunchFacts, *, role: str) -> LaunchRecord:
    """A launch whose facts were loaded: with its person, course, class and unit."""
    record = bare_record(launch)
    course = facts.message.course
    record.identity_id, record.person_id = ids_of_person(facts)
    record.context_id = course.id if course else ""
    record.context_title = ((course and course.title) or "")[:255]
    record.person_name = name_in_log(facts, record.identity_id)
    record.role = role
    record.classroom_id = facts.classroom.pk if facts.classroom else None
    record.unit_id = facts.unit.pk if facts.unit and facts.classroom else None  # never another organization's
    return record


def mark_refused(record: LaunchRecord, denial: Denial) -> LaunchRecord:
    """The record, marked as refused."""
    record.let_in = False
    record.code = denial.refusal.value
    record.cause = denial.cause
    return record


def insert_once(record: LaunchRecord) -> bool:
    """Insert the record of a verified launch: its nonce is used from now on. False, with nothing stored, for a replay:
    of two equal posts the unique (credential, nonce) lets one win.
    """
    return _RECORD.run(record)
