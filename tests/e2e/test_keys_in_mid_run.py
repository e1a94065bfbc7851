"""Both sides take new keys while people launch and teachers pick: nobody notices."""

import time
from pathlib import Path

import jwt
import pytest

from tests import asking
from tests.e2e.advantage import AdvantageCourse, advantage_course, key_set_url
from tests.peers.browser import Browser
from tests.servers import PracticeLms, Slipway

pytestmark = pytest.mark.http
PATIENCE = 40  # seconds; Slipway's new key signs after ten


@pytest.mark.long
def test_new_keys_on_both_sides_cost_no_launch(live: Slipway, practice: PracticeLms, tmp_path: Path) -> None:
    course = advantage_course(live, practice, tmp_path)
    lms_before, slipway_before = kids_at_work(course)
    live.slipway("rotate-keys", "--now")
    kids_at_work(course)
    rotated = asking.post(f"{practice.url}/practice/keys.json", json={}).json()["kid"]
    lms_now, slipway_now = kids_at_work(course)
    assert lms_now == rotated != lms_before
    deadline = time.monotonic() + PATIENCE
    while slipway_now == slipway_before and time.monotonic() < deadline:
        time.sleep(0.5)
        _, slipway_now = kids_at_work(course)
    assert slipway_now != slipway_before
    assert slipway_before in published(course)
    assert kids_at_work(course) == (lms_now, slipway_now)


def kids_at_work(course: AdvantageCourse) -> tuple[str, str]:
    """A student launches and a teacher picks two units, to the end: the ids of the keys of LMS and Slipway.

    What signs is published by then.
    """
    browser = Browser()
    form = course.click(browser, "sam")
    assert 'data-role="student"' in course.page(browser.send(form)).text
    picked = course.pick("tess", course.unit_ids[:2])
    assert [link["title"] for link in picked.links] == course.site.units[:2]
    assert kid_of(picked.token) in published(course)
    return kid_of(form.value("id_token")), kid_of(picked.token)


def kid_of(token: str) -> str:
    """Which key signed a JWT."""
    return str(jwt.get_unverified_header(token)["kid"])


def published(course: AdvantageCourse) -> set[str]:
    """The keys that the school's LMS knows Slipway by."""
    return {key["kid"] for key in asking.get(key_set_url(course.server, course.site.slug)).json()["keys"]}
