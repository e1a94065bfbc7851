"""What a student is told of their grade in a unit, and of what teachers wrote on their work."""

from collections.abc import Mapping

from slipway.classes.roles import ClassRole
from slipway.gradebook.models import Grade
from slipway.gradebook.standing import reason_for_student, standing
from slipway.sessions.visitor import Visitor
from slipway.submissions.models import Submission
from slipway.workspaces.entry import UnitAccess


def grade_context(visitor: Visitor, entry: UnitAccess) -> Mapping[str, str]:
    """For the unit's page: `standing` and a teacher's `reason`. One statement, none without a grade."""
    if entry.role is not ClassRole.STUDENT or not entry.has_grade:
        return {"standing": "", "reason": ""}
    grade = Grade.objects.filter(unit=entry.unit, user=visitor.user).first()
    return {"standing": standing(grade, entry.unit), "reason": reason_for_student(grade)}


def standing_after(row: Submission) -> str:
    """What the student is told of their grade beside the result of this submission."""
    grade = Grade.objects.filter(unit=row.unit, user=row.user_id).first()
    return standing(grade, row.unit)
