"""The rows of a launch's person and course: found, refreshed when the LMS says something new, or made."""

from dataclasses import dataclass
from uuid import UUID, uuid4

from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX

from slipway.launches.facts.launch_facts import LaunchFacts
from slipway.launches.verify.verified_launch import VerifiedLaunch
from slipway.lms.models import LaunchRecord, LmsCourse
from slipway.lti.message import LaunchMessage
from slipway.orgs.models import User
from slipway.people.legacy import join_legacy
from slipway.people.models import LmsIdentity, pseudonym
from slipway.statements.insert import Insert

_IDENTITY, _USER = Insert(LmsIdentity, once=True), Insert(User)
_LENGTHS = {"email": 320, "picture": 1000}  # of the columns; 255 else


@dataclass(frozen=True, slots=True, kw_only=True)
class PersonIds:
    """The ids of the person who launches."""

    identity_id: UUID
    user_id: UUID


def identity_values(message: LaunchMessage) -> dict[str, object]:
    """What the LMS says of the person, as fields of the identity, cut to their lengths."""
    person = message.person
    told = {
        "name": person.name,
        "given_name": person.given_name,
        "family_name": person.family_name,
        "email": person.email,
        "picture": person.picture,
        "sourcedid": person.sourcedid,
    }
    values: dict[str, object] = {name: (text or "")[: _LENGTHS.get(name, 255)] for name, text in told.items()}
    return values | {"is_test": message.is_test_student}


def name_in_log(facts: LaunchFacts, identity_id: UUID | None) -> str:
    """What pages call the person of this launch: the LMS's name for them, now or before, else their pseudonym."""
    if facts.message.person.name:
        return facts.message.person.name[:255]
    if facts.person.seen_before:
        return str(facts.person.seen_before)
    return pseudonym(identity_id) if identity_id else ""


def person_rows(launch: VerifiedLaunch, facts: LaunchFacts, record: LaunchRecord) -> PersonIds:
    """The person of this launch, refreshed or made. `record` carries their ids already."""
    identity = facts.person.identity
    if identity is None:
        return _create_person(launch, facts, record)
    _refresh(identity, identity_values(facts.message))
    user_id = _keep_old_id(facts, identity)
    if user_id != record.person_id:
        LaunchRecord.objects.filter(pk=record.pk).update(person_id=user_id)
    return PersonIds(identity_id=identity.pk, user_id=user_id)


def course_row(launch: VerifiedLaunch, facts: LaunchFacts) -> LmsCourse:
    """The course of this launch, made or refreshed."""
    told, course, row = _course_values(facts), facts.message.course, facts.course.row
    assert course is not None
    if row is None:
        return LmsCourse.objects.get_or_create(lms=launch.lms, context_id=course.id, defaults=told)[0]
    if row.context_id != course.id:  # LTI 1.1 tells where it is: two versions must not write in turn
        told = {name: told[name] for name in ("title", "label")}
    changed = {name: text for name, text in told.items() if text and getattr(row, name) != text}
    if changed:
        LmsCourse.objects.filter(pk=row.pk).update(**changed)
    return row


def _refresh(identity: LmsIdentity, told: dict[str, object]) -> None:
    """Names and addresses follow the LMS; what it leaves out today stays as it was. It always tells who is a test
    student.
    """
    changed = {name: value for name, value in told.items() if value != "" and getattr(identity, name) != value}
    if changed:
        LmsIdentity.objects.filter(pk=identity.pk).update(**changed)


def _create_person(launch: VerifiedLaunch, facts: LaunchFacts, record: LaunchRecord) -> PersonIds:
    """An identity, and the user that owns it: of their other id, else a new one without address or password.

    Two first launches of one person at once: the loser takes the winner's rows.
    """
    assert record.identity_id is not None
    assert record.person_id is not None
    lms_user_id = facts.message.person.user_id or ""
    identity = LmsIdentity(
        id=record.identity_id,
        lms=launch.lms,
        lms_user_id=lms_user_id,
        user_id=record.person_id,
        **identity_values(facts.message) | _old_id_values(facts),
    )
    if not _IDENTITY.run(identity):
        won = LmsIdentity.objects.get(lms=launch.lms, lms_user_id=lms_user_id)
        LaunchRecord.objects.filter(pk=record.pk).update(identity_id=won.pk, person_id=won.user_id)
        return PersonIds(identity_id=won.pk, user_id=won.user_id)
    if facts.person.other_identity is None:  # its identity is there already: databases look at that when all is stored
        _USER.run(User(id=record.person_id, password=UNUSABLE_PASSWORD_PREFIX))
    return PersonIds(identity_id=record.identity_id, user_id=record.person_id)


def _old_id_values(facts: LaunchFacts) -> dict[str, object]:
    """What LTI 1.1 calls a person who is new here by LTI 1.3, and whether that is proven."""
    person = facts.person
    if not person.old_id:
        return {}
    return {
        "legacy_user_id": person.old_id,
        "legacy_proven": person.other_identity is not None or person.is_old_id_proven,
    }


def _keep_old_id(facts: LaunchFacts, identity: LmsIdentity) -> UUID:
    """Keep what a known person's old id is said to be; once it is proven, whoever had that id is the same person.

    Returns the user that they are then.
    """
    old, proven = facts.person.old_id, facts.person.is_old_id_proven
    if not old or (identity.legacy_user_id == old and identity.legacy_proven):
        return identity.user_id
    if identity.legacy_user_id != old or proven:
        LmsIdentity.objects.filter(pk=identity.pk).update(legacy_user_id=old, legacy_proven=proven)
    if proven and join_legacy(actor=None, identity=identity, legacy_user_id=old):
        return LmsIdentity.objects.get(pk=identity.pk).user_id
    return identity.user_id


def _course_values(facts: LaunchFacts) -> dict[str, str]:
    course, ref = facts.message.course, facts.course_ref
    return {
        "title": ((course and course.title) or "")[:255],
        "label": ((course and course.label) or "")[:255],
        "host": ref.host[:255] if ref else "",
        "course_id": ref.course_id[:255] if ref else "",
        "home_url": ref.home_url[:1000] if ref else "",
    }


def ids_of_person(facts: LaunchFacts) -> tuple[UUID | None, UUID | None]:
    """Identity and user id for the launch record: those that exist, or those that `person_rows` will use."""
    identity, other = facts.person.identity, facts.person.other_identity
    if identity:
        return identity.pk, identity.user_id
    if other:
        return uuid4(), other.user_id
    return (uuid4(), uuid4()) if facts.message.person.user_id else (None, None)
