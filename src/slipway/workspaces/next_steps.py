"""What somebody without any class can do next."""

from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

from slipway.orgs.access import may_found
from slipway.orgs.models import Membership, OrgRole
from slipway.sessions.visitor import Visitor


class NextStep(StrEnum):
    """The empty dashboard's advice."""

    CREATE_CLASS = "create-class"  # owners and teachers of an organization
    FOUND_ORGANIZATION = "found-organization"  # a newcomer who may make one
    OPEN_IN_LMS = "open-in-lms"  # all others: their classes come by launches, or by an owner's invitation


@dataclass(frozen=True)
class Advice:
    """The step, and the organization to create a class in where there is only one to choose."""

    step: NextStep
    organization_id: UUID | None = None


def advice(visitor: Visitor) -> Advice:
    """The advice for a visitor who has no class."""
    if visitor.lms_id:
        return Advice(NextStep.OPEN_IN_LMS)
    makes_classes = Membership.objects.filter(user=visitor.user, role__in=[OrgRole.OWNER, OrgRole.TEACHER])
    organizations = list(makes_classes.values_list("organization_id", flat=True)[:2])
    if organizations:
        return Advice(NextStep.CREATE_CLASS, organizations[0] if len(organizations) == 1 else None)
    return Advice(NextStep.FOUND_ORGANIZATION if may_found(visitor.user) else NextStep.OPEN_IN_LMS)
