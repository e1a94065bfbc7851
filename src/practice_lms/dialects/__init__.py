"""The LMSs that a course of the practice LMS can speak like. One module for each, a table of what is its own."""

from practice_lms.dialects import blackboard, brightspace, canvas, moodle, openedx, sakai, schoology
from practice_lms.dialects.dialect import Dialect
from practice_lms.models import Course

DIALECTS: dict[str, Dialect] = {
    module.DIALECT.name: module.DIALECT
    for module in (canvas, moodle, openedx, blackboard, brightspace, sakai, schoology)
}
DEFAULT = canvas.DIALECT.name


def dialect_of(course: Course) -> Dialect:
    """How the course's LMS speaks."""
    return DIALECTS[course.dialect]
