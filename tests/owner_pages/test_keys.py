"""Consumer keys and their secrets: made, reset with a time of grace, disabled, revealed for a short while."""

import time
from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone

from slipway.lms.connect import ConsumerKeyTakenError, connect_lms
from slipway.lms.consumer_keys import disable_key, enable_key, reset_secret
from slipway.lms.models import ConsumerKey, Lms
from slipway.orgs.models import Organization, User
from slipway.owner_pages.keys import revealed
from slipway.sessions.visitor import visitor_of_token
from tests.factories import PASSWORD, classroom_with_units, identity, launch_session, lms, organization
from tests.orgs.browsers import browser_of, deeds, signed_in_long_ago, signed_in_now
from tests.owner_pages.pages import page_of, shown, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def old(acme: Organization) -> ConsumerKey:
    """A key whose secret is *old*."""
    return connect_lms(actor=None, organization=acme, name="Canvas", secret="old")


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment: datetime = timezone.now() + by
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_key_and_secret_are_made_and_are_never_twice_the_same(owner: User, acme: Organization) -> None:
    keys = [connect_lms(actor=owner, organization=acme, name="Canvas") for _ in range(5)]
    assert all(key.key.startswith(f"{acme.slug}-") and len(key.secret) >= 32 for key in keys)
    assert len({key.key for key in keys} | {key.secret for key in keys}) == 10
    assert deeds(acme) == ["lms.connect"] * 5


def test_a_key_is_unique_in_the_installation() -> None:
    connect_lms(actor=None, organization=organization(), name="Canvas", consumer_key="acme-key", secret="one")
    other = organization("Elsewhere")
    with pytest.raises(ConsumerKeyTakenError, match=r"acme-key.*already in use"):
        connect_lms(actor=None, organization=other, name="Canvas", consumer_key="acme-key", secret="two")
    assert not Lms.objects.filter(organization=other).exists()
    assert deeds(other) == []


def test_secrets_are_sealed_in_the_database() -> None:
    key = connect_lms(actor=None, organization=organization(), name="Canvas", secret="in plain sight")
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM lms_consumerkey")
        (sealed,) = cursor.fetchone()
    assert "in plain sight" not in sealed
    assert ConsumerKey.objects.get(pk=key.pk).secret == "in plain sight"


@pytest.mark.parametrize("days", [1, 3, 7, 14])
def test_the_old_secret_works_until_the_grace_is_over(
    owner: User, old: ConsumerKey, monkeypatch: pytest.MonkeyPatch, days: int
) -> None:
    new = reset_secret(actor=owner, consumer_key=old, grace=timedelta(days=days))
    assert old.live_secrets() == [new, "old"]
    later(monkeypatch, timedelta(days=days, seconds=-5))
    assert old.live_secrets() == [new, "old"]
    later(monkeypatch, timedelta(seconds=10))
    assert old.live_secrets() == [new]
    assert deeds(old.lms.organization) == ["lms.connect", "consumer-key.reset"]


def test_without_grace_the_old_secret_ends_at_once(old: ConsumerKey) -> None:
    reset_secret(actor=None, consumer_key=old, grace=timedelta(0), secret="new")
    assert ConsumerKey.objects.get(pk=old.pk).live_secrets() == ["new"]
    assert old.previous_secret == ""


def test_two_secrets_live_at_most(old: ConsumerKey) -> None:
    for secret in ("second", "third"):
        reset_secret(actor=None, consumer_key=old, grace=timedelta(days=7), secret=secret)
    assert old.live_secrets() == ["third", "second"]


@pytest.mark.parametrize("grace", [timedelta(days=15), timedelta(seconds=-1)])
def test_a_grace_is_of_0_to_14_days(old: ConsumerKey, grace: timedelta) -> None:
    with pytest.raises(ValueError, match="0 to 14 days"):
        reset_secret(actor=None, consumer_key=old, grace=grace)
    assert old.live_secrets() == ["old"]


def test_disabling_ends_launch_sessions_for_good() -> None:
    made = classroom_with_units()
    canvas = lms(made.classroom.organization)
    token, session = launch_session(made.classroom, person=identity(canvas))
    key = canvas.consumer_keys.get()
    assert visitor_of_token(token, session.launch_id)
    disable_key(actor=None, consumer_key=key)
    disable_key(actor=None, consumer_key=key)
    assert visitor_of_token(token, session.launch_id) is None
    enable_key(actor=None, consumer_key=key)
    assert visitor_of_token(token, session.launch_id) is None
    assert deeds(made.classroom.organization) == ["consumer-key.disable", "consumer-key.enable"]


