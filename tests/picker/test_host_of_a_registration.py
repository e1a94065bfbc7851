"""Where a choice goes home to by LTI 1.3: to the registration's own hosts and known ones; others are confirmed."""

import re
from collections.abc import Iterator
from itertools import count

import httpx
import pytest

from tests.canvas import ORIGIN
from tests.launches.oidc import OidcLms, person, registered, settings
from tests.launches.oidc_platform import Platform, running_platform
from tests.launches.school import School
from tests.picker.test_through_the_door import send
from tests.way_in import is_let_in

pytestmark = pytest.mark.http
TEACHER_BY_1P3 = person("tess", role="Instructor")
_numbers = count(1)


@pytest.fixture(scope="module")
def platform() -> Iterator[Platform]:
    with running_platform() as running:
        yield running


@pytest.fixture
def hosted(acme: School, platform: Platform) -> OidcLms:
    """A new LMS whose pages are on another host than its endpoints, as those are that a vendor hosts."""
    name = f"Hosted {next(_numbers)}"
    return registered(acme, platform, name=name, client=name)


def origins_kept(lms: OidcLms) -> str:
    found = lms.server.query(
        "SELECT l.origins FROM lms_lms l JOIN lms_registration r ON r.lms_id = l.id WHERE r.client_id = %s",
        [lms.client_id],
    )
    return str(found[0]["origins"])


def asks(lms: OidcLms, launched: httpx.Response) -> bool:
    """Whether the picker asks before it offers anything."""
    page = lms.page(launched).text
    assert ("Is this your LMS?" in page) is not ('name="unit"' in page)
    return "Is this your LMS?" in page


def test_a_first_launch_that_picks_does_not_teach_where_it_goes(hosted: OidcLms) -> None:
    for _ in range(2):
        launched = hosted.select(TEACHER_BY_1P3)
        assert asks(hosted, launched)
        assert origins_kept(hosted) == "[]"
    page = hosted.page(launched).text
    assert ORIGIN in page
    assert hosted.platform.url in page  # what the LMS is known as: its endpoints
    assert send(hosted.server, launched, ("cancel", "1")).status_code == 409


def test_confirmed_once_it_is_home(hosted: OidcLms) -> None:
    assert send(hosted.server, hosted.select(TEACHER_BY_1P3), to="/home").status_code == 303
    launched = hosted.select(TEACHER_BY_1P3)
    assert not asks(hosted, launched)
    assert ORIGIN in origins_kept(hosted)
    answer = send(hosted.server, launched, ("cancel", "1"))
    assert re.findall(r'<form method="post" action="([^"]*)"', answer.text) == [
        f"{ORIGIN}/courses/7/deep_linking_response?data=a.b.c"
    ]


def test_an_ordinary_launch_before_teaches_it(acme: School, hosted: OidcLms) -> None:
    assert is_let_in(hosted.launch(acme.address("python", "loops"), person("sam")))
    assert not asks(hosted, hosted.select(TEACHER_BY_1P3))


def test_it_teaches_one_host_only(acme: School, hosted: OidcLms) -> None:
    assert is_let_in(hosted.launch(acme.address("python", "loops"), person("sam")))
    elsewhere = settings(deep_link_return_url="https://evil.example/r", accept_types=["ltiResourceLink"])
    assert asks(hosted, hosted.select(TEACHER_BY_1P3, **elsewhere))


def test_a_registrations_own_host_is_home_and_becomes_known(hosted: OidcLms) -> None:
    own = f"{hosted.platform.url}/return"
    launched = hosted.select(TEACHER_BY_1P3, **settings(deep_link_return_url=own, accept_types=["ltiResourceLink"]))
    page = hosted.page(launched).text
    assert "Is this your LMS?" not in page
    assert hosted.platform.url in origins_kept(hosted)
