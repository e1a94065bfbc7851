"""The addresses that launches come to (LTI 1.1) or that their links name (LTI 1.3), with what each does: one table."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from urllib.parse import urlsplit
from uuid import UUID

from slipway.launches.decide import decide_course, decide_link, decide_picker, decide_unit
from slipway.launches.decision import Denial, Grant
from slipway.launches.facts.launch_facts import LaunchFacts, course_facts, link_facts, picker_facts, unit_facts
from slipway.launches.verify.verified_launch import LaunchTarget, RouteName, VerifiedLaunch
from slipway.lti.claims import Claims
from slipway.lti.message import LaunchMessage
from slipway.lti.refusal import Refusal
from slipway.lti.return_url import sound
from slipway.lti.v1p3 import names
from slipway.web_address import origin_of
from slipway.words import text


@dataclass(frozen=True, slots=True, kw_only=True)
class LaunchRoute:
    """An address, as the URLconf has it, with the facts that its launches are decided by, and the decision.

    `other_paths` mean the same in a target link URI: an LMS with one address for everything has what its administrator
    typed there, any of those that we show.
    """

    path: str
    url_name: str
    load_facts: Callable[[VerifiedLaunch, LaunchMessage, LaunchTarget], LaunchFacts]
    decide: Callable[[LaunchFacts], Grant | Denial]
    other_paths: tuple[str, ...] = ()


# By the names that launch records keep.
ROUTES: Mapping[RouteName, LaunchRoute] = {
    "link": LaunchRoute(
        path="lti",
        url_name="lti",
        load_facts=link_facts,
        decide=decide_link,
        other_paths=("", "lti/1p3/launch", "lti/1p3/login"),
    ),
    "unit": LaunchRoute(
        path="lti/units/<uuid:unit_id>", url_name="lti-unit", load_facts=unit_facts, decide=decide_unit
    ),
    "course": LaunchRoute(path="lti/course", url_name="lti-course", load_facts=course_facts, decide=decide_course),
    "select": LaunchRoute(path="lti/select", url_name="lti-select", load_facts=picker_facts, decide=decide_picker),
}

_UNIT = re.compile(r"/lti/units/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})")
_PATHS = {
    f"/{path}".rstrip("/"): name
    for name, route in ROUTES.items()
    for path in (route.path, *route.other_paths)
    if "<" not in path
}
_MAX_SHOWN = 200


def read_target(uri: str, *, home: str) -> LaunchTarget | Denial:
    """The target that an address names, of the Slipway at the origin `home`; else WRONG_TARGET.

    The query says nothing here (LMSs add to it), nor does the rest of the address lead a browser anywhere.
    """
    if origin_of(sound(uri)) != origin_of(home):
        cause = text("The target link URI is %(uri)s, which is not an address of this Slipway.", uri=uri[:_MAX_SHOWN])
        return Denial(Refusal.WRONG_TARGET, cause)
    path = urlsplit(uri).path.rstrip("/")
    if found := _UNIT.fullmatch(path.lower()):
        return LaunchTarget(route="unit", unit_id=UUID(found[1]))
    if path not in _PATHS:
        cause = text("The target link URI is %(uri)s, where nothing can be launched.", uri=uri[:_MAX_SHOWN])
        return Denial(Refusal.WRONG_TARGET, cause)
    return LaunchTarget(route=_PATHS[path])


def target_of(claims: Mapping[str, object], *, home: str) -> LaunchTarget | Denial:
    """Where verified claims lead, or why nowhere: WRONG_TARGET, UNIT_MISMATCH, UNIT_UNKNOWN."""
    uri, custom = claims.get(names.TARGET_LINK_URI), Claims(claims).within(f"{names.LTI}custom")
    target = read_target(uri if isinstance(uri, str) else "", home=home)
    return target if isinstance(target, Denial) else _with_custom_unit(target, custom.text("unit"))


def _with_custom_unit(target: LaunchTarget, custom: str | None) -> LaunchTarget | Denial:
    """The target, compared with the custom parameter `unit` that our own links carry beside their address.

    An LMS that keeps only one of the two still opens the unit. Else UNIT_MISMATCH where they name different units,
    UNIT_UNKNOWN where only the parameter is there and is no unit's id.
    """
    if not custom or target.route not in {"link", "unit"}:
        return target
    try:
        named = UUID(custom.strip())
    except ValueError:
        named = None
    if target.unit_id is not None and named != target.unit_id:
        cause = text(
            "The link's address names the unit %(unit)s, its custom parameter another.", unit=str(target.unit_id)
        )
        return Denial(Refusal.UNIT_MISMATCH, cause)
    if named is None:
        return Denial(Refusal.UNIT_UNKNOWN, text("The custom parameter “unit” is no unit's id."))
    return LaunchTarget(route="unit", unit_id=named)
