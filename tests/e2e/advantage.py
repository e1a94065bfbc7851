"""A course whose LMS speaks LTI 1.3 with Slipway, registered by hand, and what people do there without a browser."""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.e2e.course import ReadyCourse, administrator
from tests.e2e.seed_site import UNCONNECTED, SeedSite, seed_site
from tests.peers.advantage import REGISTRATION, Registered, shown_to_owner
from tests.peers.browser import Browser, LaunchForm, forms_in
from tests.servers import PracticeLms, Slipway

PICKERS = {"canvas": "editor_button", "moodle": "link_selection", "schoology": "link_selection"}


@dataclass(frozen=True)
class Picked:
    """What came of a choice: Slipway's answer as a JWT, and the links that the LMS made of it."""

    token: str
    links: list[dict[str, Any]]


@dataclass(frozen=True)
class AdvantageCourse(Registered):
    """Such a course. `dialect` is the LMS's."""

    course: ReadyCourse
    dialect: str

    @property
    def site(self) -> SeedSite:
        """The school."""
        return self.course.site

    @property
    def unit_ids(self) -> list[str]:
        """The ids of the class's units."""
        return [address.rsplit("/", 1)[1] for address in self.site.addresses]

    def click(self, browser: Browser, person: str, **asked: str) -> LaunchForm:
        """A click in the LMS (the first unit's link, unless `asked` otherwise), up to the LMS's form for Slipway."""
        login = self.course.message(person, **asked)
        if login["method"] == "get":
            answer = browser.step(f"{login['action']}?{urlencode(login['fields'])}")
        else:
            answer = browser.send(LaunchForm(login["action"], tuple(login["fields"].items())))
        assert answer.status_code == 302, answer.text
        [form] = forms_in(browser.step(answer.headers["location"]).text)
        return form

    def launch(self, person: str, **asked: str) -> httpx.Response:
        """What Slipway answers to a launch, in a browser of its own."""
        browser = Browser()
        return browser.send(self.click(browser, person, **asked))

    def pick(self, person: str, units: Iterable[str], *, placement: str = "") -> Picked:
        """Choose units by their ids in the picker, and give them to the LMS."""
        opened = self.launch(person, app=self.course.app, launch_type=placement or PICKERS[self.dialect])
        form = self.home_form(opened, units)
        return Picked(form.value("JWT"), links_made(Browser().send(form).text))


def links_made(answer: str) -> list[dict[str, Any]]:
    """The links that the LMS says it has made, on the page that answers a choice."""
    found = re.search(r'<script id="ready" type="application/json">(.*?)</script>', answer)
    assert found, answer
    ready = json.loads(unescape(found[1]))
    assert not ready.get("errormsg"), ready
    made: list[dict[str, Any]] = ready["contentItems"]
    return made


def advantage_course(
    slipway: Slipway, lms: PracticeLms, folder: Path, dialect: str = "canvas", **typed: str
) -> AdvantageCourse:
    """The course of a new school. `typed`: what the LMS's administrator types otherwise, or besides."""
    with administrator(lms) as ada:
        made = ada.new_course(dialect)
    home = lms.url + made["home"]
    site = seed_site(slipway, folder, lms_url=home, credential=UNCONNECTED)
    bare = ReadyCourse(lms=lms, site=site, path=f"/courses/{made['id']}", home=home, app="")
    return registered(slipway, bare, dialect, **typed)


def register(slipway: Slipway, site: SeedSite, told: Mapping[str, str]) -> None:
    """Register what an LMS tells; an LMS that is there already by its name gains the registration."""
    text = REGISTRATION.format(slug=site.slug, organization=site.organization, name="Practice LMS", **told)
    slipway.apply(text)


def registered(slipway: Slipway, course: ReadyCourse, dialect: str, **typed: str) -> AdvantageCourse:
    """The course when Slipway is installed there by LTI 1.3, too where it is there already by LTI 1.1."""
    with administrator(course.lms) as ada:
        answer = ada.submit(
            f"{course.path}/settings/apps/advantage/manual", **typed_in(slipway, course.site.slug) | typed
        )
        assert answer.status_code == 200, answer.text
        app = ada.newest_app(course.path)
    told = app["lti_1p3"]
    register(slipway, course.site, told)
    there = ReadyCourse(lms=course.lms, site=course.site, path=course.path, home=course.home, app=str(app["id"]))
    return AdvantageCourse(server=slipway, client_id=told["client_id"], course=there, dialect=dialect)


def key_set_url(slipway: Slipway, slug: str) -> str:
    """Where Slipway publishes the organization's keys, as its operator reads it."""
    return str(shown_to_owner(slipway, slug)["jwks_url"])


def typed_in(slipway: Slipway, slug: str) -> dict[str, str | list[str]]:
    """What an administrator types into the LMS's form, and what that offers."""
    return {
        "name": "Slipway",
        "target": f"{slipway.url}/lti",
        "login_url": f"{slipway.url}/lti/1p3/login",
        "redirect_uris": f"{slipway.url}/lti/1p3/launch",
        "keys_url": key_set_url(slipway, slug),
        "selects": "on",
        "selection_url": f"{slipway.url}/lti/select",
        "in_menu": f"{slipway.url}/lti/course",
        "sends_name": "on",
        "sends_email": "on",
    }
