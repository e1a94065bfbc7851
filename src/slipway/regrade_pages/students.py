"""The names of a class's students, as its People page has them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from slipway.classes.enrolled import enrolments_in
from slipway.classes.models import Enrolment
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom
from slipway.people.models import pseudonym


def student_names(classroom: Classroom, users: Iterable[UUID]) -> Mapping[UUID, str]:
    """What these people are called in the class: one statement. Who has left the class has a stand-in."""
    wanted = set(users)
    rows = enrolments_in(classroom).filter(user__in=wanted)
    known = {row.user_id: _name(row) for row in rows}
    return {user_id: known.get(user_id) or pseudonym(user_id) for user_id in wanted}


def students_to_choose(classroom: Classroom) -> list[tuple[str, str]]:
    """The class's students by id and name, as choices of a form."""
    rows = enrolments_in(classroom).filter(role=ClassRole.STUDENT, active=True)
    return [(str(row.user_id), _name(row)) for row in rows]


def _name(row: Enrolment) -> str:
    return str(getattr(row, "shown", "")) or pseudonym(row.user_id)