def test_the_page_switches_a_key_off_and_on(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = browser_of(owner)
    browser.post(page_of(key, "/disable"))
    assert "This key is disabled" in shown(owner, acme)
    browser.post(page_of(key, "/enable"))
    assert "This key is disabled" not in shown(owner, acme)


def test_the_page_resets_a_secret_and_says_until_when_the_old_one_works(
    owner: User, acme: Organization, key: ConsumerKey
) -> None:
    browser = signed_in_now(owner)
    assert 'value="7"' in text_of(browser.get(page_of(key, "/reset")))
    page = text_of(browser.post(page_of(key, "/reset"), {"grace": "3"}, follow=True))
    key.refresh_from_db()
    until = timezone.now() + timedelta(days=3)
    assert key.secret in page
    assert key.previous_secret not in page
    assert "The secret before this one works until <time " in page
    assert f">{until.day} {until:%b} {until.year}, " in page
    assert key.secret not in shown(owner, acme)  # in another browser


@pytest.mark.parametrize("grace", ["", "2", "15", "-1"])
def test_the_page_takes_no_other_grace(owner: User, key: ConsumerKey, grace: str) -> None:
    assert signed_in_now(owner).post(page_of(key, "/reset"), {"grace": grace}).status_code == 422
    assert ConsumerKey.objects.get(pk=key.pk).secret == key.secret


def test_an_lms_is_connected_and_renamed_on_the_page(owner: User, acme: Organization) -> None:
    assert '<option value="canvas" selected>Canvas</option>' in shown(owner, acme)
    browser = browser_of(owner)
    answer = browser.post(page_of(acme, "/new"), {"name": "Canvas", "family": "canvas", "way": "1.1"})
    made = Lms.objects.get(organization=acme)
    assert answer.headers["Location"] == page_of(made, "/connect")
    assert browser.post(page_of(made, "/rename")).status_code == 422
    browser.post(page_of(made, "/rename"), {"name": "Campus Canvas"})
    assert "Campus Canvas" in shown(owner, acme)
    assert deeds(acme) == ["lms.connect", "lms.rename"]


# ---- a secret is shown after a recent sign-in, in the browser that asked


def test_the_page_shows_every_value_but_the_secret(owner: User, acme: Organization, key: ConsumerKey) -> None:
    answer = browser_of(owner).get(page_of(acme))
    page = text_of(answer)
    for value in ("http://localhost:8000/lti", key.key, "http://localhost:8000/lti/config.xml"):
        assert f'value="{value}"' in page
    assert key.secret not in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_right_after_signing_in_the_secret_is_revealed_and_written_down(
    owner: User, acme: Organization, key: ConsumerKey
) -> None:
    page = text_of(signed_in_now(owner).post(page_of(key, "/reveal"), follow=True))
    assert f'value="{key.secret}"' in page
    assert deeds(acme) == ["consumer-key.reveal"]


def test_a_sign_in_of_long_ago_is_asked_for_the_password(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = signed_in_long_ago(owner)
    asked = browser.post(page_of(key, "/reveal"))
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert key.secret not in text_of(browser.get(page_of(acme)))
    assert deeds(acme) == []
    page = text_of(browser.post(asked.headers["Location"], {"password": PASSWORD}, follow=True))
    assert f'value="{key.secret}"' in page
    assert deeds(acme) == ["consumer-key.reveal"]


def test_a_wrong_password_reveals_nothing(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = signed_in_long_ago(owner)
    asked = browser.post(page_of(key, "/reveal"))
    assert key.secret not in text_of(browser.post(asked.headers["Location"], {"password": "guessed"}))
    assert key.secret not in text_of(browser.get(page_of(acme)))


def test_a_sign_in_grows_old(
    owner: User, acme: Organization, key: ConsumerKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, now = signed_in_now(owner), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 901)
    assert browser.post(page_of(key, "/reveal")).headers["Location"].startswith("/accounts/reauthenticate/")


def test_a_reset_asks_for_the_password_too(owner: User, acme: Organization, key: ConsumerKey) -> None:
    asked = signed_in_long_ago(owner).post(page_of(key, "/reset"), {"grace": "0"})
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert ConsumerKey.objects.get(pk=key.pk).secret == key.secret


def test_what_was_revealed_is_masked_again_after_a_while(
    owner: User, acme: Organization, key: ConsumerKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, now = signed_in_now(owner), time.time()
    browser.post(page_of(key, "/reveal"))
    assert key.secret in text_of(browser.get(page_of(acme)))
    monkeypatch.setattr(time, "time", lambda: now + revealed.REVEALED_LASTS + 1)
    assert key.secret not in text_of(browser.get(page_of(acme)))


def test_it_is_revealed_in_one_browser_and_not_after_signing_out(
    owner: User, acme: Organization, key: ConsumerKey
) -> None:
    browser = signed_in_now(owner)
    browser.post(page_of(key, "/reveal"))
    assert key.secret not in shown(owner, acme)
    browser.post("/accounts/logout/")
    browser.force_login(owner)
    assert key.secret not in text_of(browser.get(page_of(acme)))


def test_an_owner_who_no_longer_is_one_sees_nothing(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = signed_in_now(owner)
    browser.post(page_of(key, "/reveal"))
    owner.memberships.update(role="teacher")
    assert browser.get(page_of(acme)).status_code == 404


def test_the_reveal_leads_back_to_the_page_of_its_button(owner: User, acme: Organization, key: ConsumerKey) -> None:
    assert key.secret not in shown(owner, key.lms, "/connect")
    answer = signed_in_now(owner).post(page_of(key, "/reveal?back=connect"))
    assert answer.headers["Location"] == page_of(key.lms, "/connect?way=1.1")


def test_a_reveal_needs_the_csrf_token(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    assert browser.post(page_of(key, "/reveal")).status_code == 403
