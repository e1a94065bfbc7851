"""An owner at Slipway's own pages on a running server."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property

import httpx

from tests.launches.school import School


@dataclass(frozen=True)
class Owner:
    """The owner of a school, signed in a moment ago."""

    school: School
    browser: httpx.Client

    def post(self, path: str, **fields: str) -> httpx.Response:
        """Send a form of a page, with its token."""
        return self.browser.post(path, data={"csrfmiddlewaretoken": self.browser.cookies["slipway_csrf"], **fields})

    @cached_property
    def settings(self) -> str:
        """The path of the organization's settings, below which its pages about LTI are."""
        listed = self.browser.get("/organizations/").text
        found = re.search(rf"(/organizations/[0-9a-f-]{{36}})[^>]*>[^<]*{self.school.slug}", listed)
        assert found
        return f"{found[1]}/settings"

    def key_page(self) -> str:
        """The path of the school's first consumer key."""
        page = f"{self.settings}/lti"
        keys: list[str] = re.findall(rf"{page}/keys/[0-9a-f-]{{36}}", self.browser.get(page).text)
        return keys[0]


@contextmanager
def owner_of(school: School) -> Iterator[Owner]:
    """The owner's browser, as long as it is open."""
    with school.server.browser() as browser:
        browser.get("/accounts/login/")
        owner = Owner(school, browser)
        signed_in = owner.post("/accounts/login/", login=school.owner, password="correct horse battery")
        assert signed_in.status_code == 302, signed_in.text
        yield owner
