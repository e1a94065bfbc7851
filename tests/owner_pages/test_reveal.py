"""A secret is shown to an owner after a recent sign-in, for a short while, in the browser that asked."""

import time

import pytest
from django.test import Client

from slipway.lms.models import ConsumerKey
from slipway.orgs.models import Organization, User
from slipway.owner_pages.keys import revealed
from tests.factories import PASSWORD, lms
from tests.orgs.browsers import browser_of, deeds, signed_in_long_ago, signed_in_now

pytestmark = [pytest.mark.http, pytest.mark.django_db]


@pytest.fixture
def key(acme: Organization) -> ConsumerKey:
    return lms(acme).consumer_keys.get()


def page_of(acme: Organization) -> str:
    return f"/organizations/{acme.pk}/settings/lti"


def reveal_path(acme: Organization, key: ConsumerKey) -> str:
    return f"{page_of(acme)}/keys/{key.pk}/reveal"


def test_the_page_shows_every_value_but_the_secret(owner: User, acme: Organization, key: ConsumerKey) -> None:
    answer = browser_of(owner).get(page_of(acme))
    page = answer.content.decode()
    for value in ("http://localhost:8000/lti", key.key, "http://localhost:8000/lti/config.xml"):
        assert f'value="{value}"' in page
    assert key.secret not in page
    assert "no-store" in answer.headers["Cache-Control"]


def test_right_after_signing_in_the_secret_is_revealed_and_written_down(
    owner: User, acme: Organization, key: ConsumerKey
) -> None:
    shown = signed_in_now(owner).post(reveal_path(acme, key), follow=True).content.decode()
    assert f'value="{key.secret}"' in shown
    assert deeds(acme) == ["consumer-key.reveal"]


def test_a_sign_in_of_long_ago_is_asked_for_the_password(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = signed_in_long_ago(owner)
    asked = browser.post(reveal_path(acme, key))
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert key.secret not in browser.get(page_of(acme)).content.decode()
    assert deeds(acme) == []
    shown = browser.post(asked.headers["Location"], {"password": PASSWORD}, follow=True).content.decode()
    assert f'value="{key.secret}"' in shown
    assert deeds(acme) == ["consumer-key.reveal"]


def test_a_wrong_password_reveals_nothing(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = signed_in_long_ago(owner)
    asked = browser.post(reveal_path(acme, key))
    assert key.secret not in browser.post(asked.headers["Location"], {"password": "guessed"}).content.decode()
    assert key.secret not in browser.get(page_of(acme)).content.decode()


def test_a_sign_in_grows_old(
    owner: User, acme: Organization, key: ConsumerKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, now = signed_in_now(owner), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 901)
    assert browser.post(reveal_path(acme, key)).headers["Location"].startswith("/accounts/reauthenticate/")


def test_a_reset_asks_for_the_password_too(owner: User, acme: Organization, key: ConsumerKey) -> None:
    asked = signed_in_long_ago(owner).post(f"{page_of(acme)}/keys/{key.pk}/reset", {"grace": "0"})
    assert asked.headers["Location"].startswith("/accounts/reauthenticate/")
    assert ConsumerKey.objects.get(pk=key.pk).secret == key.secret


def test_what_was_revealed_is_masked_again_after_a_while(
    owner: User, acme: Organization, key: ConsumerKey, monkeypatch: pytest.MonkeyPatch
) -> None:
    browser, now = signed_in_now(owner), time.time()
    browser.post(reveal_path(acme, key))
    assert key.secret in browser.get(page_of(acme)).content.decode()
    monkeypatch.setattr(time, "time", lambda: now + revealed.REVEALED_LASTS + 1)
    assert key.secret not in browser.get(page_of(acme)).content.decode()


def test_it_is_revealed_in_one_browser_and_not_after_signing_out(
    owner: User, acme: Organization, key: ConsumerKey
) -> None:
    browser = signed_in_now(owner)
    browser.post(reveal_path(acme, key))
    assert key.secret not in browser_of(owner).get(page_of(acme)).content.decode()
    browser.post("/accounts/logout/")
    browser.force_login(owner)
    assert key.secret not in browser.get(page_of(acme)).content.decode()


def test_an_owner_who_no_longer_is_one_sees_nothing(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = signed_in_now(owner)
    browser.post(reveal_path(acme, key))
    owner.memberships.update(role="teacher")
    assert browser.get(page_of(acme)).status_code == 404


def test_the_reveal_leads_back_to_the_page_of_its_button(owner: User, acme: Organization, key: ConsumerKey) -> None:
    connect = f"{page_of(acme)}/{key.lms_id}/connect"
    assert key.secret not in browser_of(owner).get(connect).content.decode()
    answer = signed_in_now(owner).post(f"{reveal_path(acme, key)}?back=connect")
    assert answer.headers["Location"] == f"{connect}?way=1.1"


def test_a_reveal_needs_the_csrf_token(owner: User, acme: Organization, key: ConsumerKey) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.force_login(owner)
    assert browser.post(reveal_path(acme, key)).status_code == 403
