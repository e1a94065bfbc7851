"""Accounts that a site file must give no rights to: nobody has shown that their address is their own.

Where no mail is set up, whoever signs up may type anybody's address. Made an owner by a site file, they would have the
organization of the address's real owner.
"""

from collections.abc import Iterable, Iterator

from allauth.account.models import EmailAddress

from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.orgs.models import Membership, OrgRole, User
from slipway.site.site_file.values import SiteClass, SiteOrganization


def unproven_accounts(organization: SiteOrganization) -> Iterator[str]:
    """A line for each account that would gain something, and whose address is not verified.

    The operator's own accounts are verified. What somebody has already was given by an owner, or they founded it.
    """
    for role, people in ((OrgRole.OWNER, organization.owners), (OrgRole.TEACHER, organization.teachers)):
        for user in _unproven(person.email for person in people):
            here = Membership.objects.filter(organization__slug=organization.slug, user=user, role=role)
            if not here.exists():
                yield f"{organization.path}: {_explained(user)}"
    for entry in organization.classes:
        for user in _unproven(entry.teachers):
            if not _teaches(user, organization, entry):
                yield f"{entry.path}.teachers: {_explained(user)}"


def _unproven(emails: Iterable[str]) -> list[User]:
    proven = EmailAddress.objects.filter(email__in=(wanted := list(emails)), verified=True)
    return list(User.objects.filter(email__in=wanted).exclude(email__in=proven.values("email")).order_by("email"))


def _teaches(user: User, organization: SiteOrganization, entry: SiteClass) -> bool:
    here = {"classroom__organization__slug": organization.slug, "classroom__slug": entry.slug}
    return Enrolment.objects.filter(user=user, role=ClassRole.TEACHER, active=True, **here).exists()


def _explained(user: User) -> str:
    return (
        f"{user.email} signed up here, and nobody has shown that the address is theirs. To give the account to the "
        f"owner of the address: `slipway confirm-address {user.email}`; then apply again"
    )
