"""How many wrong passwords and codes are taken, so that strangers neither guess one nor keep its owner out.

Wrong guesses are counted by IP address, by account and address together, and by account over all places that it was
never used from. Only the pair is refused outright: else whoever knows an e-mail address could lock its account, and one
pupil the whole school. Beyond the other two limits guesses are slowed: one is taken every few seconds. A browser where
the account has signed in before (`known_browser`) has its own count, and so has an address where it has. What was typed
is the account's name here, so that known and unknown accounts are counted alike.

Strangers name ever new accounts, from ever new addresses. So what they can add to falls into a fixed number of drawers,
by a keyed hash: that two share one is rare, and nobody can aim at it.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from django.http import HttpRequest
from django.utils.crypto import salted_hmac

from slipway.orgs.limits import Count, Limit, forget_some_of_what_is_over, give_back, how_often, over, reset_counts
from slipway.orgs.sign_in.known_browser import known_browser
from slipway.web.address import client_address

IN_BROWSER = Limit("wrong in a known browser", 10, 600)
PAIR = Limit("wrong for an account from an address", 5, 300)
PAIR_LONG = Limit("wrong for an account from an address, in the long run", 20, 3600)
ADDRESS = Limit("wrong from an address", 20, 300)
ADDRESS_SLOWED = Limit("a try from an address that was wrong too often", 1, 5)
ACCOUNT = Limit("wrong for an account from places unknown to it", 60, 3600)
ACCOUNT_SLOWED = Limit("a try at an account that was guessed at too often", 1, 10)
CODE_SLOWED = Limit("a try at a code that was guessed at too often", 1, 60)  # a code is shorter than any password
BEEN_HERE = Limit("an account has signed in from an address", 0, 60 * 86_400)
# A pair is refused outright: to fill one in fifty by chance takes 26,000 wrong passwords within five minutes.
DRAWERS_OF_PAIRS, DRAWERS = 1 << 18, 1 << 16


@dataclass(frozen=True)
class GuessPlace:
    """Where a guess comes from. `browser` is the name of one that the account has used, '' for any other."""

    address: str
    browser: str
    been_here: bool


@dataclass(frozen=True)
class Round:
    """Counted together. Beyond their limits, `slowed` lets one through now and then; without it nothing does."""

    counts: Sequence[Count]
    slowed: Count | None = None


GuessRefusal = Literal["", "too_many_login_attempts", "slowed"]  # as the adapter names what it says of it


def rounds_of(account: str, place: GuessPlace, every: Limit = ACCOUNT_SLOWED) -> list[Round]:
    """What a guess counts towards, round by round: what one round refuses is not counted in the next.

    So whoever is stopped by the limits of their own address adds nothing to what slows all unknown places.
    """
    if place.browser:
        return [Round([Count(IN_BROWSER, f"{account} {place.browser}")])]
    if place.been_here:
        return [Round(_pair(account, place.address, been_here=True))]
    address, name = _drawer(place.address, DRAWERS), _drawer(account, DRAWERS)
    return [
        Round([Count(ADDRESS, address)], slowed=Count(ADDRESS_SLOWED, address)),
        Round(_pair(account, place.address, been_here=False)),
        Round([Count(ACCOUNT, name)], slowed=Count(every, name)),
    ]


@dataclass
class Guess:
    """One password or code that somebody has typed. `account` is what they say they are."""

    account: str
    place: GuessPlace
    refusal: GuessRefusal = ""
    counted: list[Count] = field(default_factory=list)

    def count(self, each: Round) -> None:
        """Count it, and find whether it is refused. What was slowed was not looked at: it is no guess at the pair."""
        if not over(each.counts):
            self.counted += each.counts
        elif each.slowed is None:
            self.refusal = "too_many_login_attempts"
        elif over([each.slowed]):
            give_back(self.counted)
            self.refusal = "slowed"
        else:
            self.counted += [*each.counts, each.slowed]

    def was_right(self) -> None:
        """It was no guess: nothing is counted."""
        give_back(self.counted)


def guess(request: HttpRequest, account: str, *, email: str, every: Limit = ACCOUNT_SLOWED) -> Guess:
    """Count one before it is looked at, so that many at once are not more than one after another.

    `account` tells passwords and codes apart; `email` is whose browser it may be.
    """
    address = client_address(request)
    browser = known_browser(request, email)
    # Asked of a known browser too, whose answer it does not change: a guess costs the same wherever it comes from.
    been_here = bool(how_often(_been_here(email, address)))
    made = Guess(account, GuessPlace(address, browser, been_here))
    for each in rounds_of(account, made.place, every):
        made.count(each)
        if made.refusal:
            return made
    forget_some_of_what_is_over()
    return made


def trust_address(request: HttpRequest, email: str) -> None:
    """Somebody has signed in from there: what strangers do elsewhere stops nobody there."""
    over([_been_here(email, client_address(request))])


def begin_anew(request: HttpRequest, account: str) -> None:
    """Whoever holds the mailbox has set a new password: what was guessed at the old one counts no longer."""
    address = client_address(request)
    pairs = [*_pair(account, address, been_here=True), *_pair(account, address, been_here=False)]
    reset_counts([*pairs, Count(ACCOUNT, _drawer(account, DRAWERS))])


def _pair(account: str, address: str, *, been_here: bool) -> list[Count]:
    """Where an account has signed in, it has counts that it shares with nobody."""
    both = f"{account} {address}"
    return [Count(limit, both if been_here else _drawer(both, DRAWERS_OF_PAIRS)) for limit in (PAIR, PAIR_LONG)]


def _been_here(email: str, address: str) -> Count:
    return Count(BEEN_HERE, f"{email} {address}")


def _drawer(what: str, drawers: int) -> str:
    return f"drawer {int(salted_hmac(__name__, what, algorithm='sha256').hexdigest()[:12], 16) % drawers}"
