"""What pages of an organization call somebody who may have no account of their own."""

from uuid import UUID

from slipway.orgs.models import User
from slipway.people.models import LmsIdentity, pseudonym


def shown_name(user: User, organization_id: UUID) -> str:
    """The account's name, else what an LMS of the organization calls the person, else their stable pseudonym."""
    if user.name or user.email:
        return str(user)
    told = LmsIdentity.objects.filter(user=user, lms__organization=organization_id).order_by("created_at", "pk")
    identity = told.exclude(name="").first() or told.first()
    return str(identity) if identity else pseudonym(user.pk)
