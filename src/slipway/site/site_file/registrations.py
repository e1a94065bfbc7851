"""Registrations of LTI 1.3 as a site file wants them."""

from collections.abc import Iterator
from dataclasses import replace

from django.core.exceptions import ValidationError
from django.db import transaction

from slipway.lms.connect import begin_lms, rename_lms
from slipway.lms.models import Deployment, Lms, Registration, Signer
from slipway.lms.registrations.change import (
    accept_registration,
    edit_registration,
    register,
    sign_for_operator,
    sign_for_organization,
)
from slipway.lms.registrations.deployments import accept_deployment
from slipway.lms.registrations.endpoints import validate_fields
from slipway.orgs.models import Organization
from slipway.site.site_file.values import SiteOrganization, SiteRegistration


def registration_as_wanted(organization: Organization, wanted: SiteRegistration) -> Iterator[str]:
    """Make or change the registration; a line for each change."""
    named = f"registration {wanted.endpoints.client_id} of {wanted.name!r}"
    registration = _found(organization, wanted)
    if registration is None:
        registration = _made(organization, wanted)
        yield f"{named}: made"
    else:
        if registration.lms.name != wanted.name:
            rename_lms(actor=None, lms=registration.lms, name=wanted.name)
            yield f"{named}: its LMS is now called {wanted.name!r}"
        # The name of a registration stays: owners give it, and a site file has no key for it.
        endpoints = replace(wanted.endpoints, name=registration.name)
        changed = edit_registration(actor=None, registration=registration, endpoints=endpoints)
        yield from (f"{named}: new {field}" for field in changed)
        yield from (f"{named}: {change}" for change in _signer(registration, wanted))
        if registration.is_pending:
            accept_registration(actor=None, registration=registration)
            yield f"{named}: accepted"
    yield from (f"{named}: {change}" for change in _deployments(registration, wanted.deployments))


def unsound_registrations(organization: SiteOrganization) -> Iterator[str]:
    """A line for each registration of the file that can't be had, with the key's path."""
    for wanted in organization.registrations:
        try:
            validate_fields(wanted.endpoints)
        except ValidationError as fault:
            for field, messages in fault.message_dict.items():
                yield f"{wanted.path}.{field}: {' '.join(messages)}"
        lmss = Lms.objects.filter(organization__slug=organization.slug, name=wanted.name)
        here = Registration.objects.filter(
            lms__in=lmss, issuer=wanted.endpoints.issuer, client_id=wanted.endpoints.client_id
        )
        if lmss.count() > 1 and not here.exists():
            yield f"{wanted.path}.name: several LMSs are called {wanted.name!r}; give the one you mean another name"


def _found(organization: Organization, wanted: SiteRegistration) -> Registration | None:
    """The registration of that issuer and client: the one at the LMS of that name, else the only one there is."""
    rows = Registration.objects.filter(
        lms__organization=organization, issuer=wanted.endpoints.issuer, client_id=wanted.endpoints.client_id
    )
    found = list(rows.select_related("lms"))
    named = next((row for row in found if row.lms.name == wanted.name), None)
    if named or Lms.objects.filter(organization=organization, name=wanted.name).exists():
        return named
    return found[0] if len(found) == 1 else None


def _made(organization: Organization, wanted: SiteRegistration) -> Registration:
    signer = Signer.OPERATOR if wanted.shared_application else Signer.ORGANIZATION
    with transaction.atomic():
        lms = Lms.objects.filter(organization=organization, name=wanted.name).first() or begin_lms(
            actor=None, organization=organization, name=wanted.name, client_id=wanted.endpoints.client_id
        )
        return register(actor=None, lms=lms, endpoints=wanted.endpoints, signer=signer)


def _signer(registration: Registration, wanted: SiteRegistration) -> Iterator[str]:
    """Whose key signs: what the file does not say stays."""
    if wanted.shared_application and not registration.is_operators:
        sign_for_operator(registration=registration)
        yield "an application of this installation now: the installation's key signs"
    if wanted.shared_application is False and registration.signer != Signer.ORGANIZATION:
        sign_for_organization(actor=None, registration=registration)
        yield "the organization's own key signs now"


def _deployments(registration: Registration, wanted: tuple[str, ...]) -> Iterator[str]:
    accepted = registration.deployments.filter(state=Deployment.State.ACCEPTED)
    missing = [name for name in wanted if name not in set(accepted.values_list("deployment_id", flat=True))]
    for deployment_id in missing:
        accept_deployment(actor=None, registration=registration, deployment_id=deployment_id)
        yield f"deployment {deployment_id} accepted"
