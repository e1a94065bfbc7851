"""Which registration a login or a launch of LTI 1.3 belongs to: one statement each, with LMS and organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import Exists, F, OuterRef, QuerySet, Subquery
from django.db.models.functions import Coalesce

from slipway.lms.models import Deployment, Registration, RegistrationLink

MOST = 20  # no decision takes more than the first two


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A registration in use that a login at the shared address may mean, and what it says of the login's deployment.

    `proven_at` is when a verified launch of the deployment was first taken; None before, and where it is not accepted.
    """

    registration: Registration
    accepts: bool
    proven_at: datetime | None = None


def meant(candidates: Sequence[Candidate]) -> Registration | None:
    """The one that is meant; None where that cannot be told.

    Several organizations may have the same issuer and even client id: all schools of a Blackboard have, and whoever
    wants to disturb a neighbour may say so. Then the deployment tells, by its owner's word; and where several owners
    claim one deployment, that which was proven first, so that who comes later takes nothing away. To be chosen gives
    no right: the id_token is verified afterwards, by the keys of the registration that was chosen.
    """
    if len(candidates) == 1:
        return candidates[0].registration
    accepting = [each for each in candidates if each.accepts]
    if len(accepting) == 1:
        return accepting[0].registration
    proven = [(each.proven_at, number) for number, each in enumerate(accepting) if each.proven_at]
    return accepting[min(proven)[1]].registration if proven else None


def candidates(*, issuer: str, client_id: str | None, deployment_id: str | None) -> list[Candidate]:
    """The registrations in use that a login may mean: those first that have accepted its deployment, the longest
    proven before others. A platform may leave client id and deployment out. Issuers compare as exact strings.
    """
    mine = Deployment.objects.filter(
        registration=OuterRef("pk"), deployment_id=deployment_id or "", state=Deployment.State.ACCEPTED
    )
    usable = _named(issuer, client_id).filter(disabled_at=None, lms__disabled_at=None, accepted_at__isnull=False)
    told = usable.annotate(accepts=Exists(mine), proven_at=Subquery(mine.values("proven_at")[:1]))
    rows = told.order_by("-accepts", F("proven_at").asc(nulls_last=True), "created_at")[:MOST]
    return [Candidate(registration=row, accepts=row.accepts, proven_at=row.proven_at) for row in rows]


def out_of_use(*, issuer: str, client_id: str | None) -> list[Registration]:
    """The disabled and pending registrations that a login may mean, the oldest first: their refusals say what they are.

    For logins that mean no other.
    """
    return list(_named(issuer, client_id).order_by("created_at")[:MOST])


def registration_by_id(registration_id: UUID) -> Registration | None:
    """The registration of a state that this Slipway has sealed."""
    return _joined().filter(pk=registration_id).first()


def registration_by_login_url(login_id: UUID) -> Registration | None:
    """The registration of a login URL of its own; or of the link by which its LMS registered itself once more.

    One statement, whether there is one or not.
    """
    link = RegistrationLink.objects.filter(pk=login_id)
    return _joined().filter(pk=Coalesce(Subquery(link.values("registration")[:1]), login_id)).first()


def _named(issuer: str, client_id: str | None) -> QuerySet[Registration]:
    found = _joined().filter(issuer=issuer)
    return found if client_id is None else found.filter(client_id=client_id)


def _joined() -> QuerySet[Registration]:
    return Registration.objects.select_related("lms__organization")
