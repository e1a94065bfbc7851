"""Strangers' wrong passwords: they guess little, and keep nobody out."""

import time
from typing import Any

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core import mail
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from hypothesis import given
from hypothesis import strategies as st

from slipway.orgs.limits import Count, Limit, give_back, over
from slipway.orgs.models import Tally, User
from slipway.orgs.sign_in.guessing import (
    ACCOUNT,
    ACCOUNT_SLOWED,
    ADDRESS,
    ADDRESS_SLOWED,
    IN_BROWSER,
    PAIR,
    PAIR_LONG,
    GuessPlace,
    guess,
    rounds_of,
)
from slipway.orgs.sign_in.known_browser import COOKIE
from tests.factories import PASSWORD, account
from tests.orgs.browsers import LOGIN, form_by_mail

pytestmark = [pytest.mark.http, pytest.mark.django_db]

HOME, ELSEWHERE = "192.0.2.7", "198.51.100.9"
TOO_MANY = "Too many wrong passwords or codes were typed"
SLOWED = "Only one is looked at every few seconds now"


class Clock:
    """It stands until a test sets it on: else what is let through every few seconds hangs on how quick a machine is."""

    now = time.time()


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    standing = Clock()
    monkeypatch.setattr(time, "time", lambda: standing.now)
    return standing


def browser(address: str = HOME) -> Client:
    return Client(REMOTE_ADDR=address)


def signs_in(there: Client, password: str = PASSWORD, email: str = "olga@acme.example") -> bool:
    return there.post(LOGIN, {"login": email, "password": password}).status_code == 302


def known_browser(address: str = HOME, email: str = "olga@acme.example") -> Client:
    """A browser in which the account has signed in, and out again."""
    there = browser(address)
    assert signs_in(there, email=email)
    there.post("/accounts/logout/")
    return there


def guesses(address: str, email: str = "olga@acme.example") -> None:
    """A wrong password is typed there, as the page counts it: for many, of whose pages nothing is asked."""
    guess(RequestFactory(REMOTE_ADDR=address).post(LOGIN), email, email=email)


def strangers_guess(times: int, *, addresses: int, email: str = "olga@acme.example") -> None:
    """The last one by the page itself."""
    for number in range(times):
        if number < times - 1:
            guesses(f"203.0.113.{number % addresses}", email)
        else:
            assert not signs_in(browser(f"203.0.113.{number % addresses}"), "guessed", email)


@pytest.mark.parametrize(
    ("place", "counted"),
    [
        (
            GuessPlace(HOME, "", been_here=False),
            [([ADDRESS], ADDRESS_SLOWED), ([PAIR, PAIR_LONG], None), ([ACCOUNT], ACCOUNT_SLOWED)],
        ),
        (GuessPlace(HOME, "", been_here=True), [([PAIR, PAIR_LONG], None)]),
        (GuessPlace(HOME, "a browser", been_here=False), [([IN_BROWSER], None)]),
        (GuessPlace(HOME, "a browser", been_here=True), [([IN_BROWSER], None)]),
    ],
)
def test_a12_what_a_guess_counts_towards(place: GuessPlace, counted: list[tuple[list[Limit], Limit | None]]) -> None:
    rounds = rounds_of("olga@acme.example", place)
    assert [([count.limit for count in each.counts], each.slowed and each.slowed.limit) for each in rounds] == counted


def test_a12_wrong_passwords_from_elsewhere_do_not_keep_the_owner_out(owner: User) -> None:
    strangers_guess(12, addresses=1)
    assert signs_in(browser(HOME))


def test_a12_many_addresses_keep_no_known_browser_and_no_known_address_out(owner: User) -> None:
    known = known_browser()
    strangers_guess(ACCOUNT.most + 5, addresses=40)
    assert signs_in(known)  # the same browser
    known.cookies.pop("slipway_session")
    known.defaults["REMOTE_ADDR"] = ELSEWHERE
    assert signs_in(known)  # which was carried elsewhere
    assert signs_in(browser(HOME))  # another browser at the same address


def test_a12_many_addresses_together_guess_little_and_keep_no_unknown_place_out(owner: User, clock: Clock) -> None:
    strangers_guess(ACCOUNT.most, addresses=40)
    assert not signs_in(browser("203.0.113.77"), "guessed")  # one that is let through, slowly
    for _ in range(PAIR.most + 1):  # however often
        refused = browser(ELSEWHERE).post(LOGIN, {"login": owner.email, "password": PASSWORD})
        assert SLOWED in refused.content.decode()
    clock.now += ACCOUNT_SLOWED.within
    assert signs_in(browser(ELSEWHERE))


