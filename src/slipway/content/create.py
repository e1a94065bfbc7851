"""How a class begins."""

from django.db import IntegrityError, transaction

from slipway.audit.trail import AuditAction, audit
from slipway.content.models import Classroom
from slipway.content.slugs import free_slug
from slipway.orgs.models import Organization, User


class SlugTakenError(Exception):
    """The organization has a class of that slug already."""


def create_class(*, actor: User | None, organization: Organization, slug: str, title: str) -> Classroom:
    """Make an empty class with nobody in it. Raises SlugTakenError, with nothing made."""
    with transaction.atomic():
        try:
            with transaction.atomic():
                classroom = Classroom.objects.create(organization=organization, slug=slug, title=title)
        except IntegrityError as collision:
            raise SlugTakenError(slug) from collision
        audit(actor, AuditAction.CLASS_CREATE, classroom, organization_id=organization.pk, slug=slug, title=title)
    return classroom


def slug_for(organization: Organization, title: str) -> str:
    """A slug for a new class of that title which no class of the organization has yet."""
    return free_slug(title, organization.classrooms.values_list("slug", flat=True), otherwise="class")
