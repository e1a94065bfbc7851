"""Which deployments of a registration may launch: decided by its policy, and by owners."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import Case, CharField, Exists, OuterRef, Q, QuerySet, Subquery, UUIDField, Value, When
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.lms.models import Deployment, DeploymentPolicy, Registration
from slipway.lms.registrations.change import OperatorsWordError, locked_registration
from slipway.lms.registrations.endpoints import IDENTITY
from slipway.lti.refusal import Refusal, Refused
from slipway.orgs.models import User
from slipway.statements.given import Given
from slipway.statements.select import Select
from slipway.words import text

MOST_WAITING = 50  # one client id may be that of all schools of a hosted LMS; an owner reads no longer list

_ACTIONS = {
    Deployment.State.ACCEPTED: AuditAction.DEPLOYMENT_ACCEPTED,
    Deployment.State.WAITING: AuditAction.DEPLOYMENT_WAITING,
    Deployment.State.REFUSED: AuditAction.DEPLOYMENT_REFUSED,
}


class DeploymentDecision(StrEnum):
    """Whether launches from a deployment are taken."""

    TAKEN = "taken"
    WAITING = "waiting"  # for an owner's word
    REFUSED = "refused"  # an owner has said no


def deployment_decision(policy: str, *, known: str | None, any_accepted: bool) -> DeploymentDecision:
    """Whether launches are taken: by an owner's word, else by the policy. `known` is its row's state; None: no row."""
    if known == Deployment.State.ACCEPTED:
        return DeploymentDecision.TAKEN
    if known == Deployment.State.REFUSED:
        return DeploymentDecision.REFUSED
    if policy == DeploymentPolicy.ALL:
        return DeploymentDecision.TAKEN
    is_first = policy == DeploymentPolicy.FIRST and known is None and not any_accepted
    return DeploymentDecision.TAKEN if is_first else DeploymentDecision.WAITING


def check_deployment(decision: DeploymentDecision, deployment_id: str) -> None:
    """Raise Refused for a launch from a deployment that is not welcome: DEPLOYMENT, DEPLOYMENT_REFUSED."""
    if decision is DeploymentDecision.WAITING:
        cause = text("The deployment %(deployment)s waits for an owner to accept it.", deployment=deployment_id)
        raise Refused(Refusal.DEPLOYMENT, cause)
    if decision is DeploymentDecision.REFUSED:
        cause = text("An owner has refused the deployment %(deployment)s.", deployment=deployment_id)
        raise Refused(Refusal.DEPLOYMENT_REFUSED, cause)


@dataclass(frozen=True, slots=True, kw_only=True)
class DeploymentStatus:
    """A registration, and what is known of one of its deployments when a launch comes from there."""

    registration: Registration
    known: str | None
    any_accepted: bool
    is_proven: bool  # by a launch that was taken before

    @property
    def decision(self) -> DeploymentDecision:
        """Whether the launch is taken."""
        return deployment_decision(self.registration.policy, known=self.known, any_accepted=self.any_accepted)

    @property
    def is_new(self) -> bool:
        """Whether `note_deployment` has something to write."""
        if self.decision is DeploymentDecision.TAKEN:
            return self.known != Deployment.State.ACCEPTED or not self.is_proven
        return self.known is None


def read_deployment_status(registration_id: UUID, deployment_id: str) -> DeploymentStatus | None:
    """The registration, with its LMS, and what is known of the deployment: one statement."""
    found: Any = _STATUS.first(registration_id=registration_id, deployment_id=deployment_id)
    if found is None:
        return None
    return DeploymentStatus(
        registration=found, known=found.known, any_accepted=found.any_accepted, is_proven=found.is_proven
    )


def _with_status() -> QuerySet[Registration]:
    rows = Deployment.objects.filter(registration=OuterRef("pk"))
    named = rows.filter(deployment_id=Given("deployment_id", CharField()))
    return (
        Registration.objects.select_related("lms")
        .annotate(known=Subquery(named.values("state")[:1]))
        .annotate(is_proven=Exists(named.filter(proven_at__isnull=False)))
        .annotate(any_accepted=Exists(rows.filter(state=Deployment.State.ACCEPTED)))
        .filter(pk=Given("registration_id", UUIDField()))
        .order_by()
    )


_STATUS = Select(_with_status)


def note_deployment(registration: Registration, deployment_id: str) -> DeploymentDecision:
    """Write down what the policy says of a deployment that a verified launch has named. Returns the decision.

    The first launch that is taken is the deployment's proof, unless the `registration` whose keys verified it has
    become another platform meanwhile. Of two first launches of one moment, from two deployments, one is the first.
    """
    with transaction.atomic():
        held = locked_registration(registration)
        known, any_accepted = _read(held.deployments.all(), deployment_id)
        decision = deployment_decision(held.policy, known=known, any_accepted=any_accepted)
        waiting = held.deployments.filter(state=Deployment.State.WAITING)
        if decision is DeploymentDecision.TAKEN:
            if known != Deployment.State.ACCEPTED:
                _write("a launch", held, deployment_id, Deployment.State.ACCEPTED)
            if all(getattr(held, field) == getattr(registration, field) for field in IDENTITY):
                held.deployments.filter(deployment_id=deployment_id, proven_at=None).update(proven_at=timezone.now())
        elif decision is DeploymentDecision.WAITING and known is None and waiting.count() < MOST_WAITING:
            _write("a launch", held, deployment_id, Deployment.State.WAITING)
    return decision


def accept_deployment(*, actor: User | None, registration: Registration, deployment_id: str) -> Deployment:
    """Take launches from the deployment. One that was never seen before is listed by this.

    In an application of the operator's a deployment alone tells one school from another: there it is the operator's
    word, and from anybody else raises OperatorsWordError.
    """
    return _decide(actor, registration, deployment_id, Deployment.State.ACCEPTED)


def refuse_deployment(*, actor: User | None, registration: Registration, deployment_id: str) -> Deployment:
    """Refuse launches from the deployment from now on, whatever the policy says."""
    return _decide(actor, registration, deployment_id, Deployment.State.REFUSED)


def _decide(actor: User | None, registration: Registration, deployment_id: str, state: str) -> Deployment:
    with transaction.atomic():
        held = locked_registration(registration)
        if state == Deployment.State.ACCEPTED and held.is_operators and actor is not None:
            raise OperatorsWordError
        found = held.deployments.filter(deployment_id=deployment_id).first()
        return found if found and found.state == state else _write(actor, held, deployment_id, state)


def _read(deployments: QuerySet[Deployment], deployment_id: str) -> tuple[str | None, bool]:
    """State of that deployment (None: not known), and whether any is accepted: its own row first, one statement."""
    own = Case(When(deployment_id=deployment_id, then=Value(0)), default=Value(1))
    rows = deployments.filter(Q(deployment_id=deployment_id) | Q(state=Deployment.State.ACCEPTED))
    first = rows.order_by(own).values_list("deployment_id", "state").first()
    if first is None:
        return None, False
    return (first[1], first[1] == Deployment.State.ACCEPTED) if first[0] == deployment_id else (None, True)


def _write(actor: User | str | None, registration: Registration, deployment_id: str, state: str) -> Deployment:
    made, _new = Deployment.objects.update_or_create(
        registration=registration, deployment_id=deployment_id, defaults={"state": state, "proven_at": None}
    )
    organization_id = registration.lms.organization_id
    audit(actor, _ACTIONS[Deployment.State(state)], made, organization_id=organization_id, deployment_id=deployment_id)
    return made
