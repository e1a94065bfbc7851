"""A launched person turns out to be an account: their grades become the account's, and back again.

What was earned follows the submissions (`submissions/merge.py`), which are counted anew after they moved. Here go what
teachers said instead, completions, and the comments that a teacher wrote. Where both have a grade, the account's
override stands, else the person's; full points of either for completing a unit stay.
"""

from typing import Any
from uuid import UUID

from django.db.models import Field

from slipway.content.models import Unit
from slipway.gradebook.counting import recount
from slipway.gradebook.models import Comment, Grade
from slipway.orgs.models import User
from slipway.people.linking import Memo
from slipway.people.models import LmsIdentity
from slipway.submissions.locked import hold_submissions_of

_OVERRIDE = ("override", "override_reason", "override_shown", "override_by_id", "override_by_name", "override_at")
_KEPT = ("earned", *_OVERRIDE)


def move_grades(from_user: User, to_user: User) -> Memo:
    """Give `from_user`'s grades to `to_user`, in the linking transaction."""
    hold_submissions_of(from_user, to_user)
    held = {row.unit_id: row for row in Grade.objects.select_for_update().filter(user=to_user)}
    rows = list(Grade.objects.select_for_update().filter(user=from_user))
    memo: Memo = [_move(row, held.get(row.unit_id), to_user) for row in rows]
    written = Comment.objects.filter(by=from_user)
    memo += [{"comment": str(pk)} for pk in written.values_list("pk", flat=True)]
    written.update(by=to_user)
    return memo


def give_back_grades(memo: Memo, identity: LmsIdentity, person: User) -> None:
    """Undo `move_grades` as far as it stands, in the unlinking transaction."""
    hold_submissions_of(identity.user, person)
    comments = [UUID(entry["comment"]) for entry in memo if "comment" in entry]
    Comment.objects.filter(by=identity.user, pk__in=comments).update(by=person)
    rows = {str(row.pk): row for row in Grade.objects.select_for_update().filter(user=identity.user)}
    there = set(Grade.objects.filter(user=person).values_list("unit_id", flat=True))
    for entry in memo:
        row = rows.get(entry.get("grade", ""))
        if row and row.unit_id not in there:
            _give_back(entry, row, person)


def recount_changed(unit: Unit, user: User) -> None:
    """Count what a person has in a unit after submissions came or went, or count by another rule."""
    recount(unit=unit, user=user)


def _move(row: Grade, kept: Grade | None, to_user: User) -> dict[str, Any]:
    if kept is None:
        Grade.objects.filter(pk=row.pk).update(user=to_user)
        return {"grade": str(row.pk)}
    was, before = _values(row), _values(kept)
    if kept.override is None:
        _write(kept, {name: getattr(row, name) for name in _OVERRIDE})
    kept.earned = max((each for each in (kept.earned, row.earned) if each is not None), default=None)
    kept.settle()
    row.delete()
    return {"grade": str(kept.pk), "was": was, "before": before, "after": _values(kept)}


def _give_back(entry: dict[str, Any], row: Grade, person: User) -> None:
    if "was" not in entry:
        Grade.objects.filter(pk=row.pk).update(user=person)
        return
    now, before, after = _values(row), entry["before"], entry["after"]
    if all(now[name] == after[name] for name in _OVERRIDE):
        _write(row, _read(before, _OVERRIDE))
    if now["earned"] == after["earned"]:
        _write(row, _read(before, ("earned",)))
    row.settle()
    made = Grade(unit_id=row.unit_id, user=person)
    _write(made, _read(entry["was"], _KEPT))
    made.settle()


def _values(row: Grade) -> dict[str, str | None]:
    """What `_KEPT` names, as JSON takes it."""
    found = {name: getattr(row, name) for name in _KEPT}
    return {name: None if value is None else _field(name).value_to_string(row) for name, value in found.items()}


def _read(values: dict[str, str | None], names: tuple[str, ...]) -> dict[str, object]:
    return {name: None if values[name] is None else _field(name).to_python(values[name]) for name in names}


def _write(row: Grade, values: dict[str, object]) -> None:
    for name, value in values.items():
        setattr(row, name, value)


def _field(name: str) -> "Field[Any, Any]":
    field = Grade._meta.get_field(name.removesuffix("_id"))  # noqa: SLF001  # Django's documented way
    assert isinstance(field, Field)
    return field
