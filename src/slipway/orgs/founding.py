"""Making an organization, and renaming it."""

from django.db import transaction
from django.utils.text import slugify

from slipway.audit.trail import AuditAction, audit
from slipway.orgs.members import set_member
from slipway.orgs.models import Organization, OrgRole, User


def found_organization(*, actor: User | None, slug: str, name: str, owner: User | None) -> Organization:
    """Make an organization, with `owner` as its first owner. `slug` must be free in this installation."""
    with transaction.atomic():
        organization = Organization.objects.create(slug=slug, name=name)
        details = {"name": name, "slug": slug}
        audit(actor, AuditAction.ORGANIZATION_FOUND, organization, organization_id=organization.pk, **details)
        if owner:
            set_member(actor=actor, organization=organization, user=owner, role=OrgRole.OWNER)
    return organization


def rename_organization(*, actor: User | None, organization: Organization, name: str) -> None:
    """Give the organization another name; its slug and every address stay."""
    with transaction.atomic():
        was, organization.name = organization.name, name
        organization.save(update_fields=["name"])
        audit(actor, AuditAction.ORGANIZATION_RENAME, organization, organization_id=organization.pk, was=was, name=name)


def free_organization_slug(name: str) -> str:
    """A slug made from `name` that no organization has yet."""
    stem = slugify(name)[:56].strip("-") or "organization"
    taken = set(Organization.objects.filter(slug__startswith=stem).values_list("slug", flat=True))
    numbered = (f"{stem}-{number}" for number in range(2, len(taken) + 3))
    return stem if stem not in taken else next(slug for slug in numbered if slug not in taken)
