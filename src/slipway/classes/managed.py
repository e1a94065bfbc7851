"""What somebody who signed in here may manage: classes, and what hangs on them. A stranger gets 404.

Everything is fetched through the class that it belongs to (docs/architecture.md, rule 8).
"""

from uuid import UUID

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from slipway.classes.models import ClassUpload, ConnectionRequest, CourseConnection, Enrolment
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Module, Unit
from slipway.orgs.models import Membership, Organization, OrgRole, User


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


def managed_module_or_404(user: User, module_id: UUID) -> Module:
    """The module with its class. Raises Http404."""
    modules = Module.objects.select_related("classroom").filter(classroom__in=managed_classes(user))
    return get_object_or_404(modules, pk=module_id)


def managed_unit_or_404(user: User, unit_id: UUID) -> Unit:
    """The unit with its module and class. Raises Http404."""
    units = Unit.objects.select_related("classroom", "module").filter(classroom__in=managed_classes(user))
    return get_object_or_404(units, pk=unit_id)


def managed_request_or_404(user: User, classroom_id: UUID, request_id: UUID) -> ConnectionRequest:
    """A request to connect a course to the class. Raises Http404."""
    requests = ConnectionRequest.objects.filter(classroom=classroom_id, classroom__in=managed_classes(user))
    return get_object_or_404(requests.select_related("lms_course", "identity"), pk=request_id)


def managed_connection_or_404(user: User, classroom_id: UUID, connection_id: UUID) -> CourseConnection:
    """A course's connection to the class. Raises Http404."""
    connections = CourseConnection.objects.filter(classroom=classroom_id, classroom__in=managed_classes(user))
    return get_object_or_404(connections.select_related("classroom", "lms_course__lms"), pk=connection_id)


def managed_upload_or_404(user: User, upload_id: UUID) -> ClassUpload:
    """An archive that `user` sent, while they still may change its class, or make one. Raises Http404."""
    may_make = _teaching_memberships(user).values("organization")
    mine = ClassUpload.objects.select_related("classroom", "organization").filter(sent_by=user, received=True)
    here = Q(classroom__in=managed_classes(user)) | Q(classroom=None, organization__in=may_make)
    return get_object_or_404(mine.filter(here), pk=upload_id)


def managed_enrolment_or_404(user: User, classroom_id: UUID, enrolment_id: UUID) -> Enrolment:
    """Somebody's place in the class, ended ones too. Raises Http404."""
    enrolments = Enrolment.objects.filter(classroom=classroom_id, classroom__in=managed_classes(user))
    return get_object_or_404(enrolments.select_related("classroom", "user"), pk=enrolment_id)


def teaching_organization_or_404(user: User, organization_id: UUID) -> Organization:
    """The organization, for its owners and teachers: they may make classes in it. Raises Http404."""
    memberships = _teaching_memberships(user)
    return get_object_or_404(memberships.select_related("organization"), organization=organization_id).organization


def _teaching_memberships(user: User) -> QuerySet[Membership]:
    return user.memberships.filter(role__in=[OrgRole.OWNER, OrgRole.TEACHER])
