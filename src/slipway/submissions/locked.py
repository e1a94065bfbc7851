"""Many submissions, held while they are written."""

from collections.abc import Iterable
from uuid import UUID

from slipway.orgs.models import User
from slipway.submissions.models import Submission


def locked_in_order(ids: Iterable[UUID]) -> list[Submission]:
    """These submissions with person, unit and class, locked: by person and number.

    Whoever writes several at once takes them by this, and writes them in this order: so submissions, and the persons'
    grades after them, are locked by everybody in one order, and nobody waits for one who waits for them.
    """
    rows = Submission.objects.select_for_update(of=("self",)).select_related("user", "unit__classroom")
    return list(rows.filter(pk__in=list(ids)).order_by("user_id", "unit_id", "number"))


def hold_submissions_of(*users: User) -> None:
    """Lock all that these people have handed in, for who writes their grades next: before those, as in grading."""
    rows = Submission.objects.select_for_update().filter(user__in=users).order_by("user_id", "unit_id", "number")
    list(rows.values_list("pk", flat=True))
