"""Two-step sign-in: an authenticator app, recovery codes, encrypted at rest, seen by owners."""

import time
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value
from django.core import mail
from django.core.management import CommandError, call_command
from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.orgs.models import Membership, OrgRole, User
from slipway.orgs.sign_in.recent import missing_methods
from tests import factories
from tests.orgs.browsers import browser_of, signed_in_long_ago, signed_in_now

pytestmark = [pytest.mark.http, pytest.mark.django_db(transaction=True)]

PAGES = "/accounts/two-step"
WRONG = "000000"


@pytest.fixture
def owner() -> User:
    return factories.account("olga@acme.example", name="Olga Owner")


def app_code(secret: str) -> str:
    """What the app shows now."""
    return str(format_hotp_value(hotp_value(secret, int(time.time()) // 30)))


def turned_on(browser: Client) -> str:
    """Set the app up in that browser. Returns its secret."""
    page = browser.get(f"{PAGES}/totp/activate/")
    assert page.status_code == 200
    secret = str(page.context["form"].secret)
    answer = browser.post(f"{PAGES}/totp/activate/", {"code": app_code(secret)})
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
def told(settings: Any) -> None:
    """Mail is set up."""
    settings.HAS_MAIL = settings.ACCOUNT_EMAIL_NOTIFICATIONS = True


@pytest.fixture
def secret(owner: User, monkeypatch: pytest.MonkeyPatch) -> str:
    """The secret of the owner's app, which was set up a minute ago: each code is good once."""
    made, now = turned_on(signed_in_now(owner)), time.time()
    monkeypatch.setattr(time, "time", lambda: now + 60)
    return made


def test_it_is_set_up_and_then_asked_for(owner: User, secret: str) -> None:
    browser = first_step(owner)
    assert "Second step" in browser.get(f"{PAGES}/authenticate/").content.decode()
    assert not second_step(browser, WRONG)
    assert second_step(browser, app_code(secret))


def test_a_code_is_good_once(owner: User, secret: str) -> None:
    code = app_code(secret)
    assert second_step(first_step(owner), code)
    assert not second_step(first_step(owner), code)


def test_a17_a_recovery_code_signs_in_once_and_is_in_the_trail(owner: User) -> None:
    browser = signed_in_now(owner)
    turned_on(browser)
    codes = recovery_codes(browser)
    assert len(codes) == 10
    assert second_step(first_step(owner), codes[0])
    assert not second_step(first_step(owner), codes[0])
    used = AuditEntry.objects.get(action="second-factor.recovery-code")
    assert used.actor == owner
    assert codes[0] not in str(used.details)
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


@pytest.mark.parametrize(
    ("done", "needed", "asks"),
    [
        ([], ["password"], ["password"]),
        ([("password", 899)], ["password"], []),
        ([("password", 901)], ["password"], ["password"]),
        ([("password", 10)], ["password", "mfa"], ["mfa"]),
        ([("mfa", 10)], ["password", "mfa"], ["password"]),
        ([("password", 800), ("mfa", 10)], ["password", "mfa"], []),
        ([("password", 10), ("mfa", 901)], ["password", "mfa"], ["mfa"]),
        ([("password", 5000), ("mfa", 5000), ("password", 10)], ["password", "mfa"], ["mfa"]),
        ([("mfa", 10)], ["password"], ["password"]),  # turned off since
    ],
)
def test_what_a_recent_sign_in_still_needs(done: list[tuple[str, int]], needed: list[str], asks: list[str]) -> None:
    records = [{"method": method, "at": 10_000.0 - ago} for method, ago in done]
    assert missing_methods(records, needed=needed, now=10_000.0, lasts=900) == asks


def test_what_needs_a_recent_sign_in_asks_for_the_password_and_then_for_a_code(owner: User, secret: str) -> None:
    """Revealing a secret, with a second factor on: neither of the two is enough."""
    key = factories.lms(factories.organization(owner=owner)).consumer_keys.get()
    path = f"/organizations/{key.lms.organization_id}/settings/lti/keys/{key.pk}/reveal"
    browser = signed_in_long_ago(owner)
    asked = browser.post(path).headers["Location"]
    assert asked.startswith("/accounts/reauthenticate/")
    query = urlsplit(asked).query
    code = f"{PAGES}/reauthenticate/?{query}"
    assert browser.get(code).headers["Location"] == asked  # no code before the password
    assert browser.post(asked, {"password": factories.PASSWORD}).headers["Location"] == code
    assert browser.post(path).headers["Location"] == code  # half of it opens nothing
    assert "Confirm that it is you" in browser.get(code).content.decode()
    assert browser.post(code, {"code": WRONG}).status_code == 200
    assert key.secret in browser.post(code, {"code": app_code(secret)}, follow=True).content.decode()


def test_whoever_has_signed_in_with_both_a_moment_ago_is_not_asked(owner: User, secret: str) -> None:
    key = factories.lms(factories.organization(owner=owner)).consumer_keys.get()
    browser = first_step(owner)
    assert second_step(browser, app_code(secret))
    path = f"/organizations/{key.lms.organization_id}/settings/lti/keys/{key.pk}/reveal"
    assert key.secret in browser.post(path, follow=True).content.decode()


def test_each_change_is_in_the_trail_and_goes_out_by_mail(owner: User, told: None) -> None:
    browser = signed_in_now(owner)
    turned_on(browser)
    browser.post(f"{PAGES}/recovery-codes/generate/")
    browser.post(f"{PAGES}/totp/deactivate/")
    entries = AuditEntry.objects.filter(action__startswith="second-factor.").order_by("at")
    assert list(entries.values_list("action", flat=True)) == [
        "second-factor.on", "second-factor.new-recovery-codes", "second-factor.off",
    ]  # fmt: skip
    assert {entry.actor for entry in entries} == {owner}
    assert [(sent.to, sent.subject) for sent in mail.outbox] == [
        (["olga@acme.example"], "Slipway: two-step sign-in is on"),
        (["olga@acme.example"], "Slipway: new recovery codes"),
        (["olga@acme.example"], "Slipway: two-step sign-in is off"),
    ]
    assert "If that was not you" in str(mail.outbox[0].body)
    assert "from the address 127.0.0.1" in str(mail.outbox[0].body)


def test_a_change_stands_when_the_mail_server_is_down(owner: User, told: None, settings: Any) -> None:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
    turned_on(signed_in_now(owner))
    assert Authenticator.objects.filter(user=owner).exists()


def test_the_operator_removes_it_for_somebody_who_has_lost_all(owner: User, told: None) -> None:
    turned_on(signed_in_now(owner))
    mail.outbox.clear()
    output = StringIO()
    call_command("remove_second_factor", "Olga@acme.example", stdout=output)
    assert output.getvalue() == "olga@acme.example: signs in by password alone now\n"
    assert not Authenticator.objects.exists()
    assert signed_in_now(owner).get("/organizations/").status_code == 200
    entry = AuditEntry.objects.get(action="second-factor.remove")
    assert (entry.actor_name, entry.target_id) == ("slipway (command line)", str(owner.pk))
    assert [sent.to for sent in mail.outbox] == [["olga@acme.example"]]
    call_command("remove_second_factor", "olga@acme.example", stdout=output)
    assert output.getvalue().endswith("has no second factor\n")
    assert AuditEntry.objects.filter(action="second-factor.remove").count() == 1


def test_a_command_for_nobody_says_so() -> None:
    with pytest.raises(CommandError, match=r"Nobody signs in here as nobody@acme\.example"):
        call_command("remove_second_factor", "nobody@acme.example")


def test_turning_it_off_needs_a_recent_sign_in_and_takes_the_codes_with_it(owner: User) -> None:
    browser = signed_in_now(owner)
    turned_on(browser)
    asked = signed_in_long_ago(owner).post(f"{PAGES}/totp/deactivate/")
    assert asked.headers["Location"].startswith("/accounts/reauth")
    assert "Sign in by password alone?" in browser.get(f"{PAGES}/totp/deactivate/").content.decode()
    browser.post(f"{PAGES}/totp/deactivate/")
    assert not Authenticator.objects.exists()
    assert signed_in_now(owner).get("/organizations/").status_code == 200


def test_owners_see_who_has_it_on(owner: User) -> None:
    acme, teacher = factories.organization(owner=owner), factories.account(name="Tim Teacher")
    Membership.objects.create(organization=acme, user=teacher, role=OrgRole.TEACHER)
    turned_on(signed_in_now(teacher))
    page = browser_of(owner).get(f"/organizations/{acme.pk}/settings/people")
    shown = {row.user.name: row.two_step for row in page.context["memberships"]}
    assert shown == {"Olga Owner": False, "Tim Teacher": True}
    assert "Two-step sign-in" in page.content.decode()


def test_the_user_menu_leads_there(owner: User) -> None:
    page = browser_of(owner).get("/organizations/").content.decode()
    assert f'href="{PAGES}/"' in page
    assert 'href="/my-lms-accounts"' in page


def test_a12_wrong_codes_of_somebody_who_knows_the_password_keep_nobody_out(owner: User, secret: str) -> None:
    thief = first_step(owner)
    thief.defaults["REMOTE_ADDR"] = "203.0.113.9"
    for _ in range(12):
        assert not second_step(thief, WRONG)
    assert not second_step(thief, app_code(secret))  # too many from there: the right one is not looked at
    assert "Too many wrong passwords or codes" in thief.post(f"{PAGES}/authenticate/", {"code": WRONG}).content.decode()
    assert second_step(first_step(owner), app_code(secret))


def test_a12_codes_are_limited_where_it_is_confirmed_that_it_is_you(owner: User, secret: str) -> None:
    browser = signed_in_long_ago(owner)
    asked = browser.get("/accounts/password/change/").headers["Location"]
    code = browser.post(asked, {"password": factories.PASSWORD}).headers["Location"]
    for _ in range(5):
        assert browser.post(code, {"code": WRONG}).status_code == 200
    assert browser.post(code, {"code": app_code(secret)}).status_code == 200
    assert browser.get("/accounts/password/change/").status_code == 302
