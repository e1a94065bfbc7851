"""How far a registration has come, as lights: read from launch records and kept key sets, never from the LMS itself."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils.translation import gettext_lazy as _

from slipway.lms.models import LaunchRecord, Lms, PlatformKeySet, Registration, RegistrationLink
from slipway.lti.v1p3.names import DEEP_LINKING_REQUEST, GRADES, ROSTER, SCORE_SCOPE
from slipway.web.languages import LazyText

LAUNCHES_SHOWING_SERVICES = 20  # newest launches: what they say of people and services


@dataclass(frozen=True, slots=True, kw_only=True)
class Light:
    """One thing that must work. `at` is since when, where that is known; `hint` is what to do while it is off."""

    name: str
    label: LazyText
    is_on: bool
    hint: LazyText = ""
    at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RegistrationStatus:
    """The lights of a registration, and the newest launch of it that was refused after all that was let in."""

    registration: Registration
    lights: Sequence[Light]
    refused: LaunchRecord | None

    @property
    def is_working(self) -> bool:
        """Whether a launch was let in. What is off besides keeps teachers from some uses only."""
        return any(light.name == "launch" and light.is_on for light in self.lights)

    @property
    def digest(self) -> str:
        """Another text whenever a light or the refused launch is another: the page that waits compares it."""
        states = "".join("1" if light.is_on else "0" for light in self.lights)
        return f"{states}-{self.refused.pk if self.refused else ''}"

    @property
    def is_complete(self) -> bool:
        """Whether there is nothing more to wait for."""
        return all(light.is_on for light in self.lights)


def registration_status(registration: Registration) -> RegistrationStatus:
    """How far the registration has come now. Five statements, and none of them while somebody launches."""
    launches = LaunchRecord.objects.filter(registration=registration)
    newest = list(launches.filter(let_in=True).order_by("-at")[:LAUNCHES_SHOWING_SERVICES])
    first = launches.filter(let_in=True).order_by("at").values_list("at", flat=True).first()
    last = launches.order_by("-at").defer("claims").first()
    return RegistrationStatus(
        registration=registration,
        lights=[
            _keys(registration),
            _login(registration, last),
            Light(name="launch", label=_("First launch"), is_on=first is not None, at=first,
                  hint=_("Open Slipway from a course.")),
            _people(newest),
            _deep_link(registration),
            *_services(newest),
        ],
        refused=last if last and not last.let_in else None,
    )  # fmt: skip


def lights_of_lms(lms: Lms) -> list[RegistrationStatus]:
    """How far each registration of the LMS has come, the newest first: that is the one which is being set up."""
    rows = lms.registrations.select_related("lms").order_by("-created_at")
    return [registration_status(registration) for registration in rows[:10]]


def lights_of_link(link: RegistrationLink) -> list[RegistrationStatus]:
    """How far the registration has come that was made by a link; nothing before it is used."""
    if link.registration_id is None:
        return []
    rows = Registration.objects.select_related("lms").filter(lms=link.lms_id, pk=link.registration_id)
    return [registration_status(registration) for registration in rows]


def _keys(registration: Registration) -> Light:
    row = PlatformKeySet.objects.filter(url=registration.jwks_url).defer("keys").first()
    hint = _("The first launch fetches them, and so does Test connection.")
    return Light(
        name="keys",
        label=_("Keys of the LMS fetched"),
        is_on=bool(row and row.fetched_at),
        at=row.fetched_at if row else None,
        hint=_("The last try failed: press Test connection to see why.") if row and row.fault else hint,
    )


def _login(registration: Registration, last: LaunchRecord | None) -> Light:
    at = registration.login_seen_at
    hint = _("The LMS has not begun a launch yet: look whether it has the login URL of Slipway.")
    return Light(name="login", label=_("Login seen"), is_on=at is not None or last is not None, at=at, hint=hint)


def _people(newest: Sequence[LaunchRecord]) -> Light:
    has_name = any(launch.claims.get("name") or launch.claims.get("given_name") for launch in newest)
    has_mail = any(launch.claims.get("email") for launch in newest)
    hint: LazyText = _("The first launch shows whether the LMS sends them.")
    if newest:
        hint = _("The LMS sends no names: its privacy setting for Slipway keeps them back.")
    if has_name:
        hint = _("Names arrive, e-mail addresses do not.")
    return Light(name="people", label=_("Names and e-mail addresses arrive"), is_on=has_name and has_mail, hint=hint)


def _deep_link(registration: Registration) -> Light:
    at = registration.units_placed_at
    pickers = LaunchRecord.objects.filter(registration=registration, message_type=DEEP_LINKING_REQUEST, let_in=True)
    opened = at or pickers.exists()
    hint = _("The picker was opened, and no unit was chosen yet.") if opened else _("A teacher has yet to pick a unit.")
    return Light(name="deep-link", label=_("Units picked by deep linking"), is_on=at is not None, at=at, hint=hint)


def _services(newest: Sequence[LaunchRecord]) -> list[Light]:
    """What the launches' own claims say that Slipway may call."""
    scores = any(SCORE_SCOPE in _scopes(launch.claims) for launch in newest)
    roster = any(launch.claims.get(ROSTER) for launch in newest)
    hint = _("Not said by any launch so far. The administrator of the LMS can allow it for Slipway.")
    return [
        Light(name="scores", label=_("Scores allowed"), is_on=scores, hint=hint),
        Light(name="roster", label=_("Roster allowed"), is_on=roster, hint=hint),
    ]


def _scopes(claims: Mapping[str, object]) -> list[object]:
    grades = claims.get(GRADES)
    scopes = grades.get("scope") if isinstance(grades, dict) else None
    return scopes if isinstance(scopes, list) else []
