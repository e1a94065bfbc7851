"""Refusing what is not verified: no nonce, no claims, and only so many records an hour, for anybody may post here.

A stranger names another key in every post, or comes from another address with every one. So what is counted by key and
address falls into a fixed number of buckets: now and then two share one, and then a launch is only counted.
"""

import re
from dataclasses import dataclass
from uuid import UUID

import structlog
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import salted_hmac

from slipway.launches.decision import denial_of
from slipway.launches.store.records import mark_refused
from slipway.launches.verify.verified_launch import Credential, Unverified, columns_of
from slipway.lms.models import LaunchRecord
from slipway.lms.tallies import count_up, forget_old_tallies
from slipway.lti.refusal import Refused
from slipway.web.address import client_address
from slipway.web.refusals import refusal_page

log = structlog.get_logger("slipway.launches")
LONGEST_KEY = 80  # in the server's log
MADE_SECRET = re.compile(r"[\w-]{43}", re.ASCII)  # as `lms.connect` makes them
# In an hour:
RECORDED_PER_HOUR = 30  # of what names one key, from one address
FROM_ONE_ADDRESS = 300  # from one address
OF_ONE_KEY = 100  # of what names one key, from all addresses
FROM_ANYWHERE = 1000
FIRST_OF_A_CAUSE = 10  # of a credential's refusals of each kind: a flood must not hide why an LMS is refused
BUCKETS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordLimit:
    """Whether a refusal is recorded, and whether its page may show the record's number.

    The page must not tell known and unknown keys apart, so `is_shown` depends only on what was posted, and from where.
    """

    is_recorded: bool
    is_shown: bool


def refuse_unverified(request: HttpRequest, reason: Refused, *, door: str) -> HttpResponse:
    """Refuse a post whose signature is not (yet) good: no nonce, no claims, and only so many records an hour."""
    found = reason if isinstance(reason, Unverified) else Unverified(reason, credential=None, named="")
    who, address = found.credential, client_address(request)
    limit = count_refusal(reason, who=who, named=found.named, address=address)
    record = _recorded(reason, who, door) if limit.is_recorded else None
    if record is None:
        _count_unrecorded()
    log.info(
        "launch-refused", code=reason.refusal.value, cause=reason.cause.english, door=door, known_key=who is not None,
        key=key_in_log(found.named), address=address, launch=str(record.pk) if record else "",
    )  # fmt: skip
    number = record.pk if record and limit.is_shown else None
    return refusal_page(request, reason, number, explanation=found.explanation, way_back=found.return_url)


def key_in_log(named: str) -> str:
    """Whom a refused post named, as the server's log has it: a stranger's key stands nowhere else.

    No more than the beginning of what looks like a secret made here: key and secret are easily pasted the wrong way
    round.
    """
    return f"{named[:6]}…" if MADE_SECRET.fullmatch(named) else named[:LONGEST_KEY]


def count_refusal(reason: Refused, *, who: Credential | None, named: str, address: str) -> RecordLimit:
    """Count a post that was not verified. Takes the same statements for known keys and unknown ones."""
    here, beside, cause = _bucket(address), _bucket(f"{named}\n{address}"), _cause(reason, who)
    whose = f"all {who.pk}" if who else "all of strangers"
    counted = count_up({f"at {here}": None, f"key at {beside}": None, cause: None, whose: who.lms_id if who else None})
    if counted[f"at {here}"] == 1:
        forget_old_tallies()
    is_shown = counted[f"at {here}"] <= FROM_ONE_ADDRESS and counted[f"key at {beside}"] <= RECORDED_PER_HOUR
    if is_shown:
        key = f"key {_bucket(named)}"
        further = count_up({key: None, "anywhere": None})
        is_shown = further[key] <= OF_ONE_KEY and further["anywhere"] <= FROM_ANYWHERE
    is_first = who is not None and counted[cause] <= FIRST_OF_A_CAUSE
    return RecordLimit(is_recorded=is_shown or is_first, is_shown=is_shown)


def count_replay(who: Credential, address: str) -> bool:
    """Count a replay. Returns whether it is recorded: whoever holds one signed form could post it for ever."""
    here, of_key = f"replay at {_bucket(f'{who.pk} {address}')}", f"replay {who.pk}"
    counted = count_up({here: None, of_key: None, f"all {who.pk}": who.lms_id})
    return counted[here] <= RECORDED_PER_HOUR and counted[of_key] <= OF_ONE_KEY


def _count_unrecorded() -> None:
    """Write as much as a record would have taken, so that time does not tell which key has one."""
    count_up({"unrecorded": None})


def _cause(reason: Refused, who: Credential | None) -> str:
    """A counter for each kind of cause; what was posted stands in the values of a sentence, not in its pattern."""
    whose: UUID | str = who.pk if who else "strangers"
    return f"cause {_hash(f'{whose} {reason.refusal.value} {reason.cause.pattern}')[:40]}"


def _bucket(what: str) -> int:
    return int(_hash(what)[:8], 16) % BUCKETS


def _hash(what: str) -> str:
    """Keyed, so that nobody outside can tell which addresses share a bucket."""
    return salted_hmac("slipway.launches.caps", what).hexdigest()


def _recorded(reason: Refused, who: Credential | None, door: str) -> LaunchRecord:
    record = mark_refused(LaunchRecord(door=door, **columns_of(who)), denial_of(reason))
    if who:
        record.lms, record.organization_id = who.lms, who.lms.organization_id
    record.save(force_insert=True)
    return record
