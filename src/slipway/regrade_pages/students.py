"""The names of a class's students, as its People page has them."""

from collections.abc import Iterable, Mapping
from uuid import UUID

from slipway.classes.enrolled import enrolment_names, enrolments_in
from slipway.classes.roles import ClassRole
from slipway.content.models import Classroom
from slipway.people.models import pseudonym


def student_names(classroom: Classroom, users: Iterable[UUID]) -> Mapping[UUID, str]:
    """What these people are called in the class: two statements. Who has left the class has a stand-in."""
    wanted = set(users)
    rows = list(enrolments_in(classroom).filter(user__in=wanted))
    names = enrolment_names(classroom, rows)
    known = {row.user_id: names[row.pk] for row in rows}
    return {user_id: known.get(user_id) or pseudonym(user_id) for user_id in wanted}


def students_to_choose(classroom: Classroom) -> list[tuple[str, str]]:
    """The class's students by id and name, as choices of a form."""
    rows = list(enrolments_in(classroom).filter(role=ClassRole.STUDENT, active=True))
    names = enrolment_names(classroom, rows)
    return [(str(row.user_id), names[row.pk]) for row in rows]
