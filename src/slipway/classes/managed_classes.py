"""The classes that somebody who signed in here may manage."""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom
from slipway.orgs.models import Membership, OrgRole, User


def managed_class_or_404(user: User, classroom_id: UUID) -> Classroom:
    """The class, for one of its teachers or an owner of its organization who signed in here. Raises Http404."""
    return get_object_or_404(managed_classes(user).select_related("organization"), pk=classroom_id)


def managed_classes(user: User) -> QuerySet[Classroom]:
    """The classes that `user` teaches, and those of organizations that `user` owns."""
    teaches = Enrolment.objects.filter(classroom=OuterRef("pk"), user=user, role=ClassRole.TEACHER, active=True)
    owns = Membership.objects.filter(organization=OuterRef("organization"), user=user, role=OrgRole.OWNER)
    return Classroom.objects.filter(Q(Exists(teaches)) | Q(Exists(owns)))


def owned_classes(user: User) -> QuerySet[Classroom]:
    """The classes of the organizations that `user` owns."""
    return Classroom.objects.filter(organization__memberships__user=user, organization__memberships__role=OrgRole.OWNER)
