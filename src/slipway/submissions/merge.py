"""A launched person turns out to be an account: what they wrote and handed in becomes the account's, and back again.

Where both wrote in a unit, the account's saved work stays, and the person's becomes a kept version. Submissions keep
their order in time, and are numbered anew where both had some; on the way back those that came over go again.
"""

from collections.abc import Callable, Iterable
from uuid import UUID

from slipway.content.models import Unit
from slipway.orgs.models import User
from slipway.people.linking import Memo
from slipway.people.models import LmsIdentity
from slipway.submissions.models import Extension, KeptVersion, SavedWork, Submission, Trial
from slipway.submissions.recounting import recount_student

# What rooms above do where a person's submissions in a unit have become others, in the same transaction.
after_moving: list[Callable[[Unit, User], None]] = []
_FAR = 1_000_000  # numbers for a moment, while all of a unit are given new ones


def move_submissions(from_user: User, to_user: User) -> Memo:
    """Give `from_user`'s work to `to_user`, in the linking transaction."""
    held = Submission.objects.select_for_update(of=("self",)).filter(user=from_user)
    rows = list(held.select_related("unit__classroom"))
    memo: Memo = [{"submission": str(row.pk)} for row in rows]
    extensions = _move_extensions(from_user, to_user)
    memo += [{"extension": str(pk)} for pk in extensions]
    for unit in Unit.objects.filter(extensions__in=extensions).select_related("classroom"):
        recount_student(unit, to_user.pk)  # who may have handed in there what is not late any more
    _hand_over(rows, to_user, from_user)
    memo += [{"version": str(pk)} for pk in _move_versions(from_user, to_user)]
    memo += [{"saved": str(pk)} for pk in _move_saved(from_user, to_user)]
    memo += [{"trial": str(pk)} for pk in _move_trials(from_user, to_user)]
    return memo


def give_back_submissions(memo: Memo, identity: LmsIdentity, person: User) -> None:
    """Undo `move_submissions` as far as it stands, in the unlinking transaction."""
    named = {
        name: [UUID(entry[name]) for entry in memo if name in entry]
        for name in ("submission", "extension", "version", "saved", "trial")
    }
    user = identity.user
    dated = Extension.objects.filter(user=person).values("unit")
    Extension.objects.filter(user=user, pk__in=named["extension"]).exclude(unit__in=dated).update(user=person)
    rows = Submission.objects.select_for_update(of=("self",)).filter(user=user, pk__in=named["submission"])
    _hand_over(list(rows.select_related("unit__classroom")), person, user)
    KeptVersion.objects.filter(user=user, pk__in=named["version"]).update(user=person)
    there = SavedWork.objects.filter(user=person).values("unit")
    SavedWork.objects.filter(user=user, pk__in=named["saved"]).exclude(unit__in=there).update(user=person)
    tried = Trial.objects.filter(user=person).values("unit")
    Trial.objects.filter(user=user, pk__in=named["trial"]).exclude(unit__in=tried).update(user=person)


def _hand_over(rows: Iterable[Submission], user: User, before: User) -> None:
    """Make submissions of `before` the user's, each unit's numbered by the time at which they came."""
    units = {row.unit_id: row.unit for row in rows}
    for place, row in enumerate(rows):  # out of the way of numbers that are taken
        Submission.objects.filter(pk=row.pk).update(user=user, number=_FAR + place)
    for unit in units.values():
        for whose in (user, before):
            _number_anew(unit.pk, whose.pk)
            recount_student(unit, whose.pk)  # by the extension that is theirs now
            for tell in after_moving:
                tell(unit, whose)


def _number_anew(unit_id: UUID, user_id: UUID) -> None:
    mine = Submission.objects.filter(unit_id=unit_id, user_id=user_id)
    rows = list(mine.order_by("received_at").values_list("pk", "number"))
    if [number for _pk, number in rows] == list(range(1, len(rows) + 1)):
        return
    for place, (pk, _number) in enumerate(rows):
        mine.filter(pk=pk).update(number=2 * _FAR + place)
    for place, (pk, _number) in enumerate(rows):
        mine.filter(pk=pk).update(number=place + 1)


def _move_extensions(from_user: User, to_user: User) -> list[UUID]:
    """Where both have other dates in a unit, the account's stand."""
    rows = Extension.objects.filter(user=from_user)
    found = list(
        rows.exclude(unit__in=Extension.objects.filter(user=to_user).values("unit")).values_list("pk", flat=True)
    )
    rows.filter(pk__in=found).update(user=to_user)
    return found


def _move_versions(from_user: User, to_user: User) -> list[UUID]:
    rows = KeptVersion.objects.filter(user=from_user)
    found = list(rows.values_list("pk", flat=True))
    rows.update(user=to_user)
    return found


def _move_saved(from_user: User, to_user: User) -> list[UUID]:
    there = set(SavedWork.objects.filter(user=to_user).values_list("unit_id", flat=True))
    moved = []
    for row in SavedWork.objects.select_for_update().filter(user=from_user):
        if row.unit_id in there:
            why = KeptVersion.Why.OTHER_TAB
            KeptVersion.objects.create(unit_id=row.unit_id, user=to_user, files=row.files, why=why)
            row.delete()
        else:
            SavedWork.objects.filter(pk=row.pk).update(user=to_user)
            moved.append(row.pk)
    return moved


def _move_trials(from_user: User, to_user: User) -> list[UUID]:
    """Where both have tried a unit, each keeps their own."""
    there = Trial.objects.filter(user=to_user).values_list("unit_id", flat=True)
    rows = Trial.objects.filter(user=from_user).exclude(unit__in=list(there))
    found = list(rows.values_list("pk", flat=True))
    Trial.objects.filter(pk__in=found).update(user=to_user)
    return found
