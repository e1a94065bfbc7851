"""What inviting can be misused for: filling mailboxes, and sending strangers a text of one's own."""

import re
from itertools import count
from typing import Any

import pytest
from django.contrib.sessions.models import Session
from django.core import mail
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from slipway.audit.models import AuditEntry
from slipway.orgs.invitations import life
from slipway.orgs.invitations.life import invite
from slipway.orgs.invitations.mail import mail_invitation
from slipway.orgs.limits import Limit
from slipway.orgs.models import Invitation, Organization, OrgRole, Tally, User
from slipway.web.mailed_names import LONGEST_MAILED_NAME, mailed_browser, mailed_name
from tests.factories import account, lms, organization
from tests.orgs.browsers import browser_of

pytestmark = [pytest.mark.http, pytest.mark.django_db]

numbers = count()


def invites(browser: Client, acme: Organization, email: str) -> Any:
    return browser.post(f"/organizations/{acme.pk}/settings/people", {"email": email, "role": "owner"})


def test_a7_one_address_is_invited_three_times_a_day(owner: User, acme: Organization) -> None:
    browser = browser_of(owner)
    answers = [invites(browser, acme, email) for email in ["tina@acme.example", "TINA@acme.example"] * 20]
    assert [answer.status_code for answer in answers] == [302] * 3 + [422] * 37
    assert "This address was invited several times already" in answers[-1].content.decode()
    assert 'value="TINA@acme.example"' in answers[-1].content.decode()  # nothing typed is lost
    assert len(mail.outbox) == 3
    assert AuditEntry.objects.filter(action="invitation.make").count() == 3
    assert invites(browser, acme, "another@acme.example").status_code == 302
    assert Client().get(f"/invitations/{link_of(mail.outbox[2])}").status_code == 302  # the newest still works


def link_of(sent: Any) -> str:
    return str(sent.body).split("/invitations/", 1)[1].split()[0]


def test_a7_one_address_is_invited_five_times_a_day_by_all_organizations(owner: User) -> None:
    browser, answers = browser_of(owner), []
    for number in range(4):
        college = organization(f"College {number}", owner=owner)
        answers += [invites(browser, college, "victim@home.example").status_code for _ in range(2)]
    assert answers == [302] * 5 + [422] * 3
    assert len(mail.outbox) == 5


def test_a7_one_person_invites_fifty_an_hour(owner: User, acme: Organization) -> None:
    browser, beta = browser_of(owner), organization("Beta College", owner=owner)
    for number in range(50):
        assert invites(browser, acme if number % 2 else beta, f"teacher{number}@acme.example").status_code == 302
    refused = invites(browser, beta, "one.more@acme.example")
    assert refused.status_code == 422
    assert "Too many invitations were made of late" in refused.content.decode()
    assert not Invitation.objects.filter(email="one.more@acme.example").exists()


