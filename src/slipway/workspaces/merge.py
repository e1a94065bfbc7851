"""A launched person turns out to be an account: their work becomes the account's, and back again.

On the way back (`give_back_workspaces`) a unit that only the launched person had begun goes with them, as it is by now.
Where both had begun one, both have one again: the person's as it was then, the account's without what it had taken
over, unless that has changed since.
"""

from datetime import datetime
from typing import Any

from slipway.orgs.models import User
from slipway.people.linking import Memo
from slipway.people.models import LmsIdentity
from slipway.workspaces.models import Workspace


def move_workspaces(from_user: User, to_user: User) -> Memo:
    """Give `from_user`'s workspaces to `to_user`, in the linking transaction.

    Where both have begun a unit, the earlier start and the earlier completion count.
    """
    held = {row.unit_id: row for row in Workspace.objects.select_for_update().filter(user=to_user)}
    rows = Workspace.objects.select_for_update().filter(user=from_user)
    return [_move(row, held.get(row.unit_id), to_user) for row in rows]


def give_back_workspaces(memo: Memo, identity: LmsIdentity, person: User) -> None:
    """Undo `move_workspaces` as far as it stands, in the unlinking transaction."""
    rows = {str(row.pk): row for row in Workspace.objects.select_for_update().filter(user=identity.user)}
    there = set(Workspace.objects.filter(user=person).values_list("unit_id", flat=True))
    for entry in memo:
        row = rows.get(entry["workspace"])
        if row and row.unit_id not in there:
            _give_back(entry, row, person)


def _move(row: Workspace, kept: Workspace | None, to_user: User) -> dict[str, Any]:
    if kept is None:
        Workspace.objects.filter(pk=row.pk).update(user=to_user)
        return {"workspace": str(row.pk)}
    was, before = _times(row), _times(kept)
    kept.started_at = min(kept.started_at, row.started_at)
    kept.completed_at = min((at for at in (kept.completed_at, row.completed_at) if at), default=None)
    _write(kept, _times(kept))
    row.delete()
    return {"workspace": str(kept.pk), "was": was, "before": before, "after": _times(kept)}


def _give_back(entry: dict[str, Any], row: Workspace, person: User) -> None:
    if "was" not in entry:
        Workspace.objects.filter(pk=row.pk).update(user=person)
        return
    now, before, after = _times(row), entry["before"], entry["after"]
    _write(row, {name: before[name] if now[name] == after[name] else now[name] for name in now})
    _write(Workspace.objects.create(unit_id=row.unit_id, user=person), entry["was"])


def _times(row: Workspace) -> dict[str, str | None]:
    return {
        "started_at": row.started_at.isoformat(),
        "completed_at": row.completed_at.isoformat() if row.completed_at else None,
    }


def _write(row: Workspace, times: dict[str, str | None]) -> None:
    # started_at is set at birth (auto_now_add), so it is changed by an update, not by saving the instance
    moments = {name: datetime.fromisoformat(at) if at else None for name, at in times.items()}
    Workspace.objects.filter(pk=row.pk).update(**moments)
