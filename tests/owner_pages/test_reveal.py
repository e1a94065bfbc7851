"""A secret is shown to an owner after a recent sign-in, for a short while, in the browser that asked."""

import time

import pytest
from django.test import Client

from slipway.lms.models import ConsumerKey
from slipway.orgs.models import Organization, User
from slipway.owner_pages.keys import revealed
from tests.factories import PASSWORD
from tests.orgs.browsers import browser_of, deeds, signed_in_long_ago, signed_in_now
from tests.owner_pages.pages import page_of, shown, text_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]


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
