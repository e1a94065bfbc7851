"""Other projects' LMS programs, and the schools on `live` that they launch into."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from tests.launches.school import class_folder
from tests.peers.advantage import EdxClient, LaunchedInto, LibraryClient, edx_client, library_client
from tests.peers.browser import Browser, LaunchForm
from tests.peers.launching import LtiPlatform, OpenEdx, lti_platform, open_edx
from tests.servers import Slipway

SLUG, COURSE, SECRET = "peers", "course-v1:edX+Loops+2026", "s3cr&t +ü"
LIBRARY_SLUG = "peers-library"
OPAQUE = {"opaque": ["ü", 1, None, True, {"deep": 2.5}]}  # what lti1p3platform wants back as it was
SITE = """
[[organization]]
slug = "{slug}"
name = "{name}"
owners = [{{ email = "owner@{slug}.example", password = "correct horse battery" }}]
{key}[[organization.class]]
slug = "python"
folder = "python"
lti_enabled = true
lms_url = "{course_url}"
"""
KEY = f"""
[[organization.lti_1p1]]
name = "Open edX"
consumer_key = "{SLUG}-key"
shared_secret = "{SECRET}"
"""


@dataclass(frozen=True)
class School(LaunchedInto):
    """An organization on a Slipway whose class is named by COURSE of the Open edX."""

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

    def last_launch(self) -> dict[str, Any]:
        """The newest row of the launch log of this school."""
        of_ours = "FROM lms_launchrecord r JOIN orgs_organization o ON o.id = r.organization_id WHERE o.slug = %s"
        return self.server.query(f"SELECT r.* {of_ours} ORDER BY r.at DESC LIMIT 1", [SLUG])[0]


@pytest.fixture
def browser() -> Browser:
    return Browser()


@pytest.fixture(scope="session")
def openedx(tmp_path_factory: pytest.TempPathFactory) -> Iterator[OpenEdx]:
    """Open edX's LTI block as a program of its own."""
    with open_edx(tmp_path_factory.mktemp("openedx")) as program:
        yield program


@pytest.fixture(scope="session")
def school(live: Slipway, openedx: OpenEdx, tmp_path_factory: pytest.TempPathFactory) -> School:
    """The school that all tests here share; no other launches into it."""
    folder = tmp_path_factory.mktemp("classes")
    url = f"{openedx.url}/courses/{COURSE}/course/"
    apply_school(live, folder, slug=SLUG, name="Peer College", course_url=url, key=KEY)
    return School(live, openedx, units_of(live, SLUG)["loops"])


def apply_school(server: Slipway, folder: Path, *, slug: str, name: str, course_url: str, key: str = "") -> None:
    """Make a school whose class is named by that address of a course; `key`: its LMS of LTI 1.1, if any."""
    class_folder(folder / "python", "python")
    server.apply(SITE.format(slug=slug, name=name, course_url=course_url, key=key), folder=folder)


def units_of(server: Slipway, slug: str) -> dict[str, str]:
    """The ids of the units of an organization's one class, by their slugs."""
    [module] = server.show_organization(slug)["classes"][0]["modules"]
    return {unit["slug"]: str(unit["id"]) for unit in module["units"]}


@pytest.fixture(scope="session")
def units(school: School) -> dict[str, str]:
    """The ids of the school's units, by their slugs."""
    return units_of(school.server, SLUG)


@pytest.fixture(scope="session")
def edx(school: School) -> EdxClient:
    """The school's Open edX, registered for LTI 1.3 beside its key."""
    passport = "0b9ff9e5-4b35-44b8-a3ea-6b6b9f0d8a01"
    return edx_client(school.server, school.openedx, slug=SLUG, course=COURSE, passport=passport, own_login=False)


@pytest.fixture(scope="session")
def other_edx(school: School) -> EdxClient:
    """A second client of the same Open edX, which has other keys; it logs in at its registration's own address."""
    passport = "0b9ff9e5-4b35-44b8-a3ea-6b6b9f0d8a02"
    return edx_client(school.server, school.openedx, slug=SLUG, course=COURSE, passport=passport, own_login=True)


@pytest.fixture(scope="session")
def platform(tmp_path_factory: pytest.TempPathFactory) -> Iterator[LtiPlatform]:
    """`lti1p3platform` as a program of its own."""
    with lti_platform(tmp_path_factory.mktemp("ltiplatform")) as program:
        yield program


@pytest.fixture(scope="session")
def library(live: Slipway, platform: LtiPlatform, tmp_path_factory: pytest.TempPathFactory) -> LibraryClient:
    """A school whose LMS is that program; its class is named by the LMS's course."""
    folder = tmp_path_factory.mktemp("library-classes")
    apply_school(live, folder, slug=LIBRARY_SLUG, name="Library College", course_url=platform.course_url)
    return library_client(live, platform, "library", slug=LIBRARY_SLUG, data=OPAQUE)


@pytest.fixture(scope="session")
def library_units(library: LibraryClient) -> dict[str, str]:
    """The ids of that school's units, by their slugs."""
    return units_of(library.server, LIBRARY_SLUG)
