"""Where a launch of LTI 1.3 leads: its target link URI, and the unit that a custom parameter names."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from urllib.parse import urlsplit
from uuid import UUID

from slipway.lti.refusal import Refusal, Refused
from slipway.lti.return_url import sound
from slipway.lti.v1p3 import names
from slipway.lti.v1p3.claims import Claims
from slipway.web_address import origin_of
from slipway.words import text

Door = Literal["link", "unit", "course", "select"]

_UNIT = re.compile(r"/lti/units/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
# An LMS with one address for everything has what its administrator typed there: any of those that we show.
_DOORS: Mapping[str, Door] = {
    "": "link",
    "/lti": "link",
    "/lti/1p3/launch": "link",
    "/lti/1p3/login": "link",
    "/lti/course": "course",
    "/lti/select": "select",
}
MAX_SHOWN = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """One of the addresses that links name; `unit_id` is there for a unit's."""

    door: Door
    unit_id: UUID | None = None


def read_target(uri: str, *, home: str) -> Target:
    """The target that an address names, of the Slipway at the origin `home`. Raises Refused(WRONG_TARGET).

    The query says nothing here (LMSs add to it), nor does the rest of the address lead a browser anywhere.
    """
    if origin_of(sound(uri)) != origin_of(home):
        cause = text("The target link URI is %(uri)s, which is not an address of this Slipway.", uri=uri[:MAX_SHOWN])
        raise Refused(Refusal.WRONG_TARGET, cause, uri=uri[:MAX_SHOWN])
    path = urlsplit(uri).path.rstrip("/")
    if found := _UNIT.fullmatch(path.lower()):
        return Target(door="unit", unit_id=UUID(found[1]))
    if path not in _DOORS:
        cause = text("The target link URI is %(uri)s, where nothing can be launched.", uri=uri[:MAX_SHOWN])
        raise Refused(Refusal.WRONG_TARGET, cause, uri=uri[:MAX_SHOWN])
    return Target(door=_DOORS[path])


def target_of(claims: Mapping[str, object], *, home: str) -> Target | Refused:
    """Where verified claims lead, or why nowhere: WRONG_TARGET, UNIT_MISMATCH, UNIT_UNKNOWN."""
    uri, custom = claims.get(names.TARGET_LINK_URI), Claims(claims).within(f"{names.LTI}custom")
    try:
        return with_custom_unit(read_target(uri if isinstance(uri, str) else "", home=home), custom.text("unit"))
    except Refused as reason:
        return reason


def with_custom_unit(target: Target, custom: str | None) -> Target:
    """The target, held against the custom parameter `unit` that our own links carry beside their address.

    An LMS that keeps only one of the two still opens the unit. Raises Refused: UNIT_MISMATCH where they name different
    units, UNIT_UNKNOWN where only the parameter is there and is no unit's id.
    """
    if not custom or target.door not in {"link", "unit"}:
        return target
    try:
        named = UUID(custom.strip())
    except ValueError:
        named = None
    if target.unit_id is not None and named != target.unit_id:
        cause = text(
            "The link's address names the unit %(unit)s, its custom parameter another.", unit=str(target.unit_id)
        )
        raise Refused(Refusal.UNIT_MISMATCH, cause)
    if named is None:
        raise Refused(Refusal.UNIT_UNKNOWN, "The custom parameter “unit” is no unit's id.")
    return Target(door="unit", unit_id=named)
