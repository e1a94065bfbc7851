"""The roles of people in a class: one set for enrolments, launches, and what LMS courses say of them."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _

from slipway.lti.roles import OBSERVERS, TEACHERS, CourseRole, Roles


class ClassRole(TextChoices):
    """What somebody is in a class: as one of `ENROLLED_ROLES`, or as PREVIEW, who is enrolled nowhere.

    LMS courses say one of `COURSE_ROLES` of their people; `enrolled` is what that makes of them in the class.
    """

    STUDENT = "student", _("Student")
    TEACHER = "teacher", _("Teacher")
    OBSERVER = "observer", _("Observer")
    ASSISTANT = "assistant", _("Teacher")  # helps to teach or writes content: a teacher here, who connects no course
    PREVIEW = "preview", _("LMS administrator")  # reads units

    @property
    def rank(self) -> int:
        """Its place in `COURSE_ROLES`, as `ToldRole` keeps it: of several the greatest counts. PREVIEW has none."""
        return COURSE_ROLES.index(self)

    @property
    def enrolled(self) -> "ClassRole":
        """The role in the class of somebody of whom a course says this."""
        return ClassRole.TEACHER if self is ClassRole.ASSISTANT else self


COURSE_ROLES = (ClassRole.OBSERVER, ClassRole.STUDENT, ClassRole.ASSISTANT, ClassRole.TEACHER)  # the weakest first
ENROLLED_ROLES = (ClassRole.STUDENT, ClassRole.TEACHER, ClassRole.OBSERVER)
ENROLLED_CHOICES = [(role.value, role.label) for role in ENROLLED_ROLES]


def class_role(roles: Roles) -> ClassRole | None:
    """The role that a launch gives in its class.

    Only roles of the course count: an institution's Instructor may be a student here, and a Manager leads a group.
    """
    if roles.course & TEACHERS:
        return ClassRole.TEACHER
    if CourseRole.LEARNER in roles.course:
        return ClassRole.STUDENT
    return ClassRole.OBSERVER if roles.course & OBSERVERS else None