def test_a12_thirteen_networks_keep_nobody_out_of_their_account_for_longer_than_seconds(
    owner: User, clock: Clock
) -> None:
    for number in range(65):
        guesses(f"2001:db8:0:{number % 13:x}::1")
    clock.now += ACCOUNT_SLOWED.within
    assert signs_in(browser(ELSEWHERE))


def test_a12_one_in_a_school_slows_the_others_there_and_keeps_nobody_out(owner: User, clock: Clock) -> None:
    for number in range(60):
        guesses(ELSEWHERE, f"somebody{number}@acme.example")
    assert not signs_in(browser(ELSEWHERE))
    clock.now += ADDRESS_SLOWED.within
    assert signs_in(browser(ELSEWHERE))


def test_a12_one_address_adds_few_rows_however_many_accounts_it_names(owner: User) -> None:
    for number in range(120):
        guesses(ELSEWHERE, f"somebody{number}@acme.example")
    assert not signs_in(browser(ELSEWHERE))
    assert Tally.objects.count() <= 3 * (ADDRESS.most + 1) + 2


@given(account=st.text(max_size=80), address=st.ip_addresses().map(str))
def test_a12_what_strangers_name_falls_into_a_fixed_number_of_drawers(account: str, address: str) -> None:
    for each in rounds_of(account, GuessPlace(address, "", been_here=False)):
        for count in (*each.counts, *([each.slowed] if each.slowed else [])):
            word, number = count.of.split()
            assert (word, int(number) < 1 << 18) == ("drawer", True)


def test_a12_what_is_over_goes_while_something_is_counted(owner: User, clock: Clock) -> None:
    for number in range(15):
        signs_in(browser(f"203.0.113.{number}"), "guessed", f"somebody{number}@acme.example")
    assert Tally.objects.count() in range(3 * 15, 4 * 15 + 1)  # that two share a drawer is rare
    clock.now += PAIR_LONG.within + 1
    for _ in range(4):
        assert signs_in(browser(HOME))
    assert not Tally.objects.filter(over_at__lte=clock.now).exists()


def test_a12_whoever_has_the_mailbox_gets_in_at_once(owner: User) -> None:
    strangers_guess(ACCOUNT.most + 1, addresses=40)
    new = browser(ELSEWHERE)
    assert not signs_in(new)
    new.post("/accounts/password/reset/", {"email": owner.email})
    assert (
        new.post(form_by_mail(new), {"password1": "a new long word", "password2": "a new long word"}).status_code == 302
    )
    assert signs_in(new, "a new long word")


def test_a12_one_address_guesses_little_at_one_account_and_at_many(owner: User) -> None:
    there = browser(ELSEWHERE)
    for _ in range(PAIR.most):
        assert not signs_in(there, "guessed")
    assert not signs_in(there)  # the right one, too late
    for number in range(ADDRESS.most):
        guesses(ELSEWHERE, f"somebody{number}@acme.example")
    account("tina@acme.example")
    assert not signs_in(there, email="tina@acme.example")


def test_a12_one_stopped_address_adds_nothing_to_what_stops_all(owner: User) -> None:
    for _ in range(ACCOUNT.most * 2):
        guesses("203.0.113.1")
    *_, of_account = rounds_of("olga@acme.example", GuessPlace(ELSEWHERE, "", been_here=False))
    assert Tally.objects.get(key=of_account.counts[0].key).count <= PAIR.most
    assert signs_in(browser(ELSEWHERE))


def test_a12_a_known_browser_guesses_little_too(owner: User) -> None:
    known = known_browser()
    for _ in range(IN_BROWSER.most):
        assert not signs_in(known, "guessed")
    assert not signs_in(known)
    assert signs_in(browser(ELSEWHERE))


def test_a12_a_cookie_is_worth_something_for_its_own_accounts_only(owner: User) -> None:
    account("eve@evil.example")
    eve = known_browser(ELSEWHERE, "eve@evil.example")
    for _ in range(PAIR.most):
        assert not signs_in(eve, "guessed")
    assert not signs_in(eve)
    eve.cookies[COOKIE] = f"{eve.cookies[COOKIE].value}x"
    assert not signs_in(eve)


def test_a12_the_cookie_names_nobody_and_gives_no_right(owner: User) -> None:
    cookie = known_browser().cookies[COOKIE]
    assert "olga" not in cookie.value
    assert str(owner.pk) not in cookie.value
    assert (cookie["httponly"], cookie["samesite"], cookie["path"]) == (True, "Lax", "/accounts/")
    thief = browser(ELSEWHERE)
    thief.cookies[COOKIE] = cookie.value
    assert thief.get("/organizations/").status_code == 302