def test_a7_an_organizations_owners_together_have_a_limit(
    owner: User, acme: Organization, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(life, "BY_ORGANIZATION", Limit("a small one", 2, 60))
    second = account("second@acme.example")
    acme.memberships.create(user=second, role=OrgRole.OWNER)
    assert invites(browser_of(owner), acme, "a@acme.example").status_code == 302
    assert invites(browser_of(second), acme, "b@acme.example").status_code == 302
    assert invites(browser_of(second), acme, "c@acme.example").status_code == 422


def test_a7_the_subject_is_the_same_for_all(owner: User) -> None:
    for name in ("Acme College", "You won! https://evil.example", "Reply to eve@evil.example now", "evil\u2024example"):
        invites(browser_of(owner), organization(name, owner=owner), f"victim{next(numbers)}@home.example")
    assert {sent.subject for sent in mail.outbox} == {"Slipway: an invitation"}


HOSTILE = [
    "You won! https://evil.example/prize",
    "evil.example",
    "Visit www.evil.example/x",
    "Write to eve@evil.example",
    "evil\u3002example",  # an ideographic stop, which browsers take for a dot
    "evil\uff0eexample",
    "https\uff1a\uff0f\uff0fevil.example",
    "eve\uff20evil.example",
    "e\u200bvil.example",
    "Acme\r\nBcc: all@acme.example\r\n\r\nhttps://evil.example",
    "\u202eelpmaxe.live",
    "mailto:eve@evil.example",
    "ftp://evil.example \\\\evil.example\\share",
    "eve-.evil.example",
]
# What mail programs take for an address though no letter stands beside the dot.
BESIDE_NO_LETTER = [
    "evil-.com",
    "evil.-com",
    "evil\u0338.com",
    "i\u2764.ws",
    "evil._com",
    "evil).com",
    "evil\u2024-com",
]


@pytest.mark.parametrize("typed", BESIDE_NO_LETTER)
def test_a7_a_dot_within_a_word_makes_no_address_whatever_stands_beside_it(typed: str) -> None:
    assert re.search(r"\S[.\u3002](?=\w|-)", mailed_name(f"Acme {typed}")) is None
    assert "com" not in mailed_browser(f"Mozilla/5.0 {typed}")
    assert "ws" not in mailed_browser(f"Mozilla/5.0 {typed}")


@pytest.mark.parametrize("name", HOSTILE)
def test_a7_a_mail_to_a_stranger_holds_one_link_which_is_ours(name: str) -> None:
    """Whatever the organization and its owner are called."""
    owner = account(f"owner{next(numbers)}@acme.example", name=name)
    acme = organization(name, owner=owner)
    invitation, _ = invite(actor=owner, organization=acme, email="victim@home.example", role=OrgRole.TEACHER)
    assert mail_invitation(invitation, "http://localhost:8000/invitations/the-link")
    text = str(mail.outbox[0].body).replace("http://localhost:8000/invitations/the-link", "")
    assert "evil.example" not in text.lower()
    first = text.splitlines()[0].replace("Your role there will be:", "")
    assert not [sign for sign in "@:/\\\u202e\u200b\r" if sign in first]
    assert "Bcc" not in mail.outbox[0].message()


@pytest.mark.parametrize(
    ("typed", "mailed"),
    [
        ("Acme College", "Acme College"),
        ("Gymnasium Löwenstein, Klasse 9b", "Gymnasium Löwenstein, Klasse 9b"),
        ("Dr. Ada O'Hara-Łoś", "Dr. Ada O'Hara-Łoś"),
        ("St.Mary's", "St. Mary's"),
        ("J.R. Smith", "J. R. Smith"),
        ("St. Mary", "St. Mary"),
        ("Acme Inc., Berlin (dept. 4.)", "Acme Inc., Berlin (dept. 4.)"),
        ("To be continued...", "To be continued..."),
        ("東京大学", "東京大学"),
        ("Call +1 (555) 123-4567 now", "Call … now"),
        ("  two\n lines\t", "two lines"),
        ("", ""),
        ("x" * 200, "x" * (LONGEST_MAILED_NAME - 1) + "…"),
    ],
)
def test_a7_ordinary_names_stay_as_they_are(typed: str, mailed: str) -> None:
    assert mailed_name(typed) == mailed


def test_a7_a_browsers_name_in_a_mail_is_names_and_numbers() -> None:
    firefox = "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
    assert mailed_browser(firefox) == firefox
    hostile = mailed_browser("Mozilla/5.0 your account is locked https://evil.example evil.example eve@evil.example")
    assert hostile == "Mozilla/5.0 your account is locked … … …"


@given(st.text(max_size=300))
def test_a7_no_name_whatever_makes_a_link_or_a_second_line(typed: str) -> None:
    mailed = mailed_name(typed)
    assert len(mailed) <= LONGEST_MAILED_NAME
    assert not set("@:/\\\n\r\t\x00\u202e\u200b") & set(mailed)
    assert not re.search(r"\S[.\u3002\uff0e\uff61][^\s.,;!?)\]}\u00bb\u201d\u2019\"'\u2026]", mailed)


def test_a17_the_link_is_in_no_session_and_shown_once(owner: User, acme: Organization) -> None:
    browser, people = browser_of(owner), f"/organizations/{acme.pk}/settings/people"
    invites(browser, acme, "tina@acme.example")
    token = link_of(mail.outbox[0])
    kept = [session.get_decoded() for session in Session.objects.all()]
    assert token not in str(kept)
    assert token in browser.get(people).content.decode()
    assert token not in browser.get(people).content.decode()
    assert not [session for session in kept if token in str(session)]


def test_a17_a_registration_link_is_in_no_session_and_shown_once(owner: User, acme: Organization) -> None:
    browser, held = browser_of(owner), lms(acme)
    page = f"/organizations/{acme.pk}/settings/lti/{held.pk}/registration-link"
    browser.post(page, {"address": "https://lms.example.edu"})
    kept = str([session.get_decoded() for session in Session.objects.all()])
    shown = browser.get(page).content.decode()
    token = shown.split("/lti/1p3/register/", 1)[1].split('"')[0]
    assert len(token) > 20
    assert token not in kept
    assert token not in browser.get(page).content.decode()


def test_a7_the_counts_name_nobody(owner: User, acme: Organization) -> None:
    invites(browser_of(owner), acme, "tina@acme.example")
    assert "tina" not in str(list(Tally.objects.values_list("key", flat=True)))
