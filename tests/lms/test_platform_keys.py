"""Platforms' keys: from memory, from the row, from the platform; rotation, dead servers, made-up key ids."""

import json
from datetime import timedelta

import pytest
from django.db import connection
from django.test import override_settings
from django.test.utils import CaptureQueriesContext
from django.utils import timezone, translation
from django.utils.translation import gettext

from slipway.lms.key_sets import fetch, platform_keys
from slipway.lms.key_sets.platform_keys import fetch_keys, keys_of
from slipway.lms.models import PlatformKeySet, Registration
from slipway.lti.refusal import Refusal, Refused
from slipway.lti.v1p3.keys import KeySet
from slipway.web.languages import translated
from tests.lms.key_sets import key_set, other_kind
from tests.lms.platforms import FakePlatform, Said

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture(autouse=True)
def _forgotten() -> None:
    forget()


def forget() -> None:
    """A process that has just started knows no keys."""
    platform_keys._memory.clear()


@pytest.fixture
def registration(platform: FakePlatform) -> Registration:
    return Registration(jwks_url=f"{platform.url}/jwks")


def serves(platform: FakePlatform, *kids: str | None) -> None:
    """From now on the platform publishes these."""
    platform.answer = lambda asked: Said(200, key_set(*kids), {"Content-Type": "application/json"})


def names(keys: KeySet) -> list[str | None]:
    """The key ids of a set."""
    return [kid for kid, _ in keys.keys]


def passed(seconds: float, *columns: str) -> None:
    """That much time goes by, for these columns of every row."""
    for row in PlatformKeySet.objects.all():
        for column in columns:
            setattr(row, column, (getattr(row, column) or timezone.now()) - timedelta(seconds=seconds))
        row.save()


def refusal(registration: Registration, kid: str | None) -> str:
    """The cause with which a launch signed by `kid` is refused for want of keys."""
    with pytest.raises(Refused) as refused:
        keys_of(registration, kid)
    assert refused.value.refusal is Refusal.KEYS_UNAVAILABLE
    return refused.value.cause.english


def test_why_a_key_set_cannot_be_had_is_told_in_the_language_of_the_reader(
    platform: FakePlatform, registration: Registration
) -> None:
    platform.answer = lambda asked: Said(404)
    assert "It answered with status 404." in refusal(registration, "a")
    forget()  # and another process reads why from the row
    with pytest.raises(Refused) as refused, translation.override("de"):
        keys_of(registration, "a")
    with translation.override("de"):
        told, inner = translated(refused.value.cause), gettext("It answered with status %(status)d.") % {"status": 404}
    assert inner in told
    assert registration.jwks_url in told
    assert told != refused.value.cause.english
    PlatformKeySet.objects.update(fault="It did not answer at all.")  # as the release before kept it
    assert "It did not answer at all." in refusal(registration, "a")
    assert len(platform.asked) == 1


def test_keys_are_fetched_once_and_then_cost_no_statement(platform: FakePlatform, registration: Registration) -> None:
    serves(platform, "a", "b")
    assert names(keys_of(registration, "a")) == ["a", "b"]
    with CaptureQueriesContext(connection) as statements:
        keys_of(registration, "a")
        keys_of(registration, "b")
    assert len(statements) == 0
    assert len(platform.asked) == 1


def test_a_new_process_reads_the_row(platform: FakePlatform, registration: Registration) -> None:
    serves(platform, "a")
    keys_of(registration, "a")
    forget()
    with CaptureQueriesContext(connection) as statements:
        assert names(keys_of(registration, "a")) == ["a"]
    assert len(statements) == 1
    assert len(platform.asked) == 1


def test_b8_a_byte_order_mark_is_passed_over_from_the_row_too(
    platform: FakePlatform, registration: Registration
) -> None:
    platform.answer = lambda asked: Said(200, b"\xef\xbb\xbf" + key_set("one"), {"Content-Type": "application/json"})
    assert names(keys_of(registration, "one")) == ["one"]
    forget()
    assert names(keys_of(registration, "one")) == ["one"]
    assert len(platform.asked) == 1


def test_a_rotation_in_mid_run_is_noticed_by_the_first_launch(
    platform: FakePlatform, registration: Registration
) -> None:
    serves(platform, "a")
    keys_of(registration, "a")
    for kids in (["a", "b"], ["b", "c"], ["d"]):  # one right after another: a fetch that brought the key is no vain one
        serves(platform, *kids)
        assert names(keys_of(registration, kids[-1])) == kids
    assert len(platform.asked) == 4


def test_a_made_up_kid_is_looked_for_once_and_then_rests(platform: FakePlatform, registration: Registration) -> None:
    serves(platform, "a")
    keys_of(registration, "a")
    for kid in ("x1", "x2", "x3"):
        assert names(keys_of(registration, kid)) == ["a"]  # the token will be refused: no such key
    assert len(platform.asked) == 2
    assert names(keys_of(registration, "a")) == ["a"]


