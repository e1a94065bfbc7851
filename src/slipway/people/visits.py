"""A visit: the first-party session that a launch's single-use code begins. It is no sign-in."""

from datetime import timedelta
from uuid import UUID

from django.db.models import Exists, F, Q, QuerySet
from django.http import HttpRequest
from django.utils import timezone

from slipway.lms.models import LaunchRecord
from slipway.people.kept_identity import KeptIdentity, kept_identity
from slipway.people.models import LmsIdentity

VISIT_SESSION_KEY = "visit"
VISIT_LASTS = timedelta(hours=12)


def begin_visit(request: HttpRequest, identity: LmsIdentity, *, launch_id: UUID) -> None:
    """Let the person of `identity` look at what their LMS brought them, in this browser, for 12 hours at most.

    It ends with the browser, and with the credential that `launch_id` came by. Whoever was signed in here before is
    signed out: one browser, one person.
    """
    request.session.flush()
    kept = KeptIdentity(identity_id=identity.pk, launch_id=launch_id, until=timezone.now() + VISIT_LASTS)
    kept.keep(request, VISIT_SESSION_KEY)
    request.session.set_expiry(0)  # a visit is begun without a password, often at a machine that many use


def end_visit(request: HttpRequest) -> LmsIdentity | None:
    """End the visit in this browser, if there is one; returns whose it was. A sign-in stays."""
    visit = None if request.user.is_authenticated else visit_of(request)
    if visit:
        request.session.flush()
    return visit


def visit_of(request: HttpRequest) -> LmsIdentity | None:
    """The LMS identity that visits in this browser, or None."""
    kept = kept_identity(request, VISIT_SESSION_KEY)
    if kept is None:
        return None
    identities = LmsIdentity.objects.select_related("user", "lms")
    identity = identities.filter(Exists(living_launch(kept.launch_id)), pk=kept.identity_id).first()
    return identity if identity and identity.user.may_go_on(kept.until - VISIT_LASTS) else None


def living_launch(launch_id: str | UUID) -> QuerySet[LaunchRecord]:
    """The launch, while its credential and its LMS are neither disabled nor removed, nor have ended what they began."""
    by_key = Q(consumer_key__generation=F("generation"), consumer_key__disabled_at=None)
    by_registration = Q(registration__generation=F("generation"), registration__disabled_at=None)
    return LaunchRecord.objects.filter(by_key | by_registration, pk=launch_id, lms__disabled_at=None)
