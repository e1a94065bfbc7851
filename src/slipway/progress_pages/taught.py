"""What a teacher of a class may look at here, fetched through the class. Raises Http404 for everybody else."""

from dataclasses import dataclass
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404

from slipway.audit.trail import Named
from slipway.classes.enrolled import enrolment_names, enrolments_in
from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom, Unit
from slipway.gradebook.models import Comment
from slipway.orgs.models import User
from slipway.sessions.access import class_or_404
from slipway.sessions.visitor import Visitor
from slipway.submissions.models import Submission


@dataclass(frozen=True, slots=True, kw_only=True)
class StudentInUnit:
    """A student of a class, and one of its units."""

    classroom: Classroom
    enrolment: Enrolment
    name: str
    unit: Unit

    @property
    def user(self) -> User:
        """The student."""
        return self.enrolment.user


def taught_class_or_404(visitor: Visitor, classroom_id: UUID) -> Classroom:
    """The class, for its teachers and the owners of its organization, by whichever door they came."""
    classroom, role = class_or_404(visitor, classroom_id)
    if role is not ClassRole.TEACHER:
        raise Http404
    return classroom


def student_in_unit_or_404(visitor: Visitor, classroom_id: UUID, enrolment_id: UUID, unit_id: UUID) -> StudentInUnit:
    """A student of the class, former ones too, in a unit of it, withdrawn ones too: work is kept."""
    classroom = taught_class_or_404(visitor, classroom_id)
    enrolment = get_object_or_404(enrolments_in(classroom), pk=enrolment_id, role=ClassRole.STUDENT)
    units = Unit.objects.of(classroom).select_related("module", "classroom").without_guides()
    return StudentInUnit(
        classroom=classroom,
        enrolment=enrolment,
        name=enrolment_names(classroom, [enrolment])[enrolment.pk],
        unit=get_object_or_404(units, pk=unit_id),
    )


@dataclass(frozen=True, slots=True)
class Neighbours:
    """The students before and after one, by the ids of their enrolments; None at an end."""

    before: UUID | None = None
    after: UUID | None = None


def students_in(classroom: Classroom, search: str = "") -> QuerySet[Enrolment]:
    """The class's students, test students left out, as `enrolments_in` gives them."""
    return enrolments_in(classroom, search).filter(role=ClassRole.STUDENT, active=True, is_test=False)


def neighbours_of(student: StudentInUnit) -> Neighbours:
    """In the order in which *Progress* lists them at first, by name; a former student has none. One statement."""
    by_name = students_in(student.classroom).order_by("shown", "pk")  # type: ignore[misc]  # annotated there
    keys = list(by_name.values_list("pk", flat=True))
    if student.enrolment.pk not in keys:
        return Neighbours()
    at = keys.index(student.enrolment.pk)
    return Neighbours(before=keys[at - 1] if at else None, after=keys[at + 1] if at + 1 < len(keys) else None)


def submission_or_404(student: StudentInUnit, submission_id: UUID) -> Submission:
    """A submission of the student in the unit."""
    mine = Submission.objects.filter(unit=student.unit, user=student.user).select_related("unit__classroom", "user")
    return get_object_or_404(mine, pk=submission_id)


def comment_or_404(student: StudentInUnit, comment_id: UUID) -> Comment:
    """A comment on one of the student's submissions in the unit."""
    there = Comment.objects.filter(submission__unit=student.unit, submission__user=student.user)
    return get_object_or_404(there.select_related("submission__unit__classroom", "submission__user"), pk=comment_id)


def acting(visitor: Visitor) -> Named:
    """The teacher as the audit trail and pages name them."""
    return Named(visitor.user.pk, visitor.name)
