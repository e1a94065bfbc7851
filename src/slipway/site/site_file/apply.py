"""Carrying out a site file: making what it asks for and is missing, changing what differs.

What the file does not name is left alone; nothing is ever deleted.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from django.db import transaction

from slipway.classes.enrol import enrol_teacher
from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.content.folder import ClassFolder
from slipway.content.imports.files import keep_files
from slipway.lms.connect import connect_lms, rename_lms
from slipway.lms.consumer_keys import disable_key, enable_key, reset_secret
from slipway.lms.models import ConsumerKey
from slipway.orgs.account.life import make_account
from slipway.orgs.founding import found_organization, rename_organization
from slipway.orgs.members import LastOwnerError, set_member
from slipway.orgs.models import Membership, Organization, OrgRole, User
from slipway.site.site_file.classes import class_as_wanted
from slipway.site.site_file.contradictions import contradictions
from slipway.site.site_file.registrations import registration_as_wanted
from slipway.site.site_file.values import SiteClass, SiteFileRefusedError, SiteKey, SiteOrganization, SitePerson

Folders = Mapping[str, ClassFolder]  # by the path of the class in the site file


def apply_site(organizations: Sequence[SiteOrganization], folders: Folders) -> list[str]:
    """Make the database as the site file says, in one transaction. Returns a line for each change; [] for none.

    Raises SiteFileRefusedError, with nothing written, where the file and what is there contradict each other.
    """
    if faults := list(contradictions(organizations)):
        raise SiteFileRefusedError(faults)
    for folder in folders.values():
        keep_files(folder)
    with transaction.atomic():
        return [change for wanted in organizations for change in _organization(wanted, folders)]


def _organization(wanted: SiteOrganization, folders: Folders) -> Iterator[str]:
    organization = Organization.objects.filter(slug=wanted.slug).first()
    if organization is None:
        organization = found_organization(actor=None, slug=wanted.slug, name=wanted.name, owner=None)
        yield f"organization {wanted.slug}: made"
    elif organization.name != wanted.name:
        rename_organization(actor=None, organization=organization, name=wanted.name)
        yield f"organization {wanted.slug}: now called {wanted.name!r}"
    for role, people in ((OrgRole.OWNER, wanted.owners), (OrgRole.TEACHER, wanted.teachers)):
        for person in people:
            yield from _member(organization, person, role)
    for key in wanted.keys:
        yield from _key(organization, key)
    for registration in wanted.registrations:  # after the keys: an LMS that has one gains the registration
        yield from registration_as_wanted(organization, registration)
    for entry in wanted.classes:
        yield from _class(organization, entry, folders.get(entry.path))


def _member(organization: Organization, person: SitePerson, role: OrgRole) -> Iterator[str]:
    user = User.objects.filter(email=person.email).first()
    if user is None:
        user = make_account(email=person.email, name=person.name, password=person.password)
        way_in = "" if person.password else f"; `slipway reset-link {person.email}` lets them set a password"
        yield f"account {person.email}: made{way_in}"
    if not Membership.objects.filter(organization=organization, user=user, role=role).exists():
        try:
            set_member(actor=None, organization=organization, user=user, role=role)
        except LastOwnerError as fault:
            raise SiteFileRefusedError([f"{organization.slug}: {person.email} is its last owner"]) from fault
        yield f"organization {organization.slug}: {person.email} is {role.value}"


def _key(organization: Organization, wanted: SiteKey) -> Iterator[str]:
    key = ConsumerKey.objects.select_related("lms").filter(key=wanted.consumer_key).first()
    named = f"key {wanted.consumer_key}"
    if key is None:
        key = connect_lms(
            actor=None,
            organization=organization,
            name=wanted.name,
            consumer_key=wanted.consumer_key,
            secret=wanted.shared_secret,
        )
        yield f"{named}: made for {wanted.name!r}"
    if key.lms.name != wanted.name:
        rename_lms(actor=None, lms=key.lms, name=wanted.name)
        yield f"{named}: its LMS is now called {wanted.name!r}"
    if key.secret != wanted.shared_secret:
        reset_secret(actor=None, consumer_key=key, grace=timedelta(0), secret=wanted.shared_secret)
        yield f"{named}: new secret"
    if wanted.disabled not in {None, key.disabled_at is not None}:
        switch = disable_key if wanted.disabled else enable_key
        switch(actor=None, consumer_key=key)
        yield f"{named}: {'disabled' if wanted.disabled else 'enabled'}"


def _class(organization: Organization, wanted: SiteClass, folder: ClassFolder | None) -> Iterator[str]:
    classroom, changes = class_as_wanted(organization, wanted, folder)
    yield from (f"class {organization.slug}/{wanted.slug}: {change}" for change in changes)
    for user in User.objects.filter(email__in=wanted.teachers).order_by("email"):
        teaching = Enrolment.objects.filter(classroom=classroom, user=user, role=ClassRole.TEACHER, active=True)
        if not teaching.exists():
            enrol_teacher(actor=None, classroom=classroom, user=user)
            yield f"class {organization.slug}/{wanted.slug}: {user.email} teaches"