def test_a12_a_right_password_counts_for_nothing(owner: User) -> None:
    for _ in range(PAIR.most * 3):
        assert signs_in(browser(ELSEWHERE))


IN_EVERY_RUN = {(1, 0), (PAIR.most + 1, 0), (1, ACCOUNT.most + 2)}
GUESSES = [
    pytest.param(tries, elsewhere, marks=[] if (tries, elsewhere) in IN_EVERY_RUN else [pytest.mark.long])
    for tries in (1, PAIR.most + 1, ADDRESS.most + 2)
    for elsewhere in (0, ACCOUNT.most, ACCOUNT.most + 2)
]


@pytest.mark.parametrize(("tries", "elsewhere"), GUESSES)
def test_a12_known_and_unknown_accounts_are_answered_alike(owner: User, tries: int, elsewhere: int) -> None:
    """By words, and by what the database is asked."""
    answers: list[tuple[list[str], list[str]]] = []
    for email, address in ((owner.email, HOME), ("nobody@acme.example", ELSEWHERE)):
        there = browser(address)
        strangers_guess(elsewhere, addresses=40, email=str(email))
        for _ in range(tries - 1):
            there.post(LOGIN, {"login": email, "password": "guessed"})
        with CaptureQueriesContext(connection) as statements:
            page = there.post(LOGIN, {"login": email, "password": "guessed"}).content.decode()
        lines = page.replace(str(email), "EMAIL").split("<main", 1)[1].splitlines()
        words = [line for line in lines if "csrfmiddlewaretoken" not in line]
        answers.append((words, [query["sql"].split(" WHERE ")[0].split(" VALUES ")[0] for query in statements]))
    assert answers[0] == answers[1]


def test_a12_an_unknown_account_costs_a_hash_too(owner: User, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[str] = []

    def counted(hasher: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return encode(hasher, password, salt)

    encode = MD5PasswordHasher.encode
    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    assert not signs_in(browser(), "guessed")
    known = len(hashed)
    assert not signs_in(browser(), "guessed", "nobody@acme.example")
    assert known == len(hashed) - known == 1


def test_a12_what_was_typed_is_counted_whatever_its_case(owner: User) -> None:
    there = browser(ELSEWHERE)
    for number in range(PAIR.most):
        signs_in(there, "guessed", "OLGA@acme.example" if number % 2 else "olga@ACME.example")
    assert not signs_in(there)


def test_a12_mails_for_a_new_password_are_few_alike_for_known_and_unknown(owner: User) -> None:
    for email in (owner.email, "nobody@acme.example"):
        mail.outbox.clear()
        answers = [browser(f"203.0.113.{n}").post("/accounts/password/reset/", {"email": email}) for n in range(8)]
        assert [answer.status_code for answer in answers] == [302] * 3 + [200] * 5
        assert len(mail.outbox) == 3
        assert "Several such mails were asked for" in answers[-1].content.decode()


def test_a12_one_address_asks_for_few_mails_to_many(owner: User) -> None:
    for number in range(40):
        browser(ELSEWHERE).post("/accounts/password/reset/", {"email": f"victim{number}@acme.example"})
    assert len(mail.outbox) == 20
    assert browser(HOME).post("/accounts/password/reset/", {"email": owner.email}).status_code == 302


def test_a12_sign_up_mails_one_address_seldom(settings: Any) -> None:
    settings.SIGNUP_OPEN = settings.HAS_MAIL = True
    settings.ACCOUNT_EMAIL_VERIFICATION = "mandatory"
    account("first@acme.example")
    passwords = dict.fromkeys(("password1", "password2"), "quite a long word")
    for number in range(5):
        there = browser(f"203.0.113.{number}")
        there.post("/accounts/signup/", {"name": "Eve", "email": "victim@acme.example", **passwords})
    assert len(mail.outbox) == 1


def test_a12_requests_side_by_side_are_each_counted() -> None:
    limit = Limit("a test", 2, 60)
    counts = [Count(limit, "one"), Count(limit, "two")]
    assert [over(counts) for _ in range(3)] == [[], [], sorted(counts, key=lambda count: count.key)]
    give_back(counts)
    assert not Tally.objects.exclude(count=2).exists()


def test_a12_a_count_is_over_after_its_time() -> None:
    count = Count(Limit("a test", 1, 60), "one")
    assert over([count]) == []
    assert over([count]) == [count]
    Tally.objects.update(over_at=1)
    assert over([count]) == []
    assert "one" not in str(list(Tally.objects.values_list("key", flat=True)))
