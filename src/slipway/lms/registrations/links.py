"""Links by which an LMS registers itself (dynamic registration): shown once, for one host, good for an hour and once.

Opening a link does not use it up: administrators look, go back, and begin again. A registration made by it does.
"""

import secrets
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from slipway.audit.trail import AuditAction, audit
from slipway.lms.connect import begin_lms
from slipway.lms.http.safe_address import address_to_call
from slipway.lms.models import Lms, Registration, RegistrationLink
from slipway.lms.origins import know_address
from slipway.lms.registrations.change import register
from slipway.lms.registrations.deployments import accept_deployment
from slipway.lms.registrations.endpoints import RegistrationFields, sound_address
from slipway.orgs.models import Organization, User
from slipway.web.sealed import hashed
from slipway.words import Text

GOOD_FOR = timedelta(minutes=60)
HELD_FOR = timedelta(minutes=1)  # longer than an LMS is waited for
MOST_ALIVE = 20  # for each organization


class RegistrationLinkOverError(Exception):
    """The link was used, or its hour is over."""


class LinkHeldError(Exception):
    """Somebody registers by the link at this moment, or has a moment ago."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What an owner wants to connect: an LMS by its address. `lms` when it has credentials here already."""

    address: str
    family: str = ""
    name: str = ""
    lms: Lms | None = None


def make_link(*, actor: User | None, organization: Organization, wish: Wish) -> tuple[RegistrationLink, str]:
    """Make a link and its token, which is nowhere kept. Raises ValidationError for an address that is none.

    Raises ValueError for an LMS of another organization.
    """
    if wish.lms is not None and wish.lms.organization_id != organization.pk:
        raise ValueError("a link is for an LMS of its own organization")
    sound_address("address", wish.address)
    token, now = secrets.token_urlsafe(32), timezone.now()
    with transaction.atomic():
        alive = RegistrationLink.objects.filter(organization=organization, used_at=None, expires_at__gt=now)
        if alive.count() >= MOST_ALIVE:
            raise ValidationError({"address": [_("There are 20 links that wait already. They end within an hour.")]})
        made = RegistrationLink.objects.create(
            token_hash=hashed(token),
            organization=organization,
            lms=wish.lms,
            name=wish.name,
            family=wish.family,
            address=wish.address,
            host=address_to_call(wish.address).authority,
            made_by=actor,
            expires_at=now + GOOD_FOR,
        )
        audit(actor, AuditAction.REGISTRATION_LINK_MAKE, made, organization_id=organization.pk, host=made.host)
    return made, token


def find_link(token: str) -> RegistrationLink | None:
    """The link of that token, with LMS and organization, while it is good; None for any other text."""
    links = RegistrationLink.objects.filter(token_hash=hashed(token), used_at=None, expires_at__gt=timezone.now())
    return links.select_related("lms__organization", "organization", "made_by").first()


@contextmanager
def held_link(link: RegistrationLink) -> Iterator[None]:
    """While the LMS is asked, nobody else asks it by this link: of two presses at once it hears one.

    A lease, not a lock: a process that dies holds it for a minute only. Raises LinkHeldError.
    """
    now = timezone.now()
    until = now + HELD_FOR
    free = RegistrationLink.objects.filter(Q(held_until=None) | Q(held_until__lte=now), pk=link.pk, used_at=None)
    if not free.update(held_until=until):
        raise LinkHeldError
    try:
        yield
    finally:
        RegistrationLink.objects.filter(pk=link.pk, held_until=until).update(held_until=None)


def use_link(
    link: RegistrationLink,
    *,
    endpoints: RegistrationFields,
    accepted: bool,
    deployment_id: str | None = None,
    problems: Sequence[Text] = (),
) -> Registration:
    """Make the registration that the LMS has agreed to, its deployment with it, and use the link up: all or nothing.

    Not `accepted`: pending, until an owner has looked at it and at `problems`. Raises
    RegistrationLinkOverError, ValidationError and AlreadyRegisteredError (then the link stays good: see `proposals`).
    """
    with transaction.atomic():
        held = locked_link(link)
        made = _registration(held, endpoints, accepted=accepted)
        if deployment_id:
            accept_deployment(actor=held.made_by, registration=made, deployment_id=deployment_id)
        know_address(actor=held.made_by, lms=made.lms, address=held.address)
        use_up(held, made, problems)
        organization_id = held.organization_id
        audit(actor_of(held), AuditAction.REGISTRATION_LINK_USE, held, organization_id=organization_id, host=held.host)
    return made


def locked_link(link: RegistrationLink) -> RegistrationLink:
    """The link's row, locked until the transaction ends. Raises RegistrationLinkOverError."""
    held = RegistrationLink.objects.select_for_update(of=("self",)).get(pk=link.pk)
    if held.used_at is not None or held.expires_at <= timezone.now():
        raise RegistrationLinkOverError
    return held


def use_up(link: RegistrationLink, registration: Registration, problems: Sequence[Text]) -> None:
    """Keep what came of the link."""
    link.used_at, link.registration, link.problems = timezone.now(), registration, [each.to_json() for each in problems]
    link.save(update_fields=["used_at", "registration", "problems"])


def actor_of(link: RegistrationLink) -> User | str:
    """The actor of what the link does: its owner, who by making it let whoever opens it at that host act for them."""
    return link.made_by or "a registration link"


def _registration(link: RegistrationLink, endpoints: RegistrationFields, *, accepted: bool) -> Registration:
    actor, organization, name, client_id = (
        actor_of(link),
        link.organization,
        link.name or link.host,
        endpoints.client_id,
    )
    lms = link.lms or begin_lms(actor=actor, organization=organization, name=name, client_id=client_id)
    return register(actor=actor, lms=lms, endpoints=endpoints, accepted=accepted, registration_id=link.pk)
