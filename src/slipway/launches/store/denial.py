"""Storing a launch that is turned away: its record, the request that it may leave, and nothing else."""

from uuid import UUID

from django.db import IntegrityError, transaction

from slipway.classes.models import ConnectionRequest
from slipway.launches.decision import Denial
from slipway.launches.facts.launch_facts import LaunchFacts
from slipway.launches.refuse_unverified import count_replay
from slipway.launches.store.people import course_row, name_in_log, person_rows
from slipway.launches.store.records import bare_record, insert_once, mark_refused, record_of
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lms.models import LaunchRecord


def store_denial(launch: VerifiedLaunch, facts: LaunchFacts | None, denial: Denial) -> bool:
    """Store a verified launch that is turned away. False, with nothing stored, for a replay."""
    if facts is None:
        return insert_once(mark_refused(bare_record(launch), denial))
    role = facts.role.class_role.value if denial.asks_teachers and facts.role else ""
    with transaction.atomic():
        asks = denial.asks_teachers and not _asked_before(facts)
        record = mark_refused(record_of(launch, facts, role=role), denial)
        if not asks and facts.person.identity is None:
            _name_nobody(record, facts)
        if not insert_once(record):
            return False
        if asks:
            _ask_teachers(launch, facts, record)
    return True


def store_replay(launch: VerifiedLaunch, denial: Denial, address: str) -> UUID | None:
    """Record a replay under an id of its own, up to a cap; then it is counted. Returns the record's id."""
    if not count_replay(launch.credential, address):
        return None
    record = mark_refused(bare_record(launch), denial)
    record.pk, record.nonce = LaunchRecord._meta.pk.get_default(), None  # noqa: SLF001
    record.save(force_insert=True)
    return record.pk


def _asked_before(facts: LaunchFacts) -> bool:
    """Whether the course has asked for the class, whoever of its teachers it was, and by whichever of its ids."""
    courses = facts.course.rows
    asked = ConnectionRequest.objects.filter(lms_course__in=courses, classroom=facts.classroom)
    return bool(courses) and asked.exists()


def _ask_teachers(launch: VerifiedLaunch, facts: LaunchFacts, record: LaunchRecord) -> None:
    """One request per course and class, with the identity that it names: nobody else is made by a refusal."""
    assert facts.classroom is not None
    try:
        with transaction.atomic():
            person = person_rows(launch, facts, record)
            ConnectionRequest.objects.create(
                lms_course=course_row(launch, facts), classroom=facts.classroom, identity_id=person.identity_id
            )
    except IntegrityError:  # a colleague asked at the same moment
        if facts.person.identity is None:
            _name_nobody(record, facts)
            record.save(update_fields=["identity_id", "person_id", "person_name"])


def _name_nobody(record: LaunchRecord, facts: LaunchFacts) -> None:
    """The launch log tells what the LMS calls the person, who has no row here."""
    record.identity_id = record.person_id = None
    record.person_name = name_in_log(facts, None)
