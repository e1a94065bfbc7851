"""Storing a launch that is let in: one transaction, one insert that only one of two equal posts can make."""

import secrets
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Exists, OuterRef, QuerySet, UUIDField
from django.utils import timezone

from slipway.audit.trail import Named
from slipway.classes.connections import connect
from slipway.classes.models import CourseConnection, Enrolment, LaunchSession, ToldRole
from slipway.classes.told import keep_told
from slipway.content.models import Classroom
from slipway.launches.decision import Grant
from slipway.launches.facts.launch_facts import LaunchFacts
from slipway.launches.facts.people import EnrolmentRow, enrolment_row
from slipway.launches.rules import EnrolmentStep, is_role_to_write
from slipway.launches.store.lms import complete_lms, keep_grade_address, keep_services
from slipway.launches.store.people import PersonIds, course_row, name_in_log, person_rows
from slipway.launches.store.records import insert_once, record_of
from slipway.launches.verify.verified_launch import VerifiedLaunch, columns_of
from slipway.lms.course_ref import same_course
from slipway.lms.models import LmsCourse
from slipway.sessions.visitor import LONGEST_SESSION
from slipway.statements.given import Given
from slipway.statements.insert import Insert
from slipway.statements.select import Select
from slipway.web.sealed import hashed

_SESSION, _ENROLMENT, _TOLD = Insert(LaunchSession), Insert(Enrolment, once=True), Insert(ToldRole)


def store_grant(launch: VerifiedLaunch, facts: LaunchFacts, grant: Grant) -> str:
    """Store the launch and all that it makes. Returns the launch session's token; '' for a replay, with nothing
    stored.
    """
    token = secrets.token_urlsafe(32)
    with transaction.atomic():
        record = record_of(launch, facts, role=grant.role)
        if not insert_once(record):
            return ""
        person, course = person_rows(launch, facts, record), course_row(launch, facts)
        if grant.connect:
            _connect(facts, person, course)
        enrolment = _store_enrolment(launch, facts, grant, person, course)
        complete_lms(launch, facts.message)
        keep_services(launch, facts, course)
        if enrolment:  # who only looks gets no grade
            keep_grade_address(launch, facts, course, person.identity_id)
        session = LaunchSession(
            token_hash=hashed(token),
            launch=record,
            kind=grant.destination.kind,
            identity_id=person.identity_id,
            lms=launch.lms,
            **columns_of(launch.credential),
            by_old_secret=launch.by_old_secret,
            lms_course=course,
            classroom=facts.classroom,
            enrolment_id=enrolment.pk if enrolment else None,
            role=enrolment.role if enrolment and enrolment.by_hand else grant.role,  # found late it may be by hand
            leads=grant.leads,
            picker=dict(grant.destination.session_data),
            expires_at=timezone.now() + LONGEST_SESSION,
        )
        _SESSION.run(session)
    return token


def _connect(facts: LaunchFacts, person: PersonIds, course: LmsCourse) -> None:
    assert facts.classroom is not None
    who = Named(pk=person.user_id, name=name_in_log(facts, person.identity_id))
    connect(actor=who, lms_course=course, classroom=facts.classroom, how="launch")


def _store_enrolment(
    launch: VerifiedLaunch, facts: LaunchFacts, grant: Grant, person: PersonIds, course: LmsCourse
) -> EnrolmentRow | None:
    if grant.enrol is EnrolmentStep.NONE:
        return None  # who only looks needs no enrolment: the launch must not hang on one that was ended
    if grant.enrol is EnrolmentStep.CREATE:
        return _create_enrolment(launch, facts, grant, person, course)
    found, is_other = facts.person.enrolment, False
    if found and found.user_id != person.user_id:  # this launch has proven that two people here are one
        other = Enrolment.objects.filter(classroom=facts.classroom, user_id=person.user_id).first()
        found, is_other = enrolment_row(other) if other else None, True
    if found is None:
        return None
    changed: dict[str, object] = {"lms": launch.lms} if found.lms_id is None else {}
    if found.is_test != facts.message.is_test_student:
        changed["is_test"] = facts.message.is_test_student
    if changed:  # mostly nothing
        Enrolment.objects.filter(pk=found.pk).update(**changed)
    if grant.told is None or not (is_other or is_role_to_write(found, grant.told, before=facts.course.told_before)):
        return found
    return _keep_told(found.pk, facts, grant, course) or found


def _create_enrolment(
    launch: VerifiedLaunch, facts: LaunchFacts, grant: Grant, person: PersonIds, course: LmsCourse
) -> EnrolmentRow:
    """Silently enrolled; a second launch of the same moment finds the first one's row."""
    assert grant.told is not None
    new = Enrolment(
        id=uuid4(),
        classroom=facts.classroom,
        user_id=person.user_id,
        role=grant.role,
        lms=launch.lms,
        is_test=facts.message.is_test_student,
    )
    if not _ENROLMENT.run(new):
        first = enrolment_row(Enrolment.objects.get(classroom=facts.classroom, user_id=person.user_id))
        return _keep_told(first.pk, facts, grant, course) or first
    if _still_opens_class(facts, grant, course):
        _TOLD.run(ToldRole(enrolment=new, lms_course=course, told=grant.told.rank))
    return enrolment_row(new)


def _keep_told(enrolment_id: UUID, facts: LaunchFacts, grant: Grant, course: LmsCourse) -> EnrolmentRow | None:
    """Keep what the course says of the person now. Returns the enrolment as it is then; None if nothing is kept."""
    assert grant.told is not None
    if not _still_opens_class(facts, grant, course):
        return None
    other = next((row for row in facts.course.rows if row.pk != course.pk), None)
    return enrolment_row(keep_told(enrolment_id, course, grant.told, other=other))


def _still_opens_class(facts: LaunchFacts, grant: Grant, course: LmsCourse) -> bool:
    """Whether the course is still the class's: since the facts were read it may have been disconnected, and what it
    says would count for ever. One statement, in the transaction.
    """
    if grant.connect:
        return True
    assert facts.classroom is not None
    now: Any = _CLASS.first(class_id=facts.classroom.pk, course_id=course.pk)
    if now is None:
        return False
    return now.connected or (facts.course_ref is not None and same_course(now.lms_course_ref, facts.course_ref))


def _class_now() -> QuerySet[Classroom]:
    """What says whether a course is a class's."""
    course = Given("course_id", UUIDField())
    connected = Exists(CourseConnection.objects.filter(classroom=OuterRef("pk"), lms_course=course))
    columns = ("lms_url", "lms_host", "lms_course_id")
    rows = Classroom.objects.annotate(connected=connected).only(*columns)
    return rows.filter(pk=Given("class_id", UUIDField())).order_by()


_CLASS = Select(_class_now)
