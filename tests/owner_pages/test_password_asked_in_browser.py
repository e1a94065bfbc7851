"""An owner who signed in two hours ago presses what makes power: she types her password, and gets what she wanted."""

import time
from collections.abc import Iterator
from typing import Any

import pytest
from allauth.account.authentication import AUTHENTICATION_METHODS_SESSION_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.test import Client
from playwright.sync_api import Page, expect
from pytest_django.live_server_helper import LiveServer

from slipway.lms.models import ConsumerKey, Lms
from slipway.orgs.models import Invitation, Organization, User
from tests import factories
from tests.browsers import chromium
from tests.e2e.pictures import picture
from tests.looks import assert_looks_good
from tests.orgs.browsers import signed_in_long_ago

pytestmark = pytest.mark.browser

HEADING = "Confirm that it is you"


@pytest.fixture
def olga(transactional_db: None) -> User:
    return factories.account("olga@acme.example", name="Olga Owner")


@pytest.fixture
def lms(olga: User) -> Lms:
    return factories.lms(factories.organization("Acme College", owner=olga), name="Canvas")


@pytest.fixture
def client(olga: User) -> Client:
    return signed_in_long_ago(olga)


@pytest.fixture
def page(client: Client, lms: Lms, live_server: LiveServer, settings: Any) -> Iterator[Page]:
    """Her browser, before the page of the LMS."""
    settings.CSRF_TRUSTED_ORIGINS = [live_server.url]
    with chromium("allowed") as context:
        cookie = {"name": "slipway_session", "value": client.cookies["slipway_session"].value, "url": live_server.url}
        context.add_cookies([cookie])  # type: ignore[list-item]  # a TypedDict
        page = context.new_page()
        page.goto(f"{live_server.url}/organizations/{lms.organization_id}/settings/lti/{lms.pk}")
        yield page


def types_her_password(page: Page) -> None:
    expect(page.get_by_role("heading", level=1)).to_have_text(HEADING)
    page.get_by_label("Password").fill(factories.PASSWORD)
    page.get_by_role("button", name="Continue").click()


def two_hours_pass(client: Client) -> None:
    session = SessionStore(session_key=client.cookies["slipway_session"].value)
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": "password", "at": time.time() - 7200}]
    session.save()


def test_a5_a_new_key_is_there_after_the_password(page: Page, lms: Lms) -> None:
    page.get_by_role("link", name="New key").click()
    assert_looks_good(page)
    picture(page, "asked")
    types_her_password(page)
    expect(page.get_by_role("heading", level=1)).to_have_text("New key")  # asked before she types anything there
    page.get_by_label("Name").fill("For the new Canvas")
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_text("There is a new key.")).to_be_visible()
    expect(page.get_by_role("heading", name="For the new Canvas")).to_be_visible()
    assert ConsumerKey.objects.filter(lms=lms).count() == 2


@pytest.mark.long
def test_a5_what_she_typed_is_done_though_her_sign_in_grew_old_meanwhile(page: Page, client: Client, lms: Lms) -> None:
    page.get_by_role("link", name="New key").click()
    types_her_password(page)
    page.get_by_label("Name").fill("Typed before")
    two_hours_pass(client)
    page.get_by_role("button", name="Make the key").click()
    expect(page.get_by_text("what you typed is kept")).to_be_visible()
    picture(page, "kept")
    types_her_password(page)
    expect(page.get_by_text("There is a new key.")).to_be_visible()
    expect(page.get_by_role("heading", name="Typed before")).to_be_visible()
    page.reload()
    page.go_back()
    assert ConsumerKey.objects.filter(lms=lms).count() == 2  # once, whatever she presses


@pytest.mark.long  # tests/walls/test_power.py: the same by HTTP
def test_a5_an_invitation_is_made_and_its_link_shown_after_the_password(
    page: Page, lms: Lms, live_server: LiveServer
) -> None:
    acme = Organization.objects.get(pk=lms.organization_id)
    page.goto(f"{live_server.url}/organizations/{acme.pk}/settings/people")
    page.get_by_label("E-mail address").fill("tina@acme.example")
    page.get_by_role("button", name="Invite").click()
    types_her_password(page)
    expect(page.get_by_role("textbox", name="Invitation link")).to_be_visible()
    assert Invitation.objects.get(organization=acme).email == "tina@acme.example"


@pytest.mark.long  # tests/walls/test_power.py: the same by HTTP
def test_a5_a_download_is_pressed_again_on_its_own_page(page: Page, lms: Lms, live_server: LiveServer) -> None:
    page.goto(f"{live_server.url}/organizations/{lms.organization_id}/settings/launches")
    page.get_by_role("button", name="Download").click()
    types_her_password(page)
    expect(page.get_by_text("Please press again what you wanted")).to_be_visible()
    picture(page, "again")
    with page.expect_download() as download:
        page.get_by_role("button", name="Download").click()
    assert download.value.suggested_filename == "launches.csv"
