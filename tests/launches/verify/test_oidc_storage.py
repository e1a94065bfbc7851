"""A launch in a frame without a cookie: our page asks the LMS's storage (docs/lms-behaviour.md, case 28)."""

import re
from typing import Any

import httpx
import pytest

from tests.canvas import ORIGIN
from tests.launches.oidc import Login, OidcLms, lti, person, registered
from tests.launches.oidc_platform import Platform
from tests.launches.school import School
from tests.launches.traces import changed, record, rows
from tests.lti.v1p3.platform import token
from tests.way_in import is_let_in

pytestmark = pytest.mark.http


def arriving(lms: OidcLms, path: str, who: str, **claims: Any) -> tuple[Login, dict[str, str]]:
    """A login that named a storage, and the form that the LMS makes of it."""
    begun, told = lms.begun(path, person(who), asks={"lti_storage_target": "post_message_forwarding"}, **claims)
    return begun, {"state": begun.asked["state"], "id_token": token(told, key=lms.key)}


def ancestors(page: httpx.Response) -> set[str]:
    """Who may frame it."""
    return set(page.headers["content-security-policy"].partition("frame-ancestors ")[2].split())


def test_it_is_asked_first_and_then_believed(acme: School, canvas13: OidcLms) -> None:
    begun, fields = arriving(canvas13, acme.loops, "stored")
    before = rows(acme.server)
    page = canvas13.post_form(fields | {"lti_storage_target": "_parent"}, {}, dest="iframe")
    assert page.status_code == 200
    assert 'data-target="post_message_forwarding"' in page.text  # where the login put it, whatever is posted now
    assert f'data-origin="{canvas13.platform.url}"' in page.text
    assert set(changed(acme.server, before)) <= {"lms_platformkeyset"}  # which may have been fetched
    assert page.headers["referrer-policy"] == "strict-origin"  # with `no-referrer` browsers would send no Origin
    sent = dict(re.findall(r'name="(\w+)" value="([^"]*)"', page.text))
    assert sent.keys() == {"state", "id_token", "binding", "posted_from"}
    (secret,) = begun.cookies.values()
    let_in = canvas13.post_form(sent | {"binding": secret}, {}, origin=acme.server.url, dest="iframe")
    assert is_let_in(let_in)
    kept = record(acme.server, let_in)
    assert kept["binding"] == "storage"
    assert canvas13.platform.url in kept["origin"].split()  # who posted it first, and not our own page
    assert acme.server.url not in kept["origin"].split()


def test_only_pages_of_the_lms_may_stand_around_the_page_that_asks(acme: School, canvas13: OidcLms) -> None:
    """Who posts an id_token of their own in somebody else's browser does not count, nor what that post names."""
    _, fields = arriving(canvas13, acme.loops, "evil")
    page = canvas13.post_form(fields, {}, origin="https://evil.example", dest="iframe")
    assert page.status_code == 200
    assert {ORIGIN, canvas13.platform.url} <= ancestors(page)
    assert not {"*", "https://evil.example"} & ancestors(page)


def test_of_an_lms_that_nothing_is_known_of_any_page_may(acme: School, platform: Platform) -> None:
    lms = registered(acme, platform, name="New", client=f"{acme.slug}-new")
    _, fields = arriving(lms, acme.loops, "first", **lti("launch_presentation", None))
    assert ancestors(lms.post_form(fields, {}, dest="iframe")) == {"*"}
