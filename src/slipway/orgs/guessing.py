"""How many wrong passwords and codes are taken, so that strangers neither guess one nor keep its owner out.

An account alone is never locked: anybody who knows its address could do that. Wrong guesses are counted by account and
address together, by address, and by account over all places that it has never been used from. A browser where the
account has signed in before (`known_browser`) has a count of its own, and an address one that no stranger's other
address adds to. Known and unknown accounts are counted alike: what was typed is the account's name here.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field

from django.http import HttpRequest

from slipway.orgs.counted import Count, Limit, forget, give_back, how_often, over
from slipway.orgs.known_browser import known_browser
from slipway.web.address import client_address

IN_BROWSER = Limit("wrong in a known browser", 10, 600)
PAIR = Limit("wrong for an account from an address", 5, 300)
PAIR_LONG = Limit("wrong for an account from an address, in the long run", 20, 3600)
ADDRESS = Limit("wrong from an address", 20, 300)
ACCOUNT = Limit("wrong for an account from places unknown to it", 60, 3600)
BEEN_HERE = Limit("an account has signed in from an address", 0, 60 * 86_400)


@dataclass(frozen=True)
class Place:
    """Where a guess comes from. `browser` is the name of one that the account has used, '' for any other."""

    address: str
    browser: str
    been_here: bool


def counts_of(account: str, place: Place) -> list[list[Count]]:
    """What a guess counts towards, round by round: what one round refuses is not counted in the next.

    So whoever is stopped by the limit of their own address adds nothing to what stops all unknown places.
    """
    if place.browser:
        return [[Count(IN_BROWSER, f"{account} {place.browser}")]]
    here = f"{account} {place.address}"
    pair = [Count(PAIR, here), Count(PAIR_LONG, here)]
    if place.been_here:
        return [pair]
    return [[*pair, Count(ADDRESS, place.address)], [Count(ACCOUNT, account)]]


@dataclass
class Guess:
    """One password or code that somebody has typed. `account` is what they say they are."""

    account: str
    place: Place
    refused: bool = False
    counted: list[Count] = field(default_factory=list)

    def was_right(self) -> None:
        """It was no guess: nothing is counted."""
        give_back(self.counted)


def guess(request: HttpRequest, account: str, *, email: str) -> Guess:
    """Count one before it is looked at, so that many at once are not more than one after another.

    `account` tells passwords and codes apart; `email` is whose browser it may be.
    """
    address = client_address(request)
    browser = known_browser(request, email)
    # Asked of a known browser too, whose answer it does not change: a guess costs the same wherever it comes from.
    been_here = bool(how_often(_been_here(email, address)))
    made = Guess(account, Place(address, browser, been_here))
    for counts in counts_of(account, made.place):
        made.counted += counts
        if over(counts):
            made.refused = True
            break
    return made


def trust_address(request: HttpRequest, email: str) -> None:
    """Somebody has signed in from there: what strangers do elsewhere stops nobody there."""
    over([_been_here(email, client_address(request))])


def begin_anew(request: HttpRequest, accounts: Sequence[str]) -> None:
    """Whoever holds the mailbox has set a new password: what was guessed at the old one counts no longer."""
    address = client_address(request)
    here = [Count(limit, f"{account} {address}") for limit in (PAIR, PAIR_LONG) for account in accounts]
    forget([*here, *(Count(ACCOUNT, account) for account in accounts)])


def _been_here(email: str, address: str) -> Count:
    return Count(BEEN_HERE, f"{email} {address}")
