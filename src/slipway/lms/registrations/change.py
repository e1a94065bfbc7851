"""Registrations (LTI 1.3) that change: made for an LMS, accepted, edited, disabled, enabled and removed."""

from collections.abc import Mapping
from uuid import UUID, uuid4

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.lms.in_use import use_may_change
from slipway.lms.key_sets.fetch import forget_unused_key_sets
from slipway.lms.models import Deployment, Lms, Registration, Signer
from slipway.lms.registrations.endpoints import (
    IDENTITY,
    NAMING_FIELDS,
    PLATFORM_FIELDS,
    RegistrationFields,
    strange_fields,
    validate_fields,
)
from slipway.orgs.models import User

Actor = User | str | None


class AlreadyRegisteredError(Exception):
    """The LMS has a registration of this issuer and client id; it is never overwritten without a word."""

    def __init__(self, client_id: str) -> None:
        super().__init__(
            _("This LMS has a registration with the client ID “%(client_id)s” already. Change that one instead.")
            % {"client_id": client_id}
        )


class OperatorsWordError(Exception):
    """An application of the operator's is set up in the site file: no owner changes its addresses or deployments."""

    def __init__(self) -> None:
        super().__init__(
            _("Whoever runs this Slipway has set this application up for all organizations, and alone changes that.")
        )


class RegistrationEnabledError(Exception):
    """A registration that launches may still come with is not deleted: disable it first."""


def register(  # noqa: PLR0913 - it is what a registration is made of
    *,
    actor: Actor,
    lms: Lms,
    endpoints: RegistrationFields,
    accepted: bool = True,
    registration_id: UUID | None = None,
    signer: Signer = Signer.ORGANIZATION,
) -> Registration:
    """Give `lms` a registration beside the credentials that it has; people, courses and links stay the LMS's.

    Without `accepted`, or where its addresses are not of one hand, it is pending: its launches are refused until an
    owner accepts it. The operator is taken at their word. `registration_id` is what the LMS has been told already.
    Raises ValidationError for values that can't be, AlreadyRegisteredError, and ValueError for another `signer` than
    the organization's key where it is not the operator who says so.
    """
    if signer != Signer.ORGANIZATION and actor is not None:
        raise ValueError("only the operator has an application of theirs")
    validate_fields(endpoints)
    waits = not accepted or _is_strange(actor, endpoints)
    values = endpoints.values()
    made = Registration(pk=registration_id or uuid4(), lms=lms, signer=signer, **values)
    made.accepted_at = None if waits else timezone.now()
    try:
        with transaction.atomic():
            made.save(force_insert=True)
            _audited(actor, AuditAction.REGISTRATION_MAKE, made, pending=waits, signer=signer, **_told(values))
    except IntegrityError as fault:
        raise AlreadyRegisteredError(endpoints.client_id) from fault
    return made


def edit_registration(*, actor: Actor, registration: Registration, endpoints: RegistrationFields) -> list[str]:
    """Change what the registration knows of its platform. Returns the names of the fields that changed.

    Another issuer or client makes it another platform, and so do other addresses that an owner types: what launches had
    proven of its deployments is forgotten. Else an impostor could prove them with keys of their own, and type the true
    addresses afterwards. That holds for addresses on the same host too, because many people may put files there.
    Where an owner changes anything of the platform, the organization's key signs from then on, and addresses that are
    not of one hand wait for an owner again. Raises ValidationError, AlreadyRegisteredError and OperatorsWordError.
    """
    validate_fields(endpoints)
    try:
        with transaction.atomic():
            held = locked_registration(registration)
            changes = {name: value for name, value in endpoints.values().items() if getattr(held, name) != value}
            if changes:
                Registration.objects.filter(pk=held.pk).update(**changes, **_follows(actor, held, endpoints, changes))
                if changes.keys() & set(NAMING_FIELDS if actor is None else IDENTITY):
                    _moved(held)
                _audited(actor, AuditAction.REGISTRATION_EDIT, held, **_told(changes))
                forget_unused_key_sets([held.jwks_url])
    except IntegrityError as fault:
        raise AlreadyRegisteredError(endpoints.client_id) from fault
    registration.refresh_from_db(fields=[*endpoints.values(), "signer", "accepted_at", "moved_at"])
    return sorted(changes)


def sign_for_organization(*, actor: Actor, registration: Registration) -> None:
    """Sign with the organization's own key from now on: the LMS has been told its key set. There is no way back."""
    _sign_as(actor, registration, Signer.ORGANIZATION)


