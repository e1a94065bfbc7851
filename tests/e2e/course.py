"""A published course in the practice LMS with Slipway in it, made by HTTP, for browser tests that begin at a launch."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from tests import asking
from tests.e2e.seed_site import SAMPLE, SeedSite, seed_site
from tests.servers import PracticeLms, Slipway


@dataclass(frozen=True)
class ReadyCourse:
    """A course at the LMS that the class of `site` names as its own.

    `app` is Slipway's id in it; `path` the course's pages begin with; `home` its address, which is the Class LMS URL.
    """

    lms: PracticeLms
    site: SeedSite
    path: str
    home: str
    app: str

    def launch_url(self, person: str, **asked: str) -> str:
        """A page that launches at once in a frame, with no cookie: `url=` a unit's, or `app=` and `launch_type=`."""
        return f"{self.lms.url}/practice{self.path}/launch?{urlencode({'as': person, **asked})}"

    def message(self, person: str, **asked: str) -> dict[str, Any]:
        """The form that a click makes the person's browser send: of the first unit's link, unless `asked` otherwise."""
        at, asked = f"{self.lms.url}/practice{self.path}/launch-form", asked or {"url": self.site.addresses[0]}
        form: dict[str, Any] = asking.get(at, params={"as": person, **asked}).raise_for_status().json()
        return form

    def launch(self, person: str, **asked: str) -> httpx.Response:
        """What Slipway answers to a click of which LTI 1.1 makes a launch at once."""
        form = self.message(person, **asked)
        assert form["fields"]["lti_version"] == "LTI-1p0"
        return asking.post(form["action"], data=form["fields"])


@dataclass(frozen=True)
class Administrator:
    """Ada, who administers the practice LMS."""

    client: httpx.Client

    def submit(self, path: str, **fields: str | list[str]) -> httpx.Response:
        """Post a form of the practice LMS's own."""
        return self.client.post(path, data={"csrfmiddlewaretoken": self.client.cookies["practice_lms_csrf"], **fields})

    def here(self, course: str) -> dict[str, Any]:
        """The course with that path, as /practice/state shows it: with all courses it would grow with every test."""
        found = self.client.get(f"/practice/state?course={course.rsplit('/', 1)[1]}").json()["courses"]
        return dict(found[0])

    def new_course(self, dialect: str) -> dict[str, Any]:
        """Make and publish a course that behaves like `dialect`."""
        self.submit("/courses/new", name="Ready course", code="RC", dialect=dialect)
        made = self.here("/newest")
        self.submit(f"/courses/{made['id']}/publish", published="true")
        return made

    def newest_app(self, course: str) -> dict[str, Any]:
        """The app that was installed last in the course with that path."""
        app: dict[str, Any] = self.here(course)["apps"][-1]
        return app

    def opened_link(self, course: str, link: str) -> str:
        """Paste a registration link there. Returns the URL that the LMS opens in its frame."""
        page = self.submit(f"{course}/settings/apps/advantage", **{"way": "dynamic", "dynamic-url": link}).text
        found = re.search(r'<iframe class="tool" name="registration"[^>]* src="([^"]*)"', page)
        assert found, page
        return unescape(found[1])


def misbehave(lms: PracticeLms, **faults: object) -> None:
    """Have the LMS do that wrong until it is told otherwise."""
    asking.post(f"{lms.url}/practice/faults.json", json=faults).raise_for_status()


@contextmanager
def administrator(lms: PracticeLms) -> Iterator[Administrator]:
    """Ada, signed in while the block runs."""
    with asking.client(lms.url, follow_redirects=True) as client:
        client.get("/login")
        ada = Administrator(client)
        ada.submit("/switch", login="ada")
        yield ada


def ready_course(
    slipway: Slipway, lms: PracticeLms, folder: Path, *, dialect: str = "canvas", sample: Path = SAMPLE
) -> ReadyCourse:
    """The course of a new school, everything connected, in an LMS that behaves like `dialect`."""
    with administrator(lms) as ada:
        made = ada.new_course(dialect)
        course, home = f"/courses/{made['id']}", lms.url + made["home"]
        site = seed_site(slipway, folder, lms_url=home, sample=sample)
        if dialect == "canvas":
            ada.submit(f"{course}/settings/apps/center/1", consumer_key=site.key, shared_secret=site.secret)
        else:
            ada.submit(f"{course}/settings/apps/configurations/new", **by_hand(slipway, site, dialect))
        app = ada.newest_app(course)["id"]
    return ReadyCourse(lms=lms, site=site, path=course, home=home, app=str(app))


def by_hand(slipway: Slipway, site: SeedSite, dialect: str) -> dict[str, str]:
    """What an administrator types; Moodle is told one address for everything, as its form allows."""
    select = {} if dialect == "moodle" else {"selection_url": f"{slipway.url}/lti/select"}
    return select | {
        "name": "Slipway",
        "tool_url": f"{slipway.url}/lti",
        "consumer_key": site.key,
        "shared_secret": site.secret,
        "passport": f"slipway:{site.key}:{site.secret}",
        "selects": "on",
        "sends_name": "on",
    }
