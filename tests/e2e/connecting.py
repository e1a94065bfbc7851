"""What owners and teachers do at Slipway's own pages for an LMS or a course to be connected, without a browser."""

import re
from collections.abc import Iterator
from contextlib import contextmanager

import httpx

from tests.e2e.course import ReadyCourse
from tests.e2e.seed_site import PASSWORD, SeedSite
from tests.servers import Slipway


def ask_and_approve(slipway: Slipway, course: ReadyCourse) -> None:
    """The LMS's teacher launches a unit and is refused; the class's teacher approves the request that this left."""
    approve(slipway, course.site, course.launch("tess"))


def approve(slipway: Slipway, site: SeedSite, refused: httpx.Response) -> None:
    """The class's teacher approves the request that a refused launch left."""
    assert refused.headers["x-refusal-code"] == "not-connected"
    with signed_in(slipway, site.teacher) as browser:
        admin = f"/classes/{site.classroom_id(slipway)}/admin"
        [request] = re.findall(r'action="([^"]*/requests/[^"]*/approve)"', browser.get(admin).text)
        assert posted(browser, request).status_code in {302, 303}


def registration_link(slipway: Slipway, site: SeedSite, address: str, *, family: str) -> str:
    """A registration link for the LMS at `address`, as the owner makes it."""
    lti = f"/organizations/{site.organization_id(slipway)}/settings/lti"
    with signed_in(slipway, site.owner) as owner:
        connect = posted(owner, f"{lti}/new", family=family, way="1.3").headers["location"].partition("?")[0]
        made = connect.removesuffix("connect") + "registration-link"
        page = owner.get(posted(owner, made, address=address).headers["location"]).text
    link = re.search(r'value="(http[^"]*/lti/1p3/register/[^"]*)"', page)
    assert link, page
    return link[1]


@contextmanager
def signed_in(slipway: Slipway, email: str) -> Iterator[httpx.Client]:
    """A client in which somebody of a seed site has signed in to Slipway."""
    with slipway.browser() as browser:
        assert posted(browser, "/accounts/login/", login=email, password=PASSWORD).status_code == 302
        yield browser


def posted(browser: httpx.Client, path: str, **fields: str) -> httpx.Response:
    """Post a form of Slipway's."""
    if "slipway_csrf" not in browser.cookies:
        browser.get(path)
    return browser.post(path, data={"csrfmiddlewaretoken": browser.cookies["slipway_csrf"], **fields})
