"""Classes that teachers at an LMS ask for, because they have none to pick units from."""

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone

from slipway.audit.trail import AuditAction, audit
from slipway.classes.models import ClassRequest
from slipway.lms.models import LmsCourse
from slipway.orgs.models import Organization, User
from slipway.people.models import LmsIdentity


def ask_for_class(*, identity: LmsIdentity, lms_course: LmsCourse) -> ClassRequest:
    """Ask the organization that `lms_course` belongs to for a class. A course has one request: the newest asker's."""
    asked = {"identity": identity, "created_at": timezone.now(), "done_at": None}
    organization_id = identity.lms.organization_id
    with transaction.atomic():
        wanted, _ = ClassRequest.objects.update_or_create(lms_course=lms_course, defaults=asked)
        told = {"asker": identity, "course": lms_course}
        audit(identity.acting, AuditAction.CLASS_ASK, wanted, organization_id=organization_id, **told)
    return wanted


def is_asked_for(lms_course: LmsCourse) -> bool:
    """Whether a class for this course was asked for, and nobody has seen to it yet."""
    return ClassRequest.objects.filter(lms_course=lms_course, done_at=None).exists()


def classes_wanted(organization: Organization) -> QuerySet[ClassRequest]:
    """The organization's open requests, the oldest first, each with its identity, course and LMS."""
    open_ones = ClassRequest.objects.filter(lms_course__lms__organization=organization, done_at=None)
    return open_ones.select_related("identity", "lms_course__lms")


def see_to(*, actor: User, wanted: ClassRequest) -> None:
    """Mark a request as seen to: the asker has a class now, or was told why not."""
    with transaction.atomic():
        ClassRequest.objects.filter(pk=wanted.pk).update(done_at=timezone.now())
        organization_id = wanted.lms_course.lms.organization_id
        audit(actor, AuditAction.CLASS_ASK_DONE, wanted, organization_id=organization_id)
