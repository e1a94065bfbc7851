"""What an LMS that registered itself again says otherwise than before: an owner takes it over, or leaves it."""

from collections.abc import Sequence
from dataclasses import replace

from django.db import transaction
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.lms.models import Registration, RegistrationLink
from slipway.lms.registrations.endpoints import RegistrationFields, endpoints_of
from slipway.lms.registrations.life import edit_registration, sign_for_organization
from slipway.lms.registrations.links import RegistrationLinkOverError
from slipway.orgs.models import User
from slipway.web.payloads import FORM, Payload, UnreadablePayloadError
from slipway.words import Text

TOLD = ("auth_url", "token_url", "jwks_url", "token_audience")  # what a configuration says beside issuer and client
_FORM = 1


def propose(link: RegistrationLink, *, endpoints: RegistrationFields, problems: Sequence[Text]) -> Registration:
    """Use the link up for an LMS that is registered with that issuer and client id already. Nothing is overwritten.

    What it says otherwise waits for an owner; in an application of the operator's nothing does. The LMS has heard the
    organization's key set by this, so that key signs from now on. Raises LinkOverError.
    """
    with transaction.atomic():
        held = RegistrationLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
        if held.used_at is not None or held.expires_at <= timezone.now():
            raise RegistrationLinkOverError
        found = Registration.objects.select_related("lms__organization").get(
            lms=held.lms_id, issuer=endpoints.issuer, client_id=endpoints.client_id
        )
        told = () if found.is_operators else TOLD
        news = {name: getattr(endpoints, name) for name in told if getattr(endpoints, name) != getattr(found, name)}
        if not found.is_operators:
            sign_for_organization(actor=held.made_by or "a registration link", registration=found)
        RegistrationLink.objects.filter(registration=found).update(proposed=None)  # the newest word counts
        held.used_at, held.registration = timezone.now(), found
        held.proposed = {FORM: _FORM, **news} if news else None
        held.problems = [each.to_json() for each in problems]
        held.save(update_fields=["used_at", "registration", "problems", "proposed"])
        actor, organization_id = held.made_by or "a registration link", held.organization_id
        audit(actor, AuditAction.REGISTRATION_PROPOSE, found, organization_id=organization_id, **news)
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
            _settle(link)


def leave_proposal(*, actor: User, registration: Registration) -> None:
    """Let the registration say what it said before."""
    with transaction.atomic():
        if link := proposal_for(registration):
            audit(actor, AuditAction.REGISTRATION_LEAVE, registration, organization_id=link.organization_id)
            _settle(link)


def _settle(link: RegistrationLink) -> None:
    link.proposed = None
    link.save(update_fields=["proposed"])
