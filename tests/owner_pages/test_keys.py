from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.utils import timezone

from slipway.lms.connect import ConsumerKeyTakenError, connect_lms
from slipway.lms.consumer_keys import disable_key, enable_key, reset_secret
from slipway.lms.models import ConsumerKey, Lms
from slipway.sessions.visitor import visitor_of_token
from tests.factories import account, classroom_with_units, identity, launch_session, lms, organization
from tests.orgs.browsers import browser_of, deeds, signed_in_now

pytestmark = [pytest.mark.http, pytest.mark.django_db]


def later(monkeypatch: pytest.MonkeyPatch, by: timedelta) -> None:
    moment: datetime = timezone.now() + by
    monkeypatch.setattr(timezone, "now", lambda: moment)


def test_key_and_secret_are_made_and_are_never_twice_the_same() -> None:
    owner = account()
    acme = organization(owner=owner)
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
def test_the_old_secret_works_until_the_grace_is_over(monkeypatch: pytest.MonkeyPatch, days: int) -> None:
    owner = account()
    acme = organization(owner=owner)
    key = connect_lms(actor=owner, organization=acme, name="Canvas", secret="old")
    new = reset_secret(actor=owner, consumer_key=key, grace=timedelta(days=days))
    assert key.live_secrets() == [new, "old"]
    later(monkeypatch, timedelta(days=days, seconds=-5))
    assert key.live_secrets() == [new, "old"]
    later(monkeypatch, timedelta(seconds=10))
    assert key.live_secrets() == [new]
    assert deeds(acme) == ["lms.connect", "consumer-key.reset"]


def test_without_grace_the_old_secret_ends_at_once() -> None:
    key = connect_lms(actor=None, organization=organization(), name="Canvas", secret="old")
    reset_secret(actor=None, consumer_key=key, grace=timedelta(0), secret="new")
    assert ConsumerKey.objects.get(pk=key.pk).live_secrets() == ["new"]
    assert key.previous_secret == ""


def test_two_secrets_live_at_most() -> None:
    key = connect_lms(actor=None, organization=organization(), name="Canvas", secret="first")
    for secret in ("second", "third"):
        reset_secret(actor=None, consumer_key=key, grace=timedelta(days=7), secret=secret)
    assert key.live_secrets() == ["third", "second"]


@pytest.mark.parametrize("grace", [timedelta(days=15), timedelta(seconds=-1)])
def test_a_grace_is_of_0_to_14_days(grace: timedelta) -> None:
    key = connect_lms(actor=None, organization=organization(), name="Canvas", secret="old")
    with pytest.raises(ValueError, match="0 to 14 days"):
        reset_secret(actor=None, consumer_key=key, grace=grace)
    assert key.live_secrets() == ["old"]


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


def test_the_page_switches_a_key_off_and_on() -> None:
    owner = account()
    acme = organization(owner=owner)
    key = lms(acme).consumer_keys.get()
    page, browser = f"/organizations/{acme.pk}/settings/lti", browser_of(owner)
    browser.post(f"{page}/keys/{key.pk}/disable")
    assert "This key is disabled" in browser.get(page).content.decode()
    browser.post(f"{page}/keys/{key.pk}/enable")
    assert "This key is disabled" not in browser.get(page).content.decode()


def test_the_page_resets_a_secret_and_says_until_when_the_old_one_works() -> None:
    owner = account()
    acme = organization(owner=owner)
    key = lms(acme).consumer_keys.get()
    page, browser = f"/organizations/{acme.pk}/settings/lti", signed_in_now(owner)
    assert 'value="7"' in browser.get(f"{page}/keys/{key.pk}/reset").content.decode()
    shown = browser.post(f"{page}/keys/{key.pk}/reset", {"grace": "3"}, follow=True).content.decode()
    key.refresh_from_db()
    until = timezone.now() + timedelta(days=3)
    assert key.secret in shown
    assert key.previous_secret not in shown
    assert "The secret before this one works until <time " in shown
    assert f">{until.day} {until:%b} {until.year}, " in shown
    other_browser = browser_of(owner)
    assert key.secret not in other_browser.get(page).content.decode()


@pytest.mark.parametrize("grace", ["", "2", "15", "-1"])
def test_the_page_takes_no_other_grace(grace: str) -> None:
    owner = account()
    acme = organization(owner=owner)
    key = lms(acme).consumer_keys.get()
    path = f"/organizations/{acme.pk}/settings/lti/keys/{key.pk}/reset"
    assert signed_in_now(owner).post(path, {"grace": grace}).status_code == 422
    assert ConsumerKey.objects.get(pk=key.pk).secret == key.secret


def test_an_lms_is_connected_and_renamed_on_the_page() -> None:
    owner = account()
    acme = organization(owner=owner)
    page, browser = f"/organizations/{acme.pk}/settings/lti", browser_of(owner)
    assert '<option value="canvas" selected>Canvas</option>' in browser.get(page).content.decode()
    answer = browser.post(f"{page}/new", {"name": "Canvas", "family": "canvas", "way": "1.1"})
    made = Lms.objects.get(organization=acme)
    assert answer.headers["Location"] == f"{page}/{made.pk}/connect"
    browser.post(f"{page}/{made.pk}/rename", {"name": "Campus Canvas"})
    assert "Campus Canvas" in browser.get(page).content.decode()
    assert deeds(acme) == ["lms.connect", "lms.rename"]
