"""Two-step sign-in: an authenticator app, recovery codes, encrypted at rest, seen by owners."""

import time
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.test import Client

from slipway.orgs.models import Membership, OrgRole, User
from tests import factories
from tests.orgs.browsers import browser_of, signed_in_now

pytestmark = [pytest.mark.http, pytest.mark.django_db]

PAGES = "/accounts/two-step"
WRONG = "000000"


@pytest.fixture
def owner() -> User:
    return factories.account("olga@acme.example", name="Olga Owner")


def code_of(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def turned_on(browser: Client) -> str:
    """Set the app up in that browser. Returns its secret."""
    page = browser.get(f"{PAGES}/totp/activate/")
    assert page.status_code == 200
    secret = str(page.context["form"].secret)
    answer = browser.post(f"{PAGES}/totp/activate/", {"code": code_of(secret)})
    assert answer.headers["Location"] == f"{PAGES}/recovery-codes/"
    return secret


def recovery_codes(browser: Client) -> list[str]:
    return list(browser.get(f"{PAGES}/recovery-codes/").context["unused_codes"])


def first_step(user: User) -> Client:
    """A browser in which the password was right."""
    browser = Client()
    answer = browser.post("/accounts/login/", {"login": user.email, "password": factories.PASSWORD})
    assert answer.headers["Location"] == f"{PAGES}/authenticate/"
    assert browser.get("/organizations/").status_code == 302  # not signed in by that
    return browser


def second_step(browser: Client, code: str) -> bool:
    answer = browser.post(f"{PAGES}/authenticate/", {"code": code})
    return answer.status_code == 302 and browser.get("/organizations/").status_code == 200


@pytest.fixture
def afterwards(monkeypatch: pytest.MonkeyPatch) -> None:
    """Later than the code that set the app up: each code is good once."""
    now = time.time()
    monkeypatch.setattr(time, "time", lambda: now + 60)


def test_it_is_set_up_and_then_asked_for(owner: User, request: pytest.FixtureRequest) -> None:
    secret = turned_on(signed_in_now(owner))
    request.getfixturevalue("afterwards")
    browser = first_step(owner)
    assert "Second step" in browser.get(f"{PAGES}/authenticate/").content.decode()
    assert not second_step(browser, WRONG)
    assert second_step(browser, code_of(secret))


def test_a_code_is_good_once(owner: User, request: pytest.FixtureRequest) -> None:
    secret = turned_on(signed_in_now(owner))
    request.getfixturevalue("afterwards")
    code = code_of(secret)
    assert second_step(first_step(owner), code)
    assert not second_step(first_step(owner), code)


def test_a_recovery_code_signs_in_once(owner: User) -> None:
    browser = signed_in_now(owner)
    turned_on(browser)
    codes = recovery_codes(browser)
    assert len(codes) == 10
    assert second_step(first_step(owner), codes[0])
    assert not second_step(first_step(owner), codes[0])
    assert recovery_codes(browser) == codes[1:]
    assert browser.get(f"{PAGES}/recovery-codes/download/").content.decode().split() == codes[1:]
    browser.post(f"{PAGES}/recovery-codes/generate/")
    assert not set(recovery_codes(browser)) & set(codes)


def test_secrets_are_sealed_at_rest(owner: User) -> None:
    browser = signed_in_now(owner)
    secret, codes = turned_on(browser), recovery_codes(browser)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert not [code for code in codes if code in kept]


def test_what_needs_a_recent_sign_in_takes_password_or_code(owner: User, request: pytest.FixtureRequest) -> None:
    """Revealing a secret, with a second factor on."""
    key = factories.lms(factories.organization(owner=owner)).consumer_keys.get()
    path = f"/organizations/{key.lms.organization_id}/settings/lti/keys/{key.pk}/reveal"
    secret = turned_on(signed_in_now(owner))
    request.getfixturevalue("afterwards")
    for way, form in (
        ("/accounts/reauthenticate/", {"password": factories.PASSWORD}),
        (f"{PAGES}/reauthenticate/", {"code": code_of(secret)}),
    ):
        browser = browser_of(owner)
        asked = browser.post(path).headers["Location"]
        assert asked.startswith("/accounts/reauthenticate/")
        assert "Use a code instead" in browser.get(asked).content.decode()
        assert key.secret in browser.post(f"{way}?{urlsplit(asked).query}", form, follow=True).content.decode()


def test_turning_it_off_needs_a_recent_sign_in_and_takes_the_codes_with_it(owner: User) -> None:
    browser = signed_in_now(owner)
    turned_on(browser)
    assert browser_of(owner).post(f"{PAGES}/totp/deactivate/").headers["Location"].startswith("/accounts/reauth")
    assert "Sign in by password alone?" in browser.get(f"{PAGES}/totp/deactivate/").content.decode()
    browser.post(f"{PAGES}/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert signed_in_now(owner).get("/organizations/").status_code == 200


def test_owners_see_who_has_it_on(owner: User) -> None:
    acme, teacher = factories.organization(owner=owner), factories.account(name="Tim Teacher")
    Membership.objects.create(organization=acme, user=teacher, role=OrgRole.TEACHER)
    turned_on(signed_in_now(teacher))
    page = browser_of(owner).get(f"/organizations/{acme.pk}/settings/people")
    said = {row.user.name: row.two_step for row in page.context["memberships"]}
    assert said == {"Olga Owner": False, "Tim Teacher": True}
    assert "Two-step sign-in" in page.content.decode()


def test_the_user_menu_leads_there(owner: User) -> None:
    page = browser_of(owner).get("/organizations/").content.decode()
    assert f'href="{PAGES}/"' in page
    assert 'href="/my-lms-accounts"' in page
