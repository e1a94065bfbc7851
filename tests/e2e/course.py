"""A published course in the practice LMS with Slipway in it, made by HTTP, for browser tests that begin at a launch."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

import httpx

from tests.e2e.seed_site import SeedSite, seed_site
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


def ready_course(slipway: Slipway, lms: PracticeLms, folder: Path, *, dialect: str = "canvas") -> ReadyCourse:
    """The course of a new school, everything connected, in an LMS that behaves like `dialect`."""
    with httpx.Client(base_url=lms.url, follow_redirects=True, trust_env=False, timeout=20) as client:
        client.get("/login")
        _submit(client, "/switch", login="ada")
        _submit(client, "/courses/new", name="Ready course", code="RC", dialect=dialect)
        made = _courses(client)[-1]
        course, home = f"/courses/{made['id']}", lms.url + made["home"]
        _submit(client, f"{course}/publish", published="true")
        site = seed_site(slipway, folder, lms_url=home)
        if dialect == "canvas":
            _submit(client, f"{course}/settings/apps/center/1", consumer_key=site.key, shared_secret=site.secret)
        else:
            _submit(client, f"{course}/settings/apps/configurations/new", **_by_hand(slipway, site, dialect))
        app = next(one for one in _courses(client) if one["id"] == made["id"])["apps"][0]["id"]
    return ReadyCourse(lms=lms, site=site, path=course, home=home, app=str(app))


def _by_hand(slipway: Slipway, site: SeedSite, dialect: str) -> dict[str, str]:
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


def _courses(client: httpx.Client) -> list[dict[str, Any]]:
    courses: list[dict[str, Any]] = client.get("/practice/state").json()["courses"]
    return courses


def _submit(client: httpx.Client, path: str, **fields: str) -> httpx.Response:
    return client.post(path, data={"csrfmiddlewaretoken": client.cookies["practice_lms_csrf"], **fields})
