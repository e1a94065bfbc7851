"""What a registration asks its LMS for, what an older one lacks of that, and how its administrator adds it."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from slipway.lms.last_seen import newest_claims
from slipway.lms.models import ConsumerKey, Lms, Registration
from slipway.lms_kinds.registry import kind_by_code
from slipway.lti.config.asked import custom_lines, custom_parameters, scopes
from slipway.lti.v1p3.names import (
    GRADES,
    LINE_ITEM_READ_SCOPE,
    LINE_ITEM_SCOPE,
    LTI,
    NOTICE_SCOPE,
    NOTICES,
    RESULT_SCOPE,
    ROSTER,
    ROSTER_SCOPE,
    SCORE_SCOPE,
)
from slipway.owner_pages.kinds import kind_of
from slipway.web.languages import LazyText, translated

_SERVICES: Mapping[str, LazyText] = {
    LINE_ITEM_SCOPE: _("columns of the gradebook"),
    SCORE_SCOPE: _("scores"),
    RESULT_SCOPE: _("results"),
    ROSTER_SCOPE: _("the roster"),
    NOTICE_SCOPE: _("notices"),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Lacking:
    """What launches by a credential do not bring, though a registration of today asks for it."""

    services: Sequence[LazyText] = ()
    custom: Sequence[str] = ()

    def __bool__(self) -> bool:
        return bool(self.services or self.custom)


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """What to type at an LMS of a kind, and how."""

    scopes: Sequence[str]
    custom: str
    how: str


def asking(family: str) -> Asking:
    """What to type at an LMS of that family for LTI 1.3; the family '' is one that nobody has named."""
    how = translated(kind_by_code(family).set_up.extending)
    return Asking(scopes=scopes(family), custom=custom_lines(family), how=how)


def asking_by_key(family: str) -> Asking:
    """The same for LTI 1.1, which knows custom parameters and no scopes."""
    how = translated(kind_by_code(family).set_up.extending_by_key)
    return Asking(scopes=(), custom=custom_lines(family), how=how)


def lacking_of(registration: Registration) -> Lacking:
    """What its newest launches lack; nothing before the first one. One statement; reads the LMS."""
    return registrations_lacking(registration.lms, Registration.objects.filter(pk=registration.pk))[registration.pk]


def registrations_lacking(lms: Lms, registrations: QuerySet[Registration]) -> dict[UUID, Lacking]:
    """What the newest launches of each lack: one statement."""
    newest = newest_claims(registrations.order_by(), "registration")
    return {pk: lacking(claims, family=_family(lms)) for pk, claims in newest.items()}


def keys_lacking(lms: Lms) -> dict[UUID, Lacking]:
    """What the newest launches of each key of an LMS lack: one statement."""
    newest = newest_claims(ConsumerKey.objects.filter(lms=lms).order_by(), "consumer_key")
    return {pk: lacking_by_key(claims, family=_family(lms)) for pk, claims in newest.items()}


def _services_lacking(family: str, there: set[str]) -> list[LazyText]:
    reads_alone = kind_by_code(family).read_scope_is_enough and LINE_ITEM_READ_SCOPE in there
    enough = there | ({LINE_ITEM_SCOPE} if reads_alone else set())
    return [_SERVICES[scope] for scope in scopes(family) if scope in _SERVICES and scope not in enough]


def lacking(launches: Collection[Mapping[str, object]], *, family: str) -> Lacking:
    """What launches of LTI 1.3 lack, by their claims as the log keeps them."""
    if not launches:
        return Lacking()
    there = {scope for claims in launches for scope in _granted(claims)}
    known = {name for claims in launches for name in _object(claims, f"{LTI}custom")}
    wanted = custom_parameters(family) if kind_by_code(family).tool_parameters_reach_links else ()
    return Lacking(
        services=_services_lacking(family, there),
        custom=[name for name in wanted if name not in known],
    )


def lacking_by_key(launches: Collection[Mapping[str, object]], *, family: str) -> Lacking:
    """What launches of LTI 1.1 lack: the custom parameters, of an LMS that our configuration tells them.

    Elsewhere an administrator types them, and grades and dates of LTI 1.1 work without.
    """
    if not launches or not kind_by_code(family).set_up.extending_by_key:
        return Lacking()
    known = {name for claims in launches for name in claims}
    return Lacking(custom=[name for name in custom_parameters(family) if f"custom_{name}" not in known])


def _family(lms: Lms) -> str:
    kind = kind_of(lms)
    return kind.family if kind else ""


def _granted(claims: Mapping[str, object]) -> set[str]:
    named = {scope for name in (GRADES, NOTICES) for scope in _texts(_object(claims, name).get("scope"))}
    return named | ({ROSTER_SCOPE} if _object(claims, ROSTER) else set())


def _object(claims: Mapping[str, object], name: str) -> Mapping[str, object]:
    value = claims.get(name)
    return value if isinstance(value, dict) else {}


def _texts(value: object) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []
