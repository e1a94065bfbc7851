"""Which classes a picker may list, and in which order: a decision over values (docs/architecture.md, rules 4 to 6)."""

from enum import IntEnum

from slipway.classes.roles import ClassRole


class Tie(IntEnum):
    """How a class belongs to the LMS course that a picker was opened in; the picker lists classes in this order."""

    NAMED = 1  # the class's LMS URL names the course
    CONNECTED = 2
    TAUGHT = 3  # the person teaches the class here: placing one of its units connects it to the course
    ASKS = 4  # the person teaches it, but may not connect it: placing asks its other teachers to
    TAKEN_AWAY = 5  # the course's, and not listed: the person was given another role in it here, or was removed


def tie(  # noqa: PLR0913 - what a class and a person can have to do with a course
    *, named_by_url: bool, connected: bool, taught: bool, may_connect: bool, barred: bool, role: ClassRole
) -> Tie | None:
    """How a class stands to the course and the person; None when it has nothing to do with them.

    `taught`: this very person has an active teacher's enrolment in it. That counts for teachers of the LMS course
    only: an administrator of the LMS (`ClassRole.PREVIEW`) sees what the course has, and nobody's other classes, unless
    `may_connect` (`classes.connecting`): one whom the LMS calls a teacher too, and who was made one of the class here.
    `barred`: the person is in the class by hand as something else than a teacher, or was removed. That holds for
    teachers of the LMS course, whatever the LMS says, as it does at launches.
    """
    if role not in {ClassRole.TEACHER, ClassRole.PREVIEW}:
        return None
    if barred and role is ClassRole.TEACHER:
        return Tie.TAKEN_AWAY if named_by_url or connected else None
    if named_by_url:
        return Tie.NAMED
    if connected:
        return Tie.CONNECTED
    if taught and may_connect:
        return Tie.TAUGHT
    return Tie.ASKS if taught and role is ClassRole.TEACHER else None
