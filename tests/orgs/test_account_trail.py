"""What is done to an account, and who signs in, is in the audit trail."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress, EmailConfirmationHMAC
from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.orgs.models import Tally, User
from slipway.people.sign_in_setup import set_up_sign_in
from tests.factories import PASSWORD, account
from tests.orgs.browsers import browser_of, form_by_mail

pytestmark = [pytest.mark.http, pytest.mark.django_db]

NEW = "another quite long word"


def trail(person: User) -> list[tuple[str, dict[str, str]]]:
    entries = AuditEntry.objects.filter(target_id=str(person.pk), actor=person).order_by("at")
    return [(entry.action, entry.details) for entry in entries]


def sign_in(password: str = PASSWORD, address: str = "192.0.2.7") -> Client:
    browser = Client(REMOTE_ADDR=address)
    browser.post("/accounts/login/", {"login": "olga@acme.example", "password": password})
    return browser


def sign_up(settings: Any) -> Client:
    """The browser of somebody who has just made an account."""
    settings.ACCOUNT_EMAIL_VERIFICATION = "none"
    browser = Client()
    browser.post(
        "/accounts/signup/", {"name": "Fay", "email": "first@acme.example", "password1": NEW, "password2": NEW}
    )
    return browser


def change_password(browser: Client, old: str = PASSWORD) -> Any:
    return browser.post("/accounts/password/change/", {"oldpassword": old, "password1": NEW, "password2": NEW})


def test_a17_a_sign_in_is_written_down_with_its_address(owner: User) -> None:
    sign_in()
    assert trail(owner) == [("account.sign-in", {"address": "192.0.2.7", "wrong_before": "0"})]


def test_a17_wrong_passwords_are_counted_and_make_no_rows(owner: User) -> None:
    sign_in()
    rows = Tally.objects.count()
    for number in range(30):
        sign_in("guessed", f"203.0.113.{number % 3}")
    sign_in()
    assert [details["wrong_before"] for _, details in trail(owner)] == ["0", "30"]
    sign_in()
    assert trail(owner)[-1][1]["wrong_before"] == "0"
    assert AuditEntry.objects.count() == 3
    assert Tally.objects.count() < rows + 20


def test_a17_a_changed_password_is_in_the_trail_and_no_password_is(owner: User) -> None:
    assert change_password(browser_of(owner)).status_code == 302
    assert trail(owner) == [("account.password", {"by": "account page", "address": "127.0.0.1"})]
    assert NEW not in str(list(AuditEntry.objects.values()))


def test_a17_a_wrong_old_password_changes_and_writes_nothing(owner: User) -> None:
    change_password(browser_of(owner), "x")
    assert trail(owner) == []


def test_a17_a_password_set_by_a_mailed_link_is_in_the_trail(owner: User) -> None:
    browser = Client()
    browser.post("/accounts/password/reset/", {"email": owner.email})
    assert trail(owner) == []  # to ask for the mail changes nothing
    browser.post(form_by_mail(browser), {"password1": NEW, "password2": NEW})
    assert trail(owner) == [("account.password", {"by": "mailed link", "address": "127.0.0.1"})]


def test_a17_what_becomes_of_addresses_is_in_the_trail(owner: User, settings: Any) -> None:
    settings.HAS_MAIL, browser = True, browser_of(owner)
    browser.post("/accounts/email/", {"action_add": "", "email": "second@acme.example"})
    second = EmailAddress.objects.get(email="second@acme.example")
    browser.post(f"/accounts/confirm-email/{EmailConfirmationHMAC(second).key}/")
    browser.post("/accounts/email/", {"action_primary": "", "email": "second@acme.example"})
    browser.post("/accounts/email/", {"action_remove": "", "email": "olga@acme.example"})
    assert [(action, details["email"]) for action, details in trail(owner)] == [
        ("account.email-add", "second@acme.example"),
        ("account.email-confirm", "second@acme.example"),
        ("account.email-primary", "second@acme.example"),
        ("account.email-remove", "olga@acme.example"),
    ]


def test_a17_what_is_done_to_addresses_in_vain_is_not(owner: User) -> None:
    browser = browser_of(owner)
    browser.post("/accounts/email/", {"action_primary": "", "email": "nobody@acme.example"})
    browser.post("/accounts/email/", {"action_remove": "", "email": "olga@acme.example"})  # the only one stays
    assert trail(owner) == []


def test_a17_whoever_signs_up_or_sets_up_a_sign_in_is_in_the_trail(settings: Any) -> None:
    sign_up(settings)
    first = User.objects.get(email="first@acme.example")
    assert [action for action, _ in trail(first)] == ["account.sign-up", "account.sign-in"]
    launched = User.objects.create_user()
    set_up_sign_in(user=launched, email="lou@acme.example", name="Lou", password=NEW)
    assert [action for action, _ in trail(launched)] == ["account.set-up"]


def test_a5_whoever_chose_a_password_a_moment_ago_is_not_asked_for_it(settings: Any) -> None:
    browser = sign_up(settings)
    organization = browser.post("/organizations/new", {"name": "Acme"}).headers["Location"]
    assert browser.get(f"{organization}/settings/lti/new").status_code == 200


def test_a17_everybody_looks_over_their_own_sign_ins_and_changes(owner: User) -> None:
    eve = account("eve@evil.example")
    sign_in("guessed", "203.0.113.4")
    sign_in(address="203.0.113.5")
    sign_in("guessed", "203.0.113.4")
    browser = sign_in(address="203.0.113.6")
    assert change_password(browser).status_code == 302
    page = " ".join(browser.get("/my-sign-ins").content.decode().split())
    for words in ("Signed in", "after 1 wrong password", "Set a new password", "203.0.113.5", "203.0.113.6"):
        assert words in page
    assert "203.0.113.4" not in page  # what a stranger did is a number
    assert "Nothing yet" in browser_of(eve).get("/my-sign-ins").content.decode()


def test_a12_too_many_requests_are_answered_by_a_page_of_ours(owner: User) -> None:
    browser = browser_of(owner)
    answers = [browser.post("/accounts/email/", {"action_send": "", "email": owner.email}) for _ in range(11)]
    assert answers[-1].status_code == 429
    assert "That was too often" in answers[-1].content.decode()
