"""Which registration a login or a launch of LTI 1.3 belongs to: one statement each, with LMS and organization."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import Any
from uuid import UUID

from django.db.models import CharField, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from slipway.lms.models import Deployment, Registration, RegistrationLink, Signer
from slipway.lms.registrations.endpoints import ADDRESSES
from slipway.lti.config.one_hand import is_at_home
from slipway.statements.given import Given
from slipway.statements.select import Select

MOST_CANDIDATES = 20  # of those that accept a deployment; no decision takes more than the first two
MOST_PROVEN = 10  # of those on the issuer's ground, and the longest proven, whatever they say of the deployment


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A registration in use that a login at the shared address may mean, and what it says of the login's deployment.

    `proven_at` is when a verified launch of the deployment was first taken; None before, and where it is not accepted.
    `first_proven_at` is that of the first of all its deployments.
    """

    registration: Registration
    accepts: bool
    refuses: bool = False
    proven_at: datetime | None = None
    first_proven_at: datetime | None = None

    @property
    def is_at_home(self) -> bool:
        """Whether people sign in, and keys lie, on the issuer's own ground."""
        held = self.registration
        return all(is_at_home(held.issuer, url) for url in (held.auth_url, held.jwks_url))

    @property
    def since(self) -> datetime:
        """Since when the registration is what it is."""
        return self.registration.moved_at or self.registration.created_at

    @property
    def is_organizations(self) -> bool:
        """Whether it is an organization's own, and no application that several may share by the operator's will."""
        return self.registration.signer == Signer.ORGANIZATION

    @property
    def endpoints(self) -> tuple[str, ...]:
        """By what copies of one registration are known."""
        return tuple(getattr(self.registration, field) for field in ADDRESSES)


def meant(candidates: Sequence[Candidate]) -> Registration | None:
    """The one that is meant; None where that cannot be told.

    Several organizations may have the same issuer and even client id: all schools of a Blackboard have, and whoever
    wants to disturb a neighbour may say so. Only copies of the one that was there first compete. Of those the
    deployment tells: the registration to which a launch from it has come, the first of several. Of a deployment that
    nobody has launched from, the one that was there first is asked, and its owners; what others have typed counts where
    those have said no, or where no launch has come to anybody. To be chosen gives no right: the id_token is verified
    afterwards, by the keys of the registration that was chosen.
    """
    candidates = competing(candidates)
    if len(candidates) == 1:
        return candidates[0].registration
    accepting = [each for each in candidates if each.accepts]
    accepting = [each for each in accepting if each.is_at_home] or accepting
    proven = [(each.proven_at, number) for number, each in enumerate(accepting) if each.proven_at]
    if proven:
        return accepting[min(proven)[1]].registration
    first, typed = _asked_first(candidates), _believed(accepting, _first_proven(candidates))
    if first and not (first.refuses and typed):
        return first.registration
    return typed[0].registration if len(typed) == 1 else None


def competing(candidates: Sequence[Candidate]) -> list[Candidate]:
    """Those that may be one application: for each client id the copies of the one that was proven first.

    Elsewhere people would be signed in by somebody else, who only says the same names.
    """
    clients = dict.fromkeys(each.registration.client_id for each in candidates)
    groups = [[each for each in candidates if each.registration.client_id == client] for client in clients]
    return [each for group in groups for each in _copies(group)]


def _copies(group: Sequence[Candidate]) -> list[Candidate]:
    """Of those of one issuer and client id the copies of the first, and who may be it yet.

    Whoever has keys of their own can launch under any name. So a registration on the issuer's own ground, made before
    anybody else had a proof, may be the one that is meant, and is it with its first launch. One that is made later
    takes nothing from whoever launched before: addresses there are typed by anybody, and files laid there by many.
    """
    if any(each.registration.is_operators for each in group):  # what the operator says stands alone
        group = [each for each in group if not each.is_organizations]
    at_home = [each for each in group if each.is_at_home]
    first = _first_proven(group)
    if not first or not first.first_proven_at:
        return at_home or list(group)
    before = [each for each in at_home if each.since < first.first_proven_at] if not first.is_at_home else []
    if outdoes := _first_proven(before):
        first, before = outdoes, []
    return [*(each for each in group if each.endpoints == first.endpoints), *before]


def _first_proven(group: Sequence[Candidate]) -> Candidate | None:
    """The one of which any launch was taken first."""
    proven = [(each.first_proven_at, number) for number, each in enumerate(group) if each.first_proven_at]
    return group[min(proven)[1]] if proven else None


def _believed(typed: Sequence[Candidate], first: Candidate | None) -> Sequence[Candidate]:
    """Those whose owners' word counts where no launch has come: of an application that several had before organizations
    had keys, not that of somebody who copied it since."""
    is_several = first is not None and not first.is_organizations
    return [each for each in typed if not each.is_organizations] if is_several else typed