def test_a_made_up_kid_holds_up_a_real_rotation_for_seconds_only(
    platform: FakePlatform, registration: Registration
) -> None:
    """Whoever can begin a login can make up key ids, all the time."""
    serves(platform, "a")
    for _ in range(3):
        keys_of(registration, "made up")
    serves(platform, "a", "new")
    passed(4, "failed_at")
    assert names(keys_of(registration, "new")) == ["a", "new"]
    assert len(platform.asked) == 2
    keys_of(registration, "made up again")
    serves(platform, "a", "new", "newer")
    assert names(keys_of(registration, "newer")) == ["a", "new"]  # one fetch in three seconds, whoever asks
    assert len(platform.asked) == 3


def test_a_made_up_kid_brings_new_keys_to_all(platform: FakePlatform, registration: Registration) -> None:
    serves(platform, "a")
    keys_of(registration, "a")
    serves(platform, "a", "new")
    keys_of(registration, "made up")
    assert names(keys_of(registration, "new")) == ["a", "new"]
    assert len(platform.asked) == 2


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        (Said(500), "status 500"),
        (Said(404, b"{}"), "status 404"),
        (Said(200, b"<!doctype html>Sign in"), "key set"),
        (Said(200, b'{"keys": []}'), "RSA"),
        (Said(200, json.dumps({"keys": [other_kind("a")]}).encode()), "RSA"),
        (Said(200, b'{"keys": [' + b" " * 600_000 + b"]}"), "bytes"),
        (Said(200, b"x" * 1_100_000), "larger than 1 MB"),
        (Said(302, headers={"Location": "http://169.254.169.254/"}), "private network"),
    ],
)
def test_a_platform_in_trouble_costs_known_keys_nothing(
    platform: FakePlatform, registration: Registration, answer: Said, why: str
) -> None:
    serves(platform, "a")
    keys_of(registration, "a")
    platform.answer = lambda asked: answer
    assert why in refusal(registration, "b")
    for _ in range(3):
        assert names(keys_of(registration, "a")) == ["a"]
        assert why in refusal(registration, "b")  # told again from the row: the platform is left in peace
    assert len(platform.asked) == 2
    forget()
    assert names(keys_of(registration, "a")) == ["a"]
    serves(platform, "a", "b")
    passed(4, "failed_at")
    assert why in refusal(registration, "b")  # a platform in trouble rests for longer than one that lacked a key
    passed(27, "failed_at")
    assert names(keys_of(registration, "b")) == ["a", "b"]


def test_a_platform_that_was_never_reached_is_refused_with_the_cause(registration: Registration) -> None:
    with override_settings(ALLOW_PRIVATE_LMS=False):
        assert "SLIPWAY_ALLOW_PRIVATE_LMS" in refusal(registration, "a")
        assert "SLIPWAY_ALLOW_PRIVATE_LMS" in refusal(registration, None)


def test_while_another_process_fetches_a_launch_waits_and_does_not_fetch(
    platform: FakePlatform, registration: Registration, monkeypatch: pytest.MonkeyPatch
) -> None:
    serves(platform, "a")
    monkeypatch.setattr(fetch, "WAIT_SECONDS", 0.2)
    PlatformKeySet.objects.create(url=registration.jwks_url, fetching_until=timezone.now() + timedelta(seconds=9))
    assert "Another process" in refusal(registration, "a")
    assert platform.asked == []
    passed(10, "fetching_until")  # it died, and its lease is over
    assert names(keys_of(registration, "a")) == ["a"]


def test_a_token_without_a_kid_is_served_by_an_only_key_that_is_fresh(
    platform: FakePlatform, registration: Registration
) -> None:
    serves(platform, None)
    for _ in range(2):
        assert keys_of(registration, None).named(None)
    assert len(platform.asked) == 1
    passed(301, "fetched_at")
    platform_keys._memory.clear()
    assert keys_of(registration, None).named(None)
    assert len(platform.asked) == 2
    passed(301, "fetched_at")
    forget()
    platform.answer = lambda asked: Said(500)
    assert keys_of(registration, None).named(None)  # stale, but known


def test_of_two_keys_without_a_kid_none_is_chosen(platform: FakePlatform, registration: Registration) -> None:
    serves(platform, "a", "b")
    assert keys_of(registration, None).named(None) == ()


def test_one_address_is_shared_and_another_is_apart(platform: FakePlatform, registration: Registration) -> None:
    serves(platform, "a")
    keys_of(registration, "a")
    keys_of(Registration(jwks_url=registration.jwks_url), "a")
    assert len(platform.asked) == 1
    keys_of(Registration(jwks_url=f"{platform.url}/other"), "a")
    assert [asked.path for asked in platform.asked] == ["/jwks", "/other"]


def test_a_connection_is_tested_anew_each_time(platform: FakePlatform, registration: Registration) -> None:
    serves(platform, "a")
    for _ in range(2):
        assert names(fetch_keys(registration)) == ["a"]
    platform.answer = lambda asked: Said(503)
    with pytest.raises(Refused, match="status 503"):
        fetch_keys(registration)
    serves(platform, "b")  # no pause for a person who tries again
    assert names(fetch_keys(registration)) == ["b"]
    assert len(platform.asked) == 4
    assert names(keys_of(registration, "b")) == ["b"]
