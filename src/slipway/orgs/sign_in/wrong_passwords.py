"""How many wrong passwords were typed for an account since it last signed in: one row for each account."""

from django.db.models import F

from slipway.orgs.limits import Count, Limit, over
from slipway.orgs.models import Tally

# The row is made by the first sign-in and never swept. So nobody makes rows by typing addresses.
_WRONG = Limit("wrong since the last sign-in", 0, 100 * 365 * 86_400)


def count_wrong(email: str) -> None:
    """Count one more for this address; an address without an account costs the same statement."""
    Tally.objects.filter(key=Count(_WRONG, email.lower()).key).update(count=F("count") + 1)


def wrong_since_last_time(email: str) -> int:
    """The number, at a sign-in, with which it begins anew."""
    count = Count(_WRONG, email.lower())
    over([count])
    wrong = Tally.objects.values_list("count", flat=True).get(key=count.key) - 1
    Tally.objects.filter(key=count.key).update(count=0)
    return wrong
