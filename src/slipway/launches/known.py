"""Whom a launch names, among the people that its LMS has named before.

An LMS has another id for the same person in LTI 1.1 and 1.3 (Canvas; not Moodle). A launch of 1.3 may say the old one
(LTI 1.3 migration); proven, both are one person here, whichever of the two launches first.
"""

from dataclasses import dataclass

from django.db.models import F, FilteredRelation, Model, Q, QuerySet, Subquery

from slipway.classes.models import Enrolment
from slipway.content.models import Classroom
from slipway.launches.arrival import Arrival
from slipway.lms.models import ConsumerKey
from slipway.lti.message import LaunchMessage
from slipway.people.models import LmsIdentity

_ENROLMENT = ("pk", "role", "active", "by_hand", "lms_id", "is_test")
_SECRETS = ("secret", "previous_secret", "previous_until")


@dataclass(frozen=True, kw_only=True)
class Known:
    """The person of a launch. `kin` is who they are under the id of the other LTI version, when this id is new."""

    identity: LmsIdentity | None = None
    kin: LmsIdentity | None = None
    enrolment: Enrolment | None = None


def known_person(arrival: Arrival, message: LaunchMessage, classroom: Classroom | None) -> Known:
    """The person of a launch and their place in the class: one statement, and another one for an old id to prove."""
    user_id = message.person.user_id
    if not user_id:
        return Known()
    rows = list(_rows(arrival, message, classroom)[:5])
    identity = next((row for row in rows if row.lms_user_id == user_id), None)
    kin = None if identity else next(iter(rows), None)
    if kin is not None and kin.legacy_user_id != user_id and not is_proven(arrival, message):
        kin = None
    person = identity or kin
    return Known(identity=identity, kin=kin, enrolment=_enrolment(person, classroom))


def legacy_id(message: LaunchMessage) -> str:
    """The id of LTI 1.1 that a launch of 1.3 says for its person; '' where it says none, or the same."""
    told = (message.legacy and message.legacy.user_id) or ""
    return told if told != message.person.user_id and len(told) <= 255 else ""


def is_proven(arrival: Arrival, message: LaunchMessage) -> bool:
    """Whether the old id may be believed: an owner said so, or the LMS signed with the secret of a key of its own."""
    if arrival.lms.legacy_ids_trusted_at is not None:
        return True
    named = message.legacy and message.legacy.consumer_key
    key = ConsumerKey.objects.filter(lms=arrival.lms, key=named).first() if named else None
    return key is not None and arrival.proves_key(key.live_secrets())


def proof(arrival: Arrival, message: LaunchMessage) -> dict[str, Subquery]:
    """Columns for a statement that finds something by an old id: what `is_proven_by` needs, so that it asks no more."""
    named = (message.legacy and message.legacy.consumer_key) or ""
    key = ConsumerKey.objects.filter(lms=arrival.lms, key=named)
    return {f"proof_{name}": Subquery(key.values(name)[:1]) for name in _SECRETS}


def is_proven_by(row: Model, arrival: Arrival) -> bool:
    """The same as `is_proven`, by a row that was read with the columns of `proof`."""
    if arrival.lms.legacy_ids_trusted_at is not None:
        return True
    key = ConsumerKey(**{name: getattr(row, f"proof_{name}") for name in _SECRETS})
    return bool(key.secret) and arrival.proves_key(key.live_secrets())  # no secret: no such key


def _rows(arrival: Arrival, message: LaunchMessage, classroom: Classroom | None) -> QuerySet[LmsIdentity]:
    """Whoever has the id of the launch, or the id that the same person has in the other version."""
    user_id, old = message.person.user_id, legacy_id(message)
    other = Q(lms_user_id=old) if old else Q(legacy_user_id=user_id, legacy_proven=True)
    rows = LmsIdentity.objects.annotate(account_on=F("user__is_active"))
    rows = rows.filter(Q(lms_user_id=user_id) | other, lms=arrival.lms)
    if classroom is None:
        return rows
    here = FilteredRelation("user__enrolments", condition=Q(user__enrolments__classroom=classroom))
    return rows.annotate(here=here, **{f"enrolment_{name}": F(f"here__{name}") for name in _ENROLMENT})


def _enrolment(person: LmsIdentity | None, classroom: Classroom | None) -> Enrolment | None:
    if person is None or classroom is None or getattr(person, "enrolment_pk") is None:  # noqa: B009  # an annotation
        return None
    values = {name: getattr(person, f"enrolment_{name}") for name in _ENROLMENT}
    return Enrolment(classroom_id=classroom.pk, user_id=person.user_id, **values)
