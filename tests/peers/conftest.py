"""Open edX's LTI block, and a school on `live` that it launches into."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import httpx
import pytest

from tests.launches.school import class_folder
from tests.peers.launching import LaunchForm, OpenEdx, open_edx
from tests.servers import Slipway

SLUG, COURSE, SECRET = "peers", "course-v1:edX+Loops+2026", "s3cr&t +ü"
SITE = """
[[organization]]
slug = "{slug}"
name = "Peer College"
[[organization.lti_1p1]]
name = "Open edX"
consumer_key = "{slug}-key"
shared_secret = "{secret}"
[[organization.class]]
slug = "python"
folder = "python"
lti_enabled = true
lms_url = "{lms}/courses/{course}/course/"
"""


@dataclass(frozen=True)
class School:
    """An organization on a Slipway whose class is named by COURSE of the Open edX."""

    server: Slipway
    openedx: OpenEdx
    unit: str

    @property
    def unit_url(self) -> str:
        """The unit's LTI URL, as a teacher copies it."""
        return f"{self.server.url}/lti/units/{self.unit}"

    def form(
        self, who: str, fields: Mapping[str, Any] | None = None, *, course: str = COURSE, secret: str = SECRET
    ) -> LaunchForm:
        """The form of a launch by `who` of an LTI block with these fields, aimed at the unit unless they say else."""
        block = {"lti_id": "slipway", "launch_url": self.unit_url, **(fields or {})}
        self.openedx.make_course(course, passport=f"slipway:{SLUG}-key:{secret}", blocks={"loops": block})
        return self.openedx.launch_form(course, "loops", who=who)

    def page(self, let_in: httpx.Response) -> httpx.Response:
        """The page that a launch which was let in leads to, fetched as its shell does."""
        path, _, token = let_in.headers["location"].partition("#")
        return self.server.get(path, headers={"Authorization": f"Bearer {token}"})

    def last_launch(self) -> dict[str, Any]:
        """The newest row of the launch log of this school."""
        of_ours = "FROM lms_launchrecord r JOIN orgs_organization o ON o.id = r.organization_id WHERE o.slug = %s"
        return self.server.query(f"SELECT r.* {of_ours} ORDER BY r.at DESC LIMIT 1", [SLUG])[0]


@pytest.fixture(scope="session")
def openedx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenEdx]:
    """Open edX's LTI block as a program of its own."""
    with open_edx(tmp_path_factory.mktemp("openedx")) as program:
        yield program


@pytest.fixture(scope="session")
def school(live: Slipway, openedx: OpenEdx, tmp_path_factory: pytest.TempPathFactory) -> School:
    """The school that all tests here share; no other launches into it."""
    folder = tmp_path_factory.mktemp("classes")
    class_folder(folder / "python", "python")
    live.apply(SITE.format(slug=SLUG, secret=SECRET, lms=openedx.url, course=COURSE), folder=folder)
    shown = next(each for each in live.show()["organizations"] if each["slug"] == SLUG)
    units = shown["classes"][0]["modules"][0]["units"]
    return School(live, openedx, next(str(unit["id"]) for unit in units if unit["slug"] == "loops"))
