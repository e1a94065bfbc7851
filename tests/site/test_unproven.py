"""Without mail anybody can sign up with anybody's address: a site file gives such an account nothing."""

import re
from io import StringIO
from typing import Any
from urllib.parse import urlsplit

import pytest
from allauth.account.models import EmailAddress
from django.core.management import call_command
from django.test import Client

from slipway.audit.models import AuditEntry
from slipway.classes.roles import ClassRole
from slipway.orgs.account.life import make_account
from slipway.orgs.models import Membership, Organization, User
from slipway.people.models import LmsIdentity
from slipway.site.site_file.apply import apply_site
from slipway.site.site_file.read import read_site_file
from slipway.site.site_file.values import SiteFileRefusedError
from tests import factories

pytestmark = [pytest.mark.http, pytest.mark.django_db]

BOSS = "boss@acme.example"
SITE = """
[[organization]]
slug = "acme"
name = "Acme College"
{people}
[[organization.class]]
slug = "python"
title = "Python"
teachers = [{teachers}]
"""
OWNER = f'owners = [{{ email = "{BOSS}" }}]'
OTHER = 'owners = [{ email = "olga@acme.example" }]'
TEACHER = f'{OTHER}\nteachers = [{{ email = "{BOSS}" }}]'


def apply(people: str = OWNER, teachers: str = "") -> list[str]:
    text = SITE.format(people=people, teachers=teachers)
    return apply_site(read_site_file(text, read_file=lambda name: name), {})


def sign_up(email: str, settings: Any) -> Client:
    """Somebody makes an account with that address; no mail is set up."""
    settings.SIGNUP_OPEN, settings.HAS_MAIL, settings.ACCOUNT_EMAIL_VERIFICATION = True, False, "none"
    browser, password = Client(), factories.PASSWORD
    form = {"name": "Mallory", "email": email, "password1": password, "password2": password}
    assert browser.post("/accounts/signup/", form).status_code == 302
    assert browser.get("/").status_code == browser.get("/organizations/").status_code == 200
    return browser


@pytest.mark.parametrize(("people", "teachers"), [(OWNER, ""), (TEACHER, ""), (OTHER, f'"{BOSS}"')])
def test_who_signed_up_with_the_owners_address_is_given_nothing(settings: Any, people: str, teachers: str) -> None:
    sign_up(BOSS, settings)
    with pytest.raises(SiteFileRefusedError, match=f"slipway confirm-address {BOSS}"):
        apply(people, teachers)
    assert not Organization.objects.exists()
    assert not Membership.objects.exists()


def test_accounts_of_the_operator_are_given_what_the_file_says() -> None:
    make_account(email=BOSS, name="Bo", password=None)
    apply()
    assert Membership.objects.get().user.email == BOSS


def test_what_somebody_has_already_is_no_gift(settings: Any) -> None:
    """The founder, who signed up before there was any site file, stays in it."""
    browser = sign_up(BOSS, settings)
    browser.post("/organizations/new", {"name": "Acme"})
    founder = User.objects.get(email=BOSS)
    acme = founder.organizations.get()
    Organization.objects.filter(pk=acme.pk).update(slug="acme")
    python = factories.classroom_with_units(acme).classroom
    type(python).objects.filter(pk=python.pk).update(slug="python")
    factories.enrol(founder, python, ClassRole.TEACHER)
    apply(OWNER, f'"{BOSS}"')
    assert Organization.objects.get().name == "Acme College"


def test_confirming_the_address_gives_the_account_to_its_owner(settings: Any) -> None:
    browser = sign_up(BOSS, settings)
    squatter = User.objects.get(email=BOSS)
    EmailAddress.objects.create(user=squatter, email="mallory@evil.example", verified=True)
    identity = factories.identity(factories.lms(), user=squatter)
    printed = StringIO()
    call_command("confirm_address", BOSS, stdout=printed)
    assert browser.get("/organizations/").status_code == 302
    for email in (BOSS, "mallory@evil.example"):
        form = {"login": email, "password": factories.PASSWORD}
        assert Client().post("/accounts/login/", form).status_code == 200
    assert LmsIdentity.objects.get(pk=identity.pk).user != squatter
    assert AuditEntry.objects.get(action="account.hand-over").target_id == str(squatter.pk)
    apply()
    assert Membership.objects.get().user == squatter
    _set_password(printed.getvalue())
    form = {"login": BOSS, "password": "quite another password"}
    assert Client().post("/accounts/login/", form).headers["Location"] == "/"


def _set_password(printed: str) -> None:
    link = re.search(r"http\S+", printed)
    assert link
    owner = Client()
    form = owner.get(urlsplit(link[0]).path).headers["Location"]
    owner.get(form)
    new = "quite another password"
    assert owner.post(form, {"password1": new, "password2": new}).status_code == 302
