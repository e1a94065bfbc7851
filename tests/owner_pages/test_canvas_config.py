"""The configuration XML as Canvas's servers fetch it. Its elements are the business of tests/lti."""

from html import unescape

import pytest
from defusedxml import ElementTree
from django.test import Client

from slipway.lms.models import ConsumerKey
from slipway.orgs.models import User
from slipway.owner_pages.published.canvas_files import canvas_xml_document
from tests.orgs.browsers import browser_of
from tests.owner_pages.pages import shown

pytestmark = [pytest.mark.http, pytest.mark.django_db]

PATH = "/lti/config.xml"


@pytest.mark.parametrize("host", ["localhost:8000", "evil.example", "evil.example:99", "10.0.0.1", "no_host!"])
def test_whatever_host_is_asked_the_public_address_is_told(host: str) -> None:
    answer = Client().get(PATH, headers={"Host": host})
    assert answer.status_code == 200
    assert answer.content == canvas_xml_document()
    assert b"<blti:launch_url>http://localhost:8000/lti</blti:launch_url>" in answer.content
    assert b"http://localhost:8000/lti/select" in answer.content
    assert b"http://localhost:8000/lti/course" in answer.content


def test_it_is_xml_that_anybody_may_keep_for_five_minutes_and_sets_no_cookie() -> None:
    answer = Client().get(PATH)
    assert answer.headers["Content-Type"].startswith("application/xml")
    assert "public" in answer.headers["Cache-Control"]
    assert "max-age=300" in answer.headers["Cache-Control"]
    assert not answer.cookies
    assert "Cookie" not in answer.headers.get("Vary", "")
    assert ElementTree.fromstring(answer.content).tag.endswith("cartridge_basiclti_link")


def test_who_has_it_already_is_told_so() -> None:
    tag = Client().get(PATH).headers["ETag"]
    again = Client().get(PATH, headers={"If-None-Match": tag})
    assert again.status_code == 304
    assert not again.content


def test_it_is_the_same_for_every_organization_and_holds_no_key(owner: User, key: ConsumerKey) -> None:
    mine = browser_of(owner).get(PATH).content
    assert mine == Client().get(PATH).content
    assert key.key.encode() not in mine
    assert key.secret.encode() not in mine


def test_the_icon_has_one_address_for_years_and_the_domain_no_port() -> None:
    assert b"http://localhost:8000/static/web/icon-128.png" in canvas_xml_document()  # sharp at any size that LMSs show
    assert b'name="domain">localhost<' in canvas_xml_document()


def test_the_connect_page_holds_the_whole_document_to_paste(owner: User, key: ConsumerKey) -> None:
    text = shown(owner, key.lms, "/connect")
    for label in ("By URL", "Paste XML", "Manual Entry", "Configuration Type", "View App Configurations", "App Center"):
        assert label in text
    pasted = text.split("<textarea", 1)[1].split(">", 1)[1].split("</textarea>", 1)[0]
    assert unescape(pasted).encode() == canvas_xml_document()
