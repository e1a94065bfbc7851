"""Who stands before a page, whichever door they came by: Slipway's own sign-in, or a launch."""

from dataclasses import dataclass, field
from datetime import timedelta
from functools import cache
from uuid import UUID

from django.db.models import CharField, F, Q, QuerySet, UUIDField
from django.db.models.functions import Coalesce
from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone

from slipway.classes.models import LaunchSession
from slipway.orgs.models import User
from slipway.people.models import LmsIdentity
from slipway.people.visits import visit_of
from slipway.statements.given import Given
from slipway.statements.select import Select
from slipway.web.sealed import hashed

IDLE = timedelta(hours=2)
LONGEST_SESSION = timedelta(hours=12)
TOUCH_EVERY = timedelta(minutes=5)


@dataclass(frozen=True, kw_only=True)
class Landing:
    """Where a launch leads, and what its shell takes from the page: the token, and `path`, where the page is found from
    now on. `door` is the address that the launch came to, `posted_from` who posted it, as the browser says.
    """

    launch_id: UUID
    path: str
    token: str = field(repr=False)
    door: str
    posted_from: str


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """A person and the door they came by. Pages ask this, never the request's user."""

    user: User
    name: str
    session: LaunchSession | None = None  # by the bearer of a launch
    language: str = ""  # of the launch, else of the account; '': as the browser says
    visit: LmsIdentity | None = None  # by a launch's code, as the LMS names them
    lms_id: UUID | None = None  # may see only what that LMS brought them: a launch, or a visit that its code began
    landing: Landing | None = None  # the launch itself is answered by this page

    @property
    def launched(self) -> bool:
        """Whether the page is shown inside a launch."""
        return self.session is not None

    @property
    def layout(self) -> str:
        """The base template that a page extends."""
        if self.landing:
            return "web/landed.html"
        return "web/launched.html" if self.session else "web/page.html"

    def url(self, name: str, **ids: UUID) -> str:
        """The address of a two-door page, at this visitor's door."""
        if self.session:
            return _address(f"launched:{name}", launch_id=self.session.launch_id, **ids)
        return _address(f"own:{name}", **ids)


def _address(name: str, **ids: UUID) -> str:
    """What `reverse` says, which takes its time for each link of a page."""
    address = _pattern(name, tuple(ids))
    for place, found in ids.items():
        address = address.replace(f"<{place}>", str(found))
    return address


@cache
def _pattern(name: str, places: tuple[str, ...]) -> str:
    """The address `name`, with `<place>` where the id of that name stands."""
    ids = {place: UUID(int=number) for number, place in enumerate(places)}
    address = reverse(name, kwargs=ids)
    for place, standing in ids.items():
        address = address.replace(str(standing), f"<{place}>")
    return address


def visitor_of_token(token: str, launch_id: UUID) -> Visitor | None:
    """The person of a living launch session; None when it is over, another launch's, or was never."""
    session = _BY_TOKEN.first(token_hash=hashed(token), launch_id=launch_id)
    if session is None or not is_alive(session):
        return None
    _touch(session)
    return Visitor(
        user=session.identity.user,
        name=str(session.identity),
        session=session,
        lms_id=session.lms_id,
        language=getattr(session, "language") or session.identity.user.language,  # noqa: B009  # an annotation
    )


def standing_sessions() -> QuerySet[LaunchSession]:
    """Launch sessions with what `is_alive` asks for; without those whose credential has ended all that it had begun.

    With the columns that most pages use, `language` of the launch among them; the credential is read when asked for.
    """
    by_key = Q(consumer_key__generation=F("launch__generation"))
    by_registration = Q(registration__generation=F("launch__generation"))
    disabled_at = Coalesce("consumer_key__disabled_at", "registration__disabled_at")
    hung_on = ("identity__user", "lms", "classroom", "enrolment")
    rows = LaunchSession.objects.select_related(*hung_on).filter(by_key | by_registration).defer(*_UNREAD)
    return rows.annotate(credential_disabled_at=disabled_at, language=F("launch__language"))


_UNREAD = (
    *(f"identity__{name}" for name in ("given_name", "family_name", "picture", "sourcedid", "created_at")),
    *(f"identity__{name}" for name in ("unlinked_user", "legacy_user_id", "legacy_proven", "lms_user_id")),
    *(f"identity__user__{name}" for name in ("password", "last_login", "created_at")),
    *(f"lms__{name}" for name in ("legacy_ids_trusted_at", "created_at")),
    *(f"classroom__{name}" for name in ("description", "created_at")),
    *(f"enrolment__{name}" for name in ("classroom", "user", "lms", "by_hand", "is_test", "created_at")),
)
_BY_TOKEN = Select(
    lambda: standing_sessions().filter(
        token_hash=Given("token_hash", CharField()), launch_id=Given("launch_id", UUIDField())
    )
)


def is_alive(session: LaunchSession) -> bool:
    """Whether what a session of `standing_sessions` hangs on still stands: time, credential, person, class, place."""
    now = timezone.now()
    return (
        session.ended_at is None
        and now < session.expires_at
        and now < session.last_used_at + IDLE
        and getattr(session, "credential_disabled_at") is None  # noqa: B009  # an annotation
        and session.lms.disabled_at is None
        and session.identity.user.may_go_on(session.expires_at - LONGEST_SESSION)
        and (session.classroom is None or session.classroom.lti_enabled)
        and (session.enrolment is None or session.enrolment.active)
    )


def _touch(session: LaunchSession) -> None:
    now = timezone.now()
    if now - session.last_used_at > TOUCH_EVERY:
        LaunchSession.objects.filter(pk=session.pk).update(last_used_at=now)


def visitor_of_session(request: HttpRequest) -> Visitor | None:
    """The person signed in here, else the one whom a launch's single-use code let into this browser."""
    if isinstance(request.user, User):
        return Visitor(user=request.user, name=str(request.user))
    visit = visit_of(request)
    if visit is None:
        return None
    return Visitor(user=visit.user, name=str(visit), visit=visit, lms_id=visit.lms_id)
