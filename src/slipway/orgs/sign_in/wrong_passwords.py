"""How many wrong passwords an account had since it last signed in: one number for each, however many they were."""

from django.db.models import F

from slipway.orgs.limits import Count, Limit, over
from slipway.orgs.models import Tally

# An account's number stays until it signs in; who never has, has none. So nobody makes rows by typing addresses.
_WRONG = Limit("wrong since the last sign-in", 0, 100 * 365 * 86_400)


def count_wrong(email: str) -> None:
    """One more, for whoever's address it is; the same statement for an address that is nobody's."""
    Tally.objects.filter(key=Count(_WRONG, email.lower()).key).update(count=F("count") + 1)


def wrong_since_last_time(email: str) -> int:
    """The number, which begins anew with the sign-in that asks for it."""
    count = Count(_WRONG, email.lower())
    over([count])
    wrong = Tally.objects.values_list("count", flat=True).get(key=count.key) - 1
    Tally.objects.filter(key=count.key).update(count=0)
    return wrong
