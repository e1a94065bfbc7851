"""Turning a launch away: recorded, explained, and nothing else changed."""

import re
from uuid import UUID

import structlog
from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse

from slipway.classes.models import ConnectionRequest
from slipway.launches.arrival import Arrival, Credential, Unverified, columns_of
from slipway.launches.caps import count_unrecorded, has_room_for_replay, room_for
from slipway.launches.enter import burn_nonce
from slipway.launches.people import course_row, person_rows, shown_name
from slipway.launches.records import bare_record, record_of, refused
from slipway.launches.sight import Sight
from slipway.launches.verdict import NotConnectedError
from slipway.lms.models import LaunchRecord
from slipway.lti.refusal import Refused
from slipway.web.address import client_address
from slipway.web.refusals import TEACHERS_ASKED, Explanation, refusal_page

log = structlog.get_logger("slipway.launches")
LONGEST_KEY = 80  # in the server's log
MADE_SECRET = re.compile(r"[\w-]{43}", re.ASCII)  # as `lms.connect` makes them


def turn_away_unverified(
    request: HttpRequest, reason: Refused, *, door: str, said: Explanation | None = None
) -> HttpResponse:
    """Refuse a post whose signature is not (yet) good: no nonce, no claims, and only so many records an hour."""
    who, named, way_back = _told(reason)
    address = client_address(request)
    room = room_for(reason, who=who, named=named, address=address)
    record = _recorded(reason, door) if room.is_recorded else None
    if record is None:
        count_unrecorded()
    log.info(
        "launch-refused", code=reason.refusal.value, cause=reason.cause, door=door, known_key=who is not None,
        key=key_in_log(named), address=address, launch=str(record.pk) if record else "",
    )  # fmt: skip
    number = record.pk if record and room.is_told else None
    return refusal_page(request, reason, number, said=said, way_back=way_back)


def key_in_log(named: str) -> str:
    """Whom a refused post named, as the server's log has it: a stranger's key stands nowhere else.

    No more than the beginning of what looks like a secret made here: key and secret are easily pasted the wrong way
    round.
    """
    return f"{named[:6]}…" if MADE_SECRET.fullmatch(named) else named[:LONGEST_KEY]


def _recorded(reason: Refused, door: str) -> LaunchRecord:
    who, _, _ = _told(reason)
    record = refused(LaunchRecord(door=door, **columns_of(who)), reason)
    if who:
        record.lms, record.organization_id = who.lms, who.lms.organization_id
    record.save(force_insert=True)
    return record


def _told(reason: Refused) -> tuple[Credential | None, str, str | None]:
    """Whose credential the refused post named, what it named, and the LMS's page, where it is known."""
    if isinstance(reason, Unverified):
        return reason.credential, reason.named, reason.way_back
    return None, "", None


def turn_away(
    request: HttpRequest, arrival: Arrival, sight: Sight | None, reason: Refused, *, way_back: str | None
) -> HttpResponse:
    """Refuse a verified launch: its record and nonce are committed, and a request where it leaves one."""
    code: Refused = reason
    launch_id: UUID | None = arrival.launch_id
    try:
        with transaction.atomic():
            _store(arrival, sight, reason)
    except Refused as replayed:  # the form was used before: that is the answer, under a record of its own
        code, launch_id = replayed, _store_replay(arrival, client_address(request), replayed)
    log.info("launch-refused", code=code.refusal.value, cause=code.cause, door=arrival.door, launch=str(launch_id))
    said = TEACHERS_ASKED if isinstance(code, NotConnectedError) else None
    return refusal_page(request, code, launch_id, said=said, way_back=way_back)


def _store(arrival: Arrival, sight: Sight | None, reason: Refused) -> None:
    if sight is None:
        burn_nonce(refused(bare_record(arrival, let_in=False), reason))
        return
    not_connected = isinstance(reason, NotConnectedError)
    asks = not_connected and not _asked_before(sight)
    asks_as = sight.standing.right.value if not_connected and sight.standing else ""
    record = refused(record_of(arrival, sight, right=asks_as, let_in=False), reason)
    if not asks and sight.identity is None:
        _name_nobody(record, sight)
    burn_nonce(record)
    if asks:
        _ask(arrival, sight, record)


def _asked_before(sight: Sight) -> bool:
    """Whether the course has asked for the class, whoever of its teachers it was, and by whichever of its ids."""
    courses = [course for course in (sight.course, sight.other_course) if course]
    asked = ConnectionRequest.objects.filter(lms_course__in=courses, classroom=sight.classroom)
    return bool(courses) and asked.exists()


def _ask(arrival: Arrival, sight: Sight, record: LaunchRecord) -> None:
    """One request per course and class, with the identity that it names: nobody else is made by a refusal."""
    assert sight.classroom is not None
    try:
        with transaction.atomic():
            person = person_rows(arrival, sight, record)
            ConnectionRequest.objects.create(
                lms_course=course_row(arrival, sight), classroom=sight.classroom, identity_id=person.identity_id
            )
    except IntegrityError:  # a colleague asked at the same moment
        if sight.identity is None:
            _name_nobody(record, sight)
            record.save(update_fields=["identity_id", "person_id", "person_name"])


def _name_nobody(record: LaunchRecord, sight: Sight) -> None:
    """The launch log tells what the LMS calls the person, who has no row here."""
    record.identity_id = record.person_id = None
    record.person_name = shown_name(sight, None)


def _store_replay(arrival: Arrival, address: str, replayed: Refused) -> UUID | None:
    """Replays are recorded up to a cap too, then counted."""
    if not has_room_for_replay(arrival.credential, address):
        return None
    record = refused(bare_record(arrival, let_in=False), replayed)
    record.pk, record.nonce = LaunchRecord._meta.pk.get_default(), None  # noqa: SLF001
    record.save(force_insert=True)
    return record.pk