def _asked_first(candidates: Sequence[Candidate]) -> Candidate | None:
    """Whose owners decide about a deployment that nobody has launched from: of copies the one that was proven first.

    Where several have an application of the operator's, launches come of schools that are not listed yet: theirs belong
    to nobody here.
    """
    first = _first_proven(candidates)
    if not first or any(each.endpoints != first.endpoints for each in candidates):
        return None
    clients = {each.registration.client_id for each in candidates if each.first_proven_at}
    shared = [each for each in candidates if not each.is_organizations]
    is_shared = not first.is_organizations and len(shared) > 1
    return None if is_shared or len(clients) > 1 else first


def candidates(*, issuer: str, client_id: str | None, deployment_id: str | None) -> list[Candidate]:
    """The registrations in use that a login may mean: those first that have accepted its deployment, the longest
    proven before others. A platform may leave client id and deployment out. Issuers compare as exact strings.

    However many there are, those on the issuer's ground and those that were proven first of all are among them.
    """
    given = {"issuer": issuer, "client_id": client_id, "deployment_id": deployment_id or ""}
    rows: list[Any] = _usable(names_client=client_id is not None).all(**given)
    if len(rows) == MOST_CANDIDATES:  # there are more: one statement else
        told = _told(issuer=issuer, client_id=client_id, deployment_id=deployment_id or "")
        rows += [row for row in _longest_proven(told, issuer) if row not in rows]
    columns = ("accepts", "refuses", "proven_at", "first_proven_at")
    return [Candidate(registration=row, **{name: getattr(row, name) for name in columns}) for row in rows]


@cache
def _usable(*, names_client: bool) -> Select[Registration]:
    """What a login may mean, the most likely first."""

    def build() -> QuerySet[Registration]:
        issuer, client, deployment = (Given(name, CharField()) for name in ("issuer", "client_id", "deployment_id"))
        told = _told(issuer=issuer, client_id=client if names_client else None, deployment_id=deployment)
        return told.order_by("-accepts", F("proven_at").asc(nulls_last=True), "created_at")[:MOST_CANDIDATES]

    return Select(build)


def _told(*, issuer: str | Given, client_id: str | Given | None, deployment_id: str | Given) -> QuerySet[Any]:
    """The registrations in use of that issuer and client, with what each says of the deployment."""
    accepted = Deployment.objects.filter(registration=OuterRef("pk"), state=Deployment.State.ACCEPTED)
    mine = accepted.filter(deployment_id=deployment_id)
    refused = Deployment.objects.filter(registration=OuterRef("pk"), state=Deployment.State.REFUSED)
    usable = _named(issuer, client_id).filter(disabled_at=None, lms__disabled_at=None, accepted_at__isnull=False)
    return usable.annotate(
        accepts=Exists(mine),
        refuses=Exists(refused.filter(deployment_id=deployment_id)),
        proven_at=Subquery(mine.values("proven_at")[:1]),
        first_proven_at=Subquery(
            accepted.filter(proven_at__isnull=False).order_by("proven_at").values("proven_at")[:1]
        ),
    )


def out_of_use(*, issuer: str, client_id: str | None) -> list[Registration]:
    """The disabled and pending registrations that a login may mean, the oldest first: their refusals say what they are.

    For logins that mean no other.
    """
    return list(_named(issuer, client_id).order_by("created_at")[:MOST_CANDIDATES])


def registration_by_id(registration_id: UUID) -> Registration | None:
    """The registration of a state that this Slipway has sealed."""
    return _joined().filter(pk=registration_id).first()


def registration_by_login_url(login_id: UUID) -> Registration | None:
    """The registration of a login URL of its own; or of the link by which its LMS registered itself once more.

    One statement, whether there is one or not.
    """
    link = RegistrationLink.objects.filter(pk=login_id)
    return _joined().filter(pk=Coalesce(Subquery(link.values("registration")[:1]), login_id)).first()


def _longest_proven(told: QuerySet[Any], issuer: str) -> list[Any]:
    """Those that no crowd may hide: the longest proven; and on the issuer's ground, as far as a database sees that, the
    longest proven and the oldest."""
    proven = F("first_proven_at").asc(nulls_last=True)
    at_home = told.filter(auth_url__startswith=f"{issuer.rstrip('/')}/")
    few = (told.order_by(proven, "created_at"), at_home.order_by(proven, Coalesce("moved_at", "created_at")))
    first, second = (rows.values("pk")[:MOST_PROVEN] for rows in few)
    return list(told.filter(Q(pk__in=first) | Q(pk__in=second)))


def _named(issuer: str | Given, client_id: str | Given | None) -> QuerySet[Registration]:
    found = _joined().filter(issuer=issuer)
    return found if client_id is None else found.filter(client_id=client_id)


def _joined() -> QuerySet[Registration]:
    return Registration.objects.select_related("lms__organization")
