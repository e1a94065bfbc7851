"""The rows of a launch's person and course: found, refreshed when the LMS says something new, or made."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.db import IntegrityError, transaction

from slipway.launches.arrival import Arrival
from slipway.launches.known import is_proven, legacy_id
from slipway.launches.sight import Sight
from slipway.lms.models import LaunchRecord, LmsCourse
from slipway.lti.message import LaunchMessage
from slipway.orgs.models import User
from slipway.people.legacy import join_legacy
from slipway.people.models import LmsIdentity, pseudonym

ROOM = {"email": 320, "picture": 1000}  # as the columns have it; 255 else


@dataclass(frozen=True, kw_only=True)
class Person:
    """The ids of the person who launches."""

    identity_id: UUID
    user_id: UUID


def said_of(message: LaunchMessage) -> dict[str, object]:
    """What the LMS says of the person, as fields of the identity, cut to their room."""
    person = message.person
    said = {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "picture": person.picture,
        "sourcedid": person.sourcedid,
    }
    cut: dict[str, object] = {name: (text or "")[: ROOM.get(name, 255)] for name, text in said.items()}
    return cut | {"is_test": message.is_test_student}


def shown_name(sight: Sight, identity_id: UUID | None) -> str:
    """What pages call the person of this launch: the LMS's name for them, now or before, else their pseudonym."""
    if sight.message.person.name:
        return sight.message.person.name[:255]
    if sight.known:
        return str(sight.known)
    return pseudonym(identity_id) if identity_id else ""


def person_rows(arrival: Arrival, sight: Sight, record: LaunchRecord) -> Person:
    """The person of this launch, refreshed or made. `record` carries their ids already."""
    if sight.identity:
        _refresh(sight.identity, said_of(sight.message))
        user_id = _note_legacy(arrival, sight.identity, sight.message)
        if user_id != record.person_id:
            LaunchRecord.objects.filter(pk=record.pk).update(person_id=user_id)
        return Person(identity_id=sight.identity.pk, user_id=user_id)
    return _make(arrival, sight, record)


def course_row(arrival: Arrival, sight: Sight) -> LmsCourse:
    """The course of this launch, made or refreshed."""
    told, course = _told_of_course(sight), sight.message.course
    assert course is not None
    if sight.course is None:
        return LmsCourse.objects.get_or_create(lms=arrival.lms, context_id=course.id, defaults=told)[0]
    if sight.course.context_id != course.id:  # LTI 1.1 tells where it is: two versions must not write in turn
        told = {name: told[name] for name in ("title", "label")}
    changed = {name: text for name, text in told.items() if text and getattr(sight.course, name) != text}
    if changed:
        LmsCourse.objects.filter(pk=sight.course.pk).update(**changed)
    return sight.course


def _refresh(identity: LmsIdentity, said: dict[str, object]) -> None:
    """Names and addresses follow the LMS; what it leaves out today stays as it was. It always says who is a test."""
    changed = {name: value for name, value in said.items() if value != "" and getattr(identity, name) != value}
    if changed:
        LmsIdentity.objects.filter(pk=identity.pk).update(**changed)


def _make(arrival: Arrival, sight: Sight, record: LaunchRecord) -> Person:
    """An identity, and the user that owns it: of their other id, else a new one without address or password.

    Two first launches of one person at once: the loser takes the winner's rows.
    """
    assert record.identity_id is not None
    assert record.person_id is not None
    try:
        with transaction.atomic():
            if sight.kin is None:
                User(id=record.person_id, password=UNUSABLE_PASSWORD_PREFIX).save(force_insert=True)
            LmsIdentity(
                id=record.identity_id,
                lms=arrival.lms,
                lms_user_id=sight.message.person.user_id or "",
                user_id=record.person_id,
                **said_of(sight.message) | _legacy_of(arrival, sight),
            ).save(force_insert=True)
    except IntegrityError:
        won = LmsIdentity.objects.get(lms=arrival.lms, lms_user_id=sight.message.person.user_id)
        LaunchRecord.objects.filter(pk=record.pk).update(identity_id=won.pk, person_id=won.user_id)
        return Person(identity_id=won.pk, user_id=won.user_id)
    return Person(identity_id=record.identity_id, user_id=record.person_id)


def _legacy_of(arrival: Arrival, sight: Sight) -> dict[str, object]:
    """What LTI 1.1 calls a person who is new here by LTI 1.3, and whether that is proven."""
    if not (old := legacy_id(sight.message)):
        return {}
    return {"legacy_user_id": old, "legacy_proven": sight.kin is not None or is_proven(arrival, sight.message)}


def _note_legacy(arrival: Arrival, identity: LmsIdentity, message: LaunchMessage) -> UUID:
    """Keep a new word of a known person's old id; once it is proven, whoever had that id is the same person.

    Returns the user that they are then.
    """
    old = legacy_id(message)
    if not old or (identity.legacy_user_id == old and identity.legacy_proven):
        return identity.user_id
    proven = is_proven(arrival, message)
    if identity.legacy_user_id != old or proven:
        LmsIdentity.objects.filter(pk=identity.pk).update(legacy_user_id=old, legacy_proven=proven)
    if proven and join_legacy(actor=None, identity=identity, legacy_user_id=old):
        return LmsIdentity.objects.get(pk=identity.pk).user_id
    return identity.user_id


def _told_of_course(sight: Sight) -> dict[str, str]:
    course, ref = sight.message.course, sight.ref
    return {
        "title": ((course and course.title) or "")[:255],
        "label": ((course and course.label) or "")[:255],
        "host": ref.host[:255] if ref else "",
        "course_id": ref.course_id[:255] if ref else "",
        "home_url": ref.home_url[:1000] if ref else "",
    }


def new_ids(sight: Sight) -> tuple[UUID | None, UUID | None]:
    """Identity and user id for the launch record: the known ones, or those that `person_rows` will use."""
    if sight.identity:
        return sight.identity.pk, sight.identity.user_id
    if sight.kin:
        return uuid4(), sight.kin.user_id
    return (uuid4(), uuid4()) if sight.message.person.user_id else (None, None)
