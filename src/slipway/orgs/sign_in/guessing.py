"""How many wrong passwords and codes are taken, so that strangers neither guess one nor keep its owner out.

Wrong guesses are counted by IP address, by account and address together, and by account over all places that it was
never used from. Only the pair is refused outright: else whoever knows an e-mail address could lock its account, and one
pupil the whole school. Beyond the other two limits guesses are slowed: one is taken every few seconds. A browser where
the account has signed in before (`known_browser`) has its own count, and so has an address where it has. What was typed
is the account's name here, so that known and unknown accounts are counted alike.

Strangers can name any number of accounts, from any number of addresses. So their counts share a fixed number of rows
(`DRAWERS`), chosen by a keyed hash: two accounts rarely share a row, and nobody can make them.
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
    """Counts that are made together. Beyond their limits `slowed` lets a guess through now and then, if it is set."""

    counts: Sequence[Count]
    slowed: Count | None = None


GuessRefusal = Literal["", "too_many_login_attempts", "slowed"]  # keys of the adapter's `error_messages`


def rounds_of(account: str, place: GuessPlace, every: Limit = ACCOUNT_SLOWED) -> list[Round]:
    """What a guess counts towards, round by round: what one round refuses is not counted in the next.

    So a guess that the limits of its own address stop adds nothing to what slows all unknown places.
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
        """Count it, and decide whether it is refused. One that is slowed is not looked at, so it is taken back."""
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
        """Take back what was counted: it was no wrong guess."""
        give_back(self.counted)


def guess(request: HttpRequest, account: str, *, email: str, every: Limit = ACCOUNT_SLOWED) -> Guess:
    """Count a guess before it is looked at, so that many at once get no further than one after another.

    `account` names what is guessed at, a password or a code; `email` is the address that the browser may know.
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
    """Note that the account has signed in from there: strangers' guesses from elsewhere do not count there."""
    over([_been_here(email, client_address(request))])


def begin_anew(request: HttpRequest, account: str) -> None:
    """Forget the guesses at a password that was replaced by a mailed link."""
    address = client_address(request)
    pairs = [*_pair(account, address, been_here=True), *_pair(account, address, been_here=False)]
    reset_counts([*pairs, Count(ACCOUNT, _drawer(account, DRAWERS))])


def _pair(account: str, address: str, *, been_here: bool) -> list[Count]:
    """An address where the account has signed in has counts of its own, which it shares with nobody."""
    both = f"{account} {address}"
    return [Count(limit, both if been_here else _drawer(both, DRAWERS_OF_PAIRS)) for limit in (PAIR, PAIR_LONG)]


def _been_here(email: str, address: str) -> Count:
    return Count(BEEN_HERE, f"{email} {address}")


def _drawer(what: str, drawers: int) -> str:
    return f"drawer {int(salted_hmac(__name__, what, algorithm='sha256').hexdigest()[:12], 16) % drawers}"
