"""Where a site file asks for what can't be had here."""

from collections.abc import Iterator, Sequence

from allauth.account.models import EmailAddress
from django.core.exceptions import ValidationError

from slipway.classes.lms_url import clean_lms_url
from slipway.lms.models import ConsumerKey
from slipway.orgs.models import User
from slipway.site.site_file.registrations import unsound_registrations
from slipway.site.site_file.unproven import unproven_accounts
from slipway.site.site_file.values import SiteOrganization


def contradictions(organizations: Sequence[SiteOrganization]) -> Iterator[str]:
    """A line for each thing that the file asks for and can't have, with the key's path."""
    for organization in organizations:
        yield from _keys_of_others(organization)
        yield from _taken_addresses(organization)
        yield from _unknown_teachers(organization)
        yield from unproven_accounts(organization)
        yield from _unsound_addresses(organization)
        yield from unsound_registrations(organization)


def _keys_of_others(organization: SiteOrganization) -> Iterator[str]:
    for index, wanted in enumerate(organization.keys):
        holders = ConsumerKey.objects.filter(key=wanted.consumer_key).exclude(lms__organization__slug=organization.slug)
        if holders.exists():
            path = f"{organization.path}.lti_1p1[{index}].consumer_key"
            yield f"{path}: {wanted.consumer_key!r} belongs to another organization"


def _taken_addresses(organization: SiteOrganization) -> Iterator[str]:
    for person in (*organization.owners, *organization.teachers):
        second = EmailAddress.objects.filter(email=person.email).exclude(user__email=person.email)
        if second.exists():
            yield f"{organization.path}: {person.email} is a second address of another account"


def _unknown_teachers(organization: SiteOrganization) -> Iterator[str]:
    coming = {person.email for person in (*organization.owners, *organization.teachers)}
    for entry in organization.classes:
        for email in sorted(set(entry.teachers) - coming):
            if not User.objects.filter(email=email).exists():
                yield f"{entry.path}.teachers: nobody has an account with {email}; list them under the organization"


def _unsound_addresses(organization: SiteOrganization) -> Iterator[str]:
    for entry in organization.classes:
        try:
            clean_lms_url(entry.lms_url or "")
        except ValidationError as fault:
            yield f"{entry.path}.lms_url: {fault.message}"
