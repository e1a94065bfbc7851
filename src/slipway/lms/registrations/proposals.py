"""What an LMS that registered itself again says otherwise than before: an owner takes it over, or leaves it."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.lms.models import Registration, RegistrationLink
from slipway.lms.registrations.change import edit_registration, sign_for_organization
from slipway.lms.registrations.endpoints import RegistrationFields, endpoints_of
from slipway.lms.registrations.links import actor_of, locked_link, use_up
from slipway.orgs.models import User
from slipway.web.payloads import FORM, Payload, UnreadablePayloadError
from slipway.words import Text

TOLD = ("auth_url", "token_url", "jwks_url", "token_audience")  # what a configuration says beside issuer and client
_FORM = 1


def propose(link: RegistrationLink, *, endpoints: RegistrationFields, problems: Sequence[Text]) -> Registration:
    """Use the link up for an LMS that is registered with that issuer and client id already. Nothing is overwritten.

    What it says otherwise waits for an owner; in an application of the operator's nothing does. The LMS has heard the
    organization's key set by this, so that key signs from now on. Raises RegistrationLinkOverError.
    """
    with transaction.atomic():
        held = locked_link(link)
        found = Registration.objects.select_related("lms__organization").get(
            lms=held.lms_id, issuer=endpoints.issuer, client_id=endpoints.client_id
        )
        told = () if found.is_operators else TOLD
        news = {name: getattr(endpoints, name) for name in told if getattr(endpoints, name) != getattr(found, name)}
        if not found.is_operators:
            sign_for_organization(actor=actor_of(held), registration=found)
        RegistrationLink.objects.filter(registration=found).update(proposed=None)  # the newest word counts
        use_up(held, found, problems)
        _propose(held, {FORM: _FORM, **news} if news else None)
        organization_id = held.organization_id
        audit(actor_of(held), AuditAction.REGISTRATION_PROPOSE, found, organization_id=organization_id, **news)
    return found


def proposal_for(registration: Registration) -> RegistrationLink | None:
    """The link by which the LMS said something new that waits for an owner."""
    links = RegistrationLink.objects.filter(registration=registration, proposed__isnull=False)
    return links.order_by("-used_at").first()


def news_of(link: RegistrationLink) -> dict[str, str]:
    """What the LMS said new, by the name of the endpoint; nothing where this release cannot read it."""
    try:
        payload = Payload(link.proposed or {}, newest=_FORM)  # form 0 has the same names
        return {name: news for name in TOLD if (news := payload.optional(name, str)) is not None}
    except UnreadablePayloadError:
        return {}


def take_proposal(*, actor: User, registration: Registration) -> None:
    """Let the registration say what the LMS says now. Nothing happens where nothing waits."""
    with transaction.atomic():
        if link := proposal_for(registration):
            endpoints = replace(endpoints_of(registration), **news_of(link))
            edit_registration(actor=actor, registration=registration, endpoints=endpoints)
            _propose(link, None)


def leave_proposal(*, actor: User, registration: Registration) -> None:
    """Let the registration say what it said before."""
    with transaction.atomic():
        if link := proposal_for(registration):
            audit(actor, AuditAction.REGISTRATION_LEAVE, registration, organization_id=link.organization_id)
            _propose(link, None)


def _propose(link: RegistrationLink, proposed: dict[str, object] | None) -> None:
    link.proposed = proposed
    link.save(update_fields=["proposed"])
