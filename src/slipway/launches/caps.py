"""How many refused launches the launch log holds: anybody may post to the door, as often as they like.

A stranger names another key in every post, or comes from another address with every one. So what is counted by key and
address falls into a fixed number of drawers: now and then two share one, and then a launch is only counted.
"""

from dataclasses import dataclass
from uuid import UUID

from django.utils.crypto import salted_hmac

from slipway.launches.arrival import Credential
from slipway.lms.tallies import count_up, forget_old_tallies
from slipway.lti.refusal import Refused

# In an hour:
RECORDED_PER_HOUR = 30  # of what names one key, from one address
FROM_ONE_ADDRESS = 300  # from one address
OF_ONE_KEY = 100  # of what names one key, from all addresses
FROM_ANYWHERE = 1000
FIRST_OF_A_CAUSE = 10  # of a credential's refusals of each kind: a flood must not hide why an LMS is refused
DRAWERS = 4096


@dataclass(frozen=True, slots=True, kw_only=True)
class Room:
    """What becomes of a refusal: whether it is recorded, and whether its page may tell the record's number.

    The page must not tell known and unknown keys apart, so `is_told` asks only for what was posted, and from where.
    """

    is_recorded: bool
    is_told: bool


def room_for(reason: Refused, *, who: Credential | None, named: str, address: str) -> Room:
    """Count a post that was not verified. Takes the same statements for known keys and unknown ones."""
    here, beside, cause = _drawer(address), _drawer(f"{named}\n{address}"), _cause(reason, who)
    whose = f"all {who.pk}" if who else "all of strangers"
    counted = count_up({f"at {here}": None, f"key at {beside}": None, cause: None, whose: who.lms_id if who else None})
    if counted[f"at {here}"] == 1:
        forget_old_tallies()
    is_told = counted[f"at {here}"] <= FROM_ONE_ADDRESS and counted[f"key at {beside}"] <= RECORDED_PER_HOUR
    if is_told:
        key = f"key {_drawer(named)}"
        further = count_up({key: None, "anywhere": None})
        is_told = further[key] <= OF_ONE_KEY and further["anywhere"] <= FROM_ANYWHERE
    is_first = who is not None and counted[cause] <= FIRST_OF_A_CAUSE
    return Room(is_recorded=is_told or is_first, is_told=is_told)


def has_room_for_replay(who: Credential, address: str) -> bool:
    """Count a replay. Whoever holds one signed form could post it for ever."""
    here, of_key = f"replay at {_drawer(f'{who.pk} {address}')}", f"replay {who.pk}"
    counted = count_up({here: None, of_key: None, f"all {who.pk}": who.lms_id})
    return counted[here] <= RECORDED_PER_HOUR and counted[of_key] <= OF_ONE_KEY


def count_unrecorded() -> None:
    """Write as much as a record would have taken, so that time does not tell which key has one."""
    count_up({"unrecorded": None})


def _cause(reason: Refused, who: Credential | None) -> str:
    """A counter for each kind of cause; what was posted stands in the values of a sentence, not in its pattern."""
    whose: UUID | str = who.pk if who else "strangers"
    return f"cause {_hash(f'{whose} {reason.refusal.value} {reason.cause.pattern}')[:40]}"


def _drawer(what: str) -> int:
    return int(_hash(what)[:8], 16) % DRAWERS


def _hash(what: str) -> str:
    """Nobody outside can tell which address shares a drawer with another."""
    return salted_hmac(__name__, what).hexdigest()
