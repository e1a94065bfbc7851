"""Who is in a class because a person in Slipway decided it. Students mostly come by launches."""

from django.db import transaction

from slipway.audit.trail import AuditAction, audit
from slipway.classes.models import Enrolment, LaunchSession
from slipway.classes.roles import ClassRole
from slipway.content.create import create_class
from slipway.content.models import Classroom
from slipway.orgs.models import Membership, Organization, User
from slipway.people.models import shown_name


class NotAMemberError(Exception):
    """Nobody of the class's organization has this e-mail address."""


class EnrolledAlreadyError(Exception):
    """The person is in the class: what may be wanted is another role."""


def create_taught_class(*, actor: User, organization: Organization, slug: str, title: str) -> Classroom:
    """Make an empty class that `actor` teaches. Raises SlugTakenError, with nothing made."""
    with transaction.atomic():
        classroom = create_class(actor=actor, organization=organization, slug=slug, title=title)
        enrol_teacher(actor=actor, classroom=classroom, user=actor)
    return classroom


def enrol_teacher(*, actor: User | None, classroom: Classroom, user: User) -> Enrolment:
    """Let `user` teach the class, by hand. Nothing changes for one who teaches it by hand already."""
    return _enrol(actor, classroom, user, ClassRole.TEACHER)


def enrol_member(*, actor: User, classroom: Classroom, email: str, role: ClassRole) -> Enrolment:
    """Enrol the member of the organization whose account has this address; one who was removed is in again.

    An address of an LMS matches nobody (docs/architecture.md, rule 3). Raises NotAMemberError, EnrolledAlreadyError.
    """
    members = Membership.objects.filter(organization=classroom.organization_id, user__email=email.strip().lower())
    membership = members.select_related("user").first()
    if membership is None:
        raise NotAMemberError
    if Enrolment.objects.filter(classroom=classroom, user=membership.user, active=True).exists():
        raise EnrolledAlreadyError
    return _enrol(actor, classroom, membership.user, role)


def set_role(*, actor: User, enrolment: Enrolment, role: ClassRole) -> None:
    """Give somebody a role; launches leave it alone from now on. Launches that are open with another role end.

    The role that they have by their LMS can be given too: it is by hand then, and holds.
    """
    with transaction.atomic():
        held = _held(enrolment)
        if held.role == role and held.by_hand:
            return
        was, held.role, held.by_hand = held.role, role, True
        held.save(update_fields=["role", "by_hand"])
        if was != role:
            _end_launches(held)
        _audited(actor, AuditAction.CLASS_ROLE, held, was=was, role=role.value)


def end_enrolment(*, actor: User, enrolment: Enrolment) -> None:
    """End somebody's access: open launches end, later ones are refused. Their work is kept."""
    with transaction.atomic():
        held = _held(enrolment)
        if held.active:
            held.active = False
            held.save(update_fields=["active"])
            _end_launches(held)
            _audited(actor, AuditAction.CLASS_REMOVE, held, role=held.role)


def restore_enrolment(*, actor: User, enrolment: Enrolment) -> None:
    """Undo `end_enrolment`: they have the role and the work that they had."""
    with transaction.atomic():
        held = _held(enrolment)
        if not held.active:
            held.active = True
            held.save(update_fields=["active"])
            _audited(actor, AuditAction.CLASS_RESTORE, held, role=held.role)


def _enrol(actor: User | None, classroom: Classroom, user: User, role: ClassRole) -> Enrolment:
    wanted = {"role": role, "by_hand": True, "active": True}
    with transaction.atomic():
        enrolment, new = Enrolment.objects.select_for_update().get_or_create(
            classroom=classroom, user=user, defaults=wanted
        )
        was = "" if new else enrolment.role
        if not new and all(getattr(enrolment, name) == value for name, value in wanted.items()):
            return enrolment
        for name, value in wanted.items():
            setattr(enrolment, name, value)
        enrolment.save(update_fields=list(wanted))
        _audited(actor, AuditAction.CLASS_ENROL, enrolment, role=role.value, was=was)
    return enrolment


def _held(enrolment: Enrolment) -> Enrolment:
    row = Enrolment.objects.filter(pk=enrolment.pk).select_related("classroom", "user")
    return row.select_for_update(of=("self",)).get()


def _end_launches(enrolment: Enrolment) -> None:
    # A launch session carries the role that it was let in with.
    LaunchSession.objects.filter(enrolment=enrolment).end()


def _audited(actor: User | None, action: AuditAction, enrolment: Enrolment, **details: object) -> None:
    organization_id = enrolment.classroom.organization_id
    details = {"user": shown_name(enrolment.user, organization_id), **details}
    audit(actor, action, enrolment, organization_id=organization_id, **details)