def sign_for_operator(*, registration: Registration) -> None:
    """Make this an application of the operator's. The installation's own key signs for it from now on.

    Deployments that an owner or a launch let in wait until the operator accepts them.
    """
    with transaction.atomic():
        _sign_as(None, registration, Signer.OPERATOR)
        accepted = registration.deployments.filter(state=Deployment.State.ACCEPTED)
        accepted.update(state=Deployment.State.WAITING, proven_at=None)


def accept_registration(*, actor: Actor, registration: Registration) -> None:
    """Take launches of a registration that was pending: an owner has looked at what the LMS told."""
    with transaction.atomic(), use_may_change(registration.lms_id):
        held = locked_registration(registration)
        if held.accepted_at is None:
            _switch(actor, AuditAction.REGISTRATION_ACCEPT, held, "accepted_at", timezone.now())
    registration.refresh_from_db(fields=["accepted_at"])


def disable_registration(*, actor: Actor, registration: Registration) -> None:
    """Refuse every launch with it from now on. Launch sessions and visits that it began are over for good."""
    with transaction.atomic(), use_may_change(registration.lms_id):
        held = locked_registration(registration)
        if held.disabled_at is None:
            Registration.objects.filter(pk=held.pk).update(generation=held.generation + 1)
            _switch(actor, AuditAction.REGISTRATION_DISABLE, held, "disabled_at", timezone.now())
    registration.refresh_from_db(fields=["disabled_at"])


def enable_registration(*, actor: Actor, registration: Registration) -> None:
    """Take launches with it again. One that is pending stays so."""
    with transaction.atomic(), use_may_change(registration.lms_id):
        held = locked_registration(registration)
        if held.disabled_at is not None:
            _switch(actor, AuditAction.REGISTRATION_ENABLE, held, "disabled_at", None)
    registration.refresh_from_db(fields=["disabled_at"])


def remove_registration(*, actor: Actor, registration: Registration) -> None:
    """Delete a registration that is disabled or still pending, with its deployments.

    Its launches stay in the log, without it. Raises RegistrationEnabledError.
    """
    with transaction.atomic():
        held = locked_registration(registration)
        if held.disabled_at is None and not held.is_pending:
            raise RegistrationEnabledError
        _audited(actor, AuditAction.REGISTRATION_REMOVE, held, issuer=held.issuer, client_id=held.client_id)
        url = held.jwks_url
        held.delete()
        forget_unused_key_sets([url])


def locked_registration(registration: Registration) -> Registration:
    """The row with its LMS, locked until the transaction ends."""
    return Registration.objects.select_for_update(of=("self",)).select_related("lms").get(pk=registration.pk)


def _sign_as(actor: Actor, registration: Registration, signer: Signer) -> None:
    with transaction.atomic():
        held = locked_registration(registration)
        if held.is_operators and actor is not None:
            raise OperatorsWordError
        if held.signer != signer:
            held.signer = signer
            held.save(update_fields=["signer"])
            _audited(actor, AuditAction.REGISTRATION_SIGN_AS, held, signer=signer, client_id=held.client_id)
    registration.refresh_from_db(fields=["signer"])


def _follows(
    actor: Actor, held: Registration, endpoints: RegistrationFields, changes: Mapping[str, str]
) -> dict[str, object]:
    """Which other fields change along with `changes`; none where the operator (None) is the actor."""
    if actor is None:
        return {}
    if held.is_operators and changes.keys() - {"name"}:
        raise OperatorsWordError
    if not changes.keys() & set(PLATFORM_FIELDS):
        return {}
    pending = {"accepted_at": None} if _is_strange(actor, endpoints) else {}
    return {"signer": Signer.ORGANIZATION, **pending}


def _moved(held: Registration) -> None:
    """It is another platform now: what its deployments had proven counts no more."""
    Registration.objects.filter(pk=held.pk).update(moved_at=timezone.now())
    held.deployments.update(proven_at=None)


def _is_strange(actor: Actor, endpoints: RegistrationFields) -> bool:
    return actor is not None and bool(strange_fields(endpoints))


def _switch(actor: Actor, action: AuditAction, held: Registration, field: str, value: object) -> None:
    setattr(held, field, value)
    held.save(update_fields=[field])
    _audited(actor, action, held, issuer=held.issuer, client_id=held.client_id)


def _told(values: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in values.items() if value}


def _audited(actor: Actor, action: AuditAction, held: Registration, **details: object) -> None:
    audit(actor, action, held, organization_id=held.lms.organization_id, lms=held.lms.name, **details)
