"""Letting a launch in: one transaction, one insert that only one of two equal posts can make."""

import secrets
from dataclasses import dataclass, field
from uuid import uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone

from slipway.audit.trail import Named
from slipway.classes.connecting import connect
from slipway.classes.models import Enrolment, LaunchSession, ToldRole
from slipway.classes.told import keep_told
from slipway.launches.arrival import Arrival, columns_of
from slipway.launches.decisions import Enrol, says_otherwise
from slipway.launches.keep_services import keep_grade_address, keep_services
from slipway.launches.learn import learn_lms
from slipway.launches.people import Person, course_row, person_rows, shown_name
from slipway.launches.records import record_of
from slipway.launches.sight import Sight, facts_of
from slipway.launches.verdict import Entry
from slipway.lms.models import LaunchRecord, LmsCourse
from slipway.lti.refusal import Refusal, Refused
from slipway.sessions.visitor import AT_MOST, hashed


@dataclass(frozen=True, kw_only=True)
class Purpose:
    """What the launch session is for: the class that was seen, or a picker; with the LMS's request, if it made one."""

    kind: LaunchSession.Kind = LaunchSession.Kind.CLASS
    request: dict[str, object] = field(default_factory=dict)


@dataclass(frozen=True)
class Came:
    """Who came from where."""

    person: Person
    course: LmsCourse


def let_in(arrival: Arrival, sight: Sight, entry: Entry, purpose: Purpose) -> str:
    """Store the launch and all that it makes. Returns the launch session's token.

    Raises Refused(REPLAYED), with nothing stored, when the form was used before.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        record = burn_nonce(record_of(arrival, sight, right=entry.right, let_in=True))
        person = person_rows(arrival, sight, record)
        course = course_row(arrival, sight)
        if entry.connect:
            _connect(sight, person, course)
        enrolment = _enrolment(arrival, sight, entry, Came(person, course))
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
            role=enrolment.role if enrolment and enrolment.by_hand else entry.right,  # found late it may be by hand
            leads=entry.leads,
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


def _enrolment(arrival: Arrival, sight: Sight, entry: Entry, came: Came) -> Enrolment | None:
    if entry.enrol is Enrol.NOT:
        return None  # who only looks needs no place: the launch must not hang on one that was ended
    if entry.enrol is Enrol.NEW:
        return _new_enrolment(arrival, sight, entry, came)
    found, is_other = sight.enrolment, False
    if found and found.user_id != came.person.user_id:  # this launch has proven that two people here are one
        found, is_other = _place_of(sight, came.person), True
    if found is None:
        return None
    if changed := _told_otherwise(found, arrival, sight):
        Enrolment.objects.filter(pk=found.pk).update(**changed)
    if entry.told is not None and (is_other or says_otherwise(facts_of(found), entry.told, before=sight.told)):
        return keep_told(found, came.course, entry.told, other=_other_row(sight, came))
    return found


def _told_otherwise(found: Enrolment, arrival: Arrival, sight: Sight) -> dict[str, object]:
    """What of a place in the class this launch changes beside its role; mostly nothing."""
    changed: dict[str, object] = {}
    if found.lms_id is None:
        changed["lms"] = arrival.lms
    if found.is_test != sight.message.is_test_student:
        changed["is_test"] = sight.message.is_test_student
    return changed


def _place_of(sight: Sight, person: Person) -> Enrolment | None:
    return Enrolment.objects.filter(classroom=sight.classroom, user_id=person.user_id).first()


def _other_row(sight: Sight, came: Came) -> LmsCourse | None:
    return next((course for course in sight.same_courses if course.pk != came.course.pk), None)


def _new_enrolment(arrival: Arrival, sight: Sight, entry: Entry, came: Came) -> Enrolment:
    """Silently enrolled; a second launch of the same moment finds the first one's row."""
    assert entry.told is not None
    new = Enrolment(
        id=uuid4(),
        classroom=sight.classroom,
        user_id=came.person.user_id,
        role=entry.right,
        lms=arrival.lms,
        is_test=sight.message.is_test_student,
    )
    try:
        with transaction.atomic():
            new.save(force_insert=True)
    except IntegrityError:
        first = Enrolment.objects.get(classroom=sight.classroom, user_id=came.person.user_id)
        return keep_told(first, came.course, entry.told)
    ToldRole(enrolment=new, lms_course=came.course, told=entry.told.rank).save(force_insert=True)
    return new


def _connect(sight: Sight, person: Person, course: LmsCourse) -> None:
    assert sight.classroom is not None
    who = Named(pk=person.user_id, name=shown_name(sight, person.identity_id))
    connect(actor=who, lms_course=course, classroom=sight.classroom, how="launch")
