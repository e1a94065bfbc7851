"""Letting a launch in: one transaction, one insert that only one of two equal posts can make."""

import secrets
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipway.audit.trail import Named, audit
from slipway.classes.models import CourseConnection, Enrolment, LaunchSession
from slipway.classes.visitor import AT_MOST, hashed
from slipway.launches.arrival import Arrival, columns_of
from slipway.launches.decisions import Enrol, right_in_class
from slipway.launches.keep_services import keep_grade_address, keep_services
from slipway.launches.learn import learn_lms
from slipway.launches.people import Person, course_row, person_rows, shown_name
from slipway.launches.records import record_of
from slipway.launches.sight import Sight, facts_of
from slipway.launches.verdict import Entry
from slipway.lms.models import LaunchRecord, LmsCourse
from slipway.lti.refusal import Refusal, Refused


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What the launch session is for: the class that was seen, or a picker; with the LMS's request, if it made one."""

    kind: LaunchSession.Kind = LaunchSession.Kind.CLASS
    request: dict[str, object] = field(default_factory=dict)


def let_in(arrival: Arrival, sight: Sight, entry: Entry, purpose: Purpose) -> str:
    """Store the launch and all that it makes. Returns the launch session's token.

    Raises Refused(REPLAYED), with nothing stored, when the form was used before.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        record = burn_nonce(record_of(arrival, sight, right=entry.right, let_in=True))
        person = person_rows(arrival, sight, record)
        course = course_row(arrival, sight)
        enrolment = _enrolment(arrival, sight, entry, person)
        if entry.connect:
            _connect(sight, person, course)
        learn_lms(arrival, sight.message)
        keep_services(arrival, sight, course)
        keep_grade_address(arrival, sight, person, course, enrolment)
        LaunchSession.objects.create(
            token_hash=hashed(token),
            launch=record,
            kind=purpose.kind,
            identity_id=person.identity_id,
            lms=arrival.lms,
            **columns_of(arrival.credential),
            by_old_secret=arrival.by_old_secret,
            lms_course=course,
            classroom=sight.classroom,
            enrolment=enrolment,
            role=right_in_class(entry.right, facts_of(enrolment)),  # a place that was found late may be by hand
            picker=purpose.request,
            expires_at=timezone.now() + AT_MOST,
        )
    return token


def burn_nonce(record: LaunchRecord) -> LaunchRecord:
    """Insert the record of a verified launch: its nonce is used from now on. Raises Refused(REPLAYED)."""
    try:
        with transaction.atomic():
            record.save(force_insert=True)
    except IntegrityError as collision:
        raise Refused(Refusal.REPLAYED, "The nonce of this launch was used before.") from collision
    return record


def _enrolment(arrival: Arrival, sight: Sight, entry: Entry, person: Person) -> Enrolment | None:
    if entry.enrol is Enrol.NOT:
        return None  # who only looks needs no place: the launch must not hang on one that was ended
    if entry.enrol is Enrol.NEW:
        return _new_enrolment(arrival, sight, entry, person)
    found = sight.enrolment
    if found and found.user_id != person.user_id:  # this launch has proven that two people here are one
        found = Enrolment.objects.filter(classroom=sight.classroom, user_id=person.user_id).first()
    if found and (changed := _told_otherwise(found, arrival, sight, entry)):
        Enrolment.objects.filter(pk=found.pk, by_hand=found.by_hand).update(**changed)  # by hand meanwhile: that holds
    return found


def _told_otherwise(found: Enrolment, arrival: Arrival, sight: Sight, entry: Entry) -> dict[str, object]:
    """What of a place in the class this launch changes; mostly nothing, and never a role that was given by hand."""
    changed: dict[str, object] = {}
    if entry.enrol is Enrol.CHANGE_ROLE and not found.by_hand:
        changed["role"] = entry.right
    if "role" in changed or found.lms_id is None:
        changed["lms"] = arrival.lms
    if found.is_test != sight.message.is_test_student:
        changed["is_test"] = sight.message.is_test_student
    return changed


def _new_enrolment(arrival: Arrival, sight: Sight, entry: Entry, person: Person) -> Enrolment:
    """Silently enrolled; a second launch of the same moment finds the first one's row."""
    new = Enrolment(
        id=uuid4(),
        classroom=sight.classroom,
        user_id=person.user_id,
        role=entry.right,
        lms=arrival.lms,
        is_test=sight.message.is_test_student,
    )
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        return Enrolment.objects.get(classroom=sight.classroom, user_id=person.user_id)
    return new


def _connect(sight: Sight, person: Person, course: LmsCourse) -> None:
    assert sight.classroom is not None
    made, new = CourseConnection.objects.get_or_create(
        lms_course=course, classroom=sight.classroom, defaults={"connected_by_id": person.user_id}
    )
    if new:
        who = Named(pk=person.user_id, name=shown_name(sight, person.identity_id))
        audit(who, "course.connect", made, organization_id=sight.classroom.organization_id, how="launch")
