"""An identity is linked to an account, so that its enrolments become the account's; and back, when it is unlinked.

On the way back (`give_back_enrolments`) an enrolment goes with the identity that brought it. It stays with the account
when somebody made or changed it by hand since; the identity then gets an enrolment of its own again, as it was. Two
enrolments that had become one are two again; of the account's, only what is still as the linking left it is set back.
An access that was ended meanwhile is ended for both: unlinking is no way around a teacher's decision.
"""

from typing import Any
from uuid import UUID

from slipway.classes.models import Enrolment, LaunchSession, ToldRole
from slipway.classes.roles import ClassRole
from slipway.classes.told import settle
from slipway.lms.models import LmsCourse
from slipway.orgs.models import User
from slipway.people.linking import Memo
from slipway.people.models import LmsIdentity


def move_enrolments(from_user: User, to_user: User) -> Memo:
    """Give `from_user`'s enrolments to `to_user`, in the linking transaction.

    In a class where both are, the account's enrolment stays. A role that was given by hand holds, and launches with
    another role end; else it takes over what is more of the two. Launch sessions that hung on the other hang on it.
    """
    held = {row.classroom_id: row for row in Enrolment.objects.select_for_update().filter(user=to_user)}
    rows = Enrolment.objects.select_for_update().filter(user=from_user)
    return [_move(row, held.get(row.classroom_id), to_user) for row in rows]


def give_back_enrolments(memo: Memo, identity: LmsIdentity, person: User) -> None:
    """Undo `move_enrolments` as far as it stands, in the unlinking transaction; open launches of the identity end."""
    LaunchSession.objects.filter(identity=identity).end()
    rows = {str(row.pk): row for row in Enrolment.objects.select_for_update().filter(user=identity.user)}
    there = set(Enrolment.objects.filter(user=person).values_list("classroom_id", flat=True))
    for entry in memo:
        row = rows.get(entry["enrolment"])
        if row and row.classroom_id not in there:
            _give_back(entry, row, identity, person)


def _move(row: Enrolment, kept: Enrolment | None, to_user: User) -> dict[str, Any]:
    entry: dict[str, Any] = {"enrolment": str(row.pk), "was": _values(row), "told": _told(row)}
    if kept is None:
        Enrolment.objects.filter(pk=row.pk).update(user=to_user)
        return entry
    before, told_before = _values(kept), _told(kept)
    _take_over_told(kept, row)
    _take_over(kept, row)
    _move_sessions(row, kept)
    row.delete()
    after = {"after": _values(kept), "told_before": told_before, "told_after": _told(kept)}
    return entry | {"enrolment": str(kept.pk), "before": before} | after


def _give_back(entry: dict[str, Any], row: Enrolment, identity: LmsIdentity, person: User) -> None:
    was = entry["was"]
    if "before" in entry:
        _set_back(row, entry["before"], entry["after"])
        _set_back_told(row, entry)
    elif not _decided_since(row, was):
        Enrolment.objects.filter(pk=row.pk).update(user=person)
        return
    again = Enrolment.objects.create(
        classroom_id=row.classroom_id,
        user=person,
        lms=identity.lms if was["lms_id"] else None,
        role=was["role"],
        active=was["active"] and row.active,
        by_hand=was["by_hand"],
        is_test=was["is_test"],
    )
    _tell(again, entry.get("told", {}))
    settle([row.pk])


def _decided_since(row: Enrolment, was: dict[str, Any]) -> bool:
    return row.by_hand and (row.by_hand, row.role) != (was["by_hand"], was["role"])


def _set_back(kept: Enrolment, before: dict[str, Any], after: dict[str, Any]) -> None:
    now = _values(kept)
    # The LMS differs only where the account's place had none, so that no LMS that is gone by now comes back.
    back = {name: value for name, value in before.items() if now[name] == after[name] != value}
    if back:
        Enrolment.objects.filter(pk=kept.pk).update(**back)


def _values(row: Enrolment) -> dict[str, Any]:
    kept = {name: getattr(row, name) for name in ("role", "active", "by_hand", "is_test")}
    return kept | {"lms_id": str(row.lms_id) if row.lms_id else None}


def _told(row: Enrolment) -> dict[str, int]:
    """The told roles of somebody, by the course's id."""
    return {
        str(course): told for course, told in ToldRole.objects.filter(enrolment=row).values_list("lms_course", "told")
    }


def _tell(row: Enrolment, told: dict[str, int]) -> None:
    """Keep these told roles for the enrolment, of courses that are still there."""
    there = LmsCourse.objects.filter(pk__in=list(told))
    ToldRole.objects.bulk_create(
        ToldRole(enrolment=row, lms_course=course, told=told[str(course.pk)]) for course in there
    )


def _take_over_told(kept: Enrolment, other: Enrolment) -> None:
    """Of two told roles of one course the greater holds until its next launch. An ended enrolment gives none."""
    mine = _told(kept) if kept.active or not other.active else {}
    theirs = _told(other) if other.active or not kept.active else {}
    both = {course: max(mine.get(course, 0), theirs.get(course, 0)) for course in mine | theirs}
    ToldRole.objects.filter(enrolment__in=[kept, other]).delete()
    _tell(kept, both)


def _set_back_told(kept: Enrolment, entry: dict[str, Any]) -> None:
    """Take the told roles away again that came with the linking, where no launch has changed them since."""
    before, after, now = entry.get("told_before", {}), entry.get("told_after", {}), _told(kept)
    moved = [course for course, told in now.items() if after.get(course) == told != before.get(course)]
    ToldRole.objects.filter(enrolment=kept, lms_course__in=map(UUID, moved)).delete()
    _tell(kept, {course: before[course] for course in moved if course in before})


def _move_sessions(row: Enrolment, kept: Enrolment) -> None:
    sessions = LaunchSession.objects.filter(enrolment=row)
    if not row.active:  # they ended with it, and must not begin again under another
        sessions.end()
    sessions.update(enrolment=kept)
    if kept.by_hand:  # a launch session carries the role that it was let in with
        LaunchSession.objects.filter(enrolment=kept).exclude(role=kept.role).end()


def _take_over(kept: Enrolment, other: Enrolment) -> None:
    active = [row for row in (kept, other) if row.active] or [kept]  # one that a teacher ended gives nothing
    by_hand = [row for row in active if row.by_hand]  # holds against the LMS as it does at launches
    roles = [ClassRole(row.role) for row in by_hand or active]
    kept.role = max(roles, key=lambda role: role.rank)
    kept.active = kept.active or other.active
    kept.by_hand = bool(by_hand)
    kept.is_test = kept.is_test and other.is_test
    kept.lms_id = kept.lms_id or other.lms_id
    kept.save(update_fields=["role", "active", "by_hand", "is_test", "lms"])
